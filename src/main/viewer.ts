/** Viewer: the technician's program. Puts the parts together; what happens when is in shared/session/viewer. */
import { app, type BrowserWindow } from "electron";
import { translator } from "../shared/i18n/index.ts";
import type { Language, ViewerView } from "../shared/protocol/ipc.ts";
import { PROTOCOL_VERSION } from "../shared/protocol/limits.ts";
import { ToViewer } from "../shared/protocol/signaling.ts";
import {
  viewerStart,
  viewerStep,
  type ViewerEffect,
  type ViewerEvent,
  type ViewerModel,
} from "../shared/session/viewer.ts";
import { boot, flushBeforeQuit, type Program } from "./boot.ts";
import { admit, type Outlet } from "./gateway.ts";
import { log } from "./log.ts";
import { SignalingClient } from "./signalingClient.ts";
import { openWindow } from "./windows.ts";

/** The token may come from the environment: a command line could be read by any other user. */
const TOKEN_VARIABLE = "LINEA_VIEWER_TOKEN";

boot({ name: "Linea Viewer", mayCapture: false }, (program) => new Viewer(program));

class Viewer {
  readonly #window: BrowserWindow;
  readonly #page: Outlet<"viewer">;
  readonly #server: SignalingClient<ToViewer>;
  #language: Language;
  #model: ViewerModel;
  #token = process.env[TOKEN_VARIABLE] ?? "";

  constructor({ options }: Program) {
    this.#language = options.language;
    // The machine opens again, after any loss, what was open before; these count as open before.
    this.#model = { ...viewerStart, open: options.open };
    this.#server = new SignalingClient({
      server: options.server,
      hello: () => ({
        t: "hello",
        v: PROTOCOL_VERSION,
        role: "viewer",
        program: `viewer ${app.getVersion()}`,
        token: this.#token,
      }),
      schema: ToViewer,
      onMessage: (message) => this.#dispatch({ e: "server", message, now: Date.now() }),
      onLost: () => this.#dispatch({ e: "online", online: false, now: Date.now() }),
    });
    this.#window = openWindow("viewer", translator(options.language)("window.viewer"));
    this.#page = admit("viewer", this.#window, {
      ready: () => this.#show(),
      language: ({ language }) => this.#speak(language),
      signIn: ({ token }) => {
        this.#token = token;
        this.#dispatch({ e: "sign-in" });
        this.#server.open();
      },
      "line.open": ({ line }) => this.#dispatch({ e: "line", line, open: true }),
      "line.close": ({ line }) => this.#dispatch({ e: "line", line, open: false }),
      take: ({ call, code }) => this.#dispatch({ e: "take", call, code }),
      decline: ({ call }) => this.#dispatch({ e: "decline", call }),
      end: () => this.#end(),
      back: () => this.#dispatch({ e: "back" }),
      "peer.signal": ({ call, signal }) => this.#dispatch({ e: "signal-out", call, signal }),
      "peer.state": ({ call, state }) => {
        if (state !== "capture-failed") this.#dispatch({ e: "peer", call, state, now: Date.now() });
      },
    });
    this.#window.on("close", () => this.#end());
    this.#window.webContents.on("render-process-gone", () => {
      this.#end();
      this.#window.destroy();
    });
    flushBeforeQuit(() => this.#server.close());
    if (this.#token !== "") this.#server.open();
  }

  #dispatch(event: ViewerEvent): void {
    const before = this.#model.stage.at;
    const { model, effects } = viewerStep(this.#model, event);
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
    if (before !== model.stage.at) log("info", "stage", { at: model.stage.at });
    if (this.#window.isDestroyed()) return;
    if (event.e === "server" && event.message.t === "call/incoming") this.#window.flashFrame(true);
    this.#show();
  }

  #perform(effect: ViewerEffect): void {
    switch (effect.do) {
      case "send":
        return this.#server.send(effect.message);
      case "connect":
        return this.#page.emit("peer", {
          do: "start",
          call: effect.call,
          side: "viewer",
          iceServers: effect.iceServers,
        });
      case "signal-in":
        return this.#page.emit("peer", { do: "signal", call: effect.call, signal: effect.signal });
      case "disconnect":
        return this.#page.emit("peer", { do: "stop" });
    }
  }

  #end(): void {
    this.#dispatch({ e: "end", now: Date.now() });
  }

  #speak(language: Language): void {
    this.#language = language;
    this.#window.setTitle(translator(language)("window.viewer"));
    this.#show();
  }

  #show(): void {
    if (this.#window.isDestroyed()) return;
    this.#page.emit("state", this.#view());
  }

  #view(): ViewerView {
    const { online, outdated, technician, directory, open, incoming, notice, stage } = this.#model;
    const view = { language: this.#language, online, outdated, technician, directory, notice, stage };
    return { ...view, open: [...open], incoming: [...incoming] };
  }
}
