/** Viewer: the technician's program. Puts the parts together; what happens when is in shared/session/viewer. */
import { join } from "node:path";
import { app, safeStorage, shell, type BrowserWindow } from "electron";
import { translator } from "../shared/i18n/index.ts";
import type { Language, ViewerView } from "../shared/protocol/ipc.ts";
import { PROTOCOL_VERSION } from "../shared/protocol/limits.ts";
import { ToViewer } from "../shared/protocol/signaling.ts";
import {
  isFree,
  viewerStart,
  viewerStep,
  type ViewerEffect,
  type ViewerEvent,
  type ViewerModel,
} from "../shared/session/viewer.ts";
import { Account, websiteOf, type Credentials } from "./account.ts";
import { boot, flushBeforeQuit, type Program } from "./boot.ts";
import { readBranding } from "./branding.ts";
import { isTestBuild, windowTitle } from "./build.ts";
import { DeviceMemory } from "./device.ts";
import { admit, type Outlet } from "./gateway.ts";
import { log } from "./log.ts";
import { readViewerOptions, type Surroundings, type ViewerOptions } from "./options.ts";
import { SignalingClient } from "./signalingClient.ts";
import { kindOf } from "./updates/manifest.ts";
import { readReleaseKey } from "./updates/releaseKey.ts";
import { askForUpdate, fetchFile } from "./updates/source.ts";
import { Updater } from "./updates/updater.ts";
import { ownVersion } from "./version.ts";
import { openWindow } from "./windows.ts";

/**
 * A session token of an account, for the demo and tests in this repository: Viewer then starts signed in.
 * People sign in with their account, and a packaged Viewer knows no other way. From the environment,
 * because a command line could be read by any other user.
 */
const givenToken = app.isPackaged ? "" : (process.env["LINEA_VIEWER_TOKEN"] ?? "");

/** Longest wait for the server to end the session when the program closes, in milliseconds. */
const FAREWELL_MS = 1000;

/** What a technician reads in the list of their sessions. */
const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: "Windows",
  darwin: "macOS",
  linux: "Linux",
};

const kind = {
  name: "Linea Viewer",
  portable: false,
  cannotStart: "viewer.cannotStart",
  readOptions,
} as const;
boot(kind, (program) => new Viewer(program));

/** A packaged Viewer belongs to an organisation, and knows its server. */
function readOptions(surroundings: Surroundings): ViewerOptions {
  const { isPackaged, resources } = surroundings;
  const own = isPackaged ? readBranding(join(resources, "organisation.json")).server : undefined;
  return readViewerOptions(surroundings, own);
}

const testBuild = isTestBuild({ isPackaged: app.isPackaged, resources: process.resourcesPath });

const title = (language: Language): string =>
  windowTitle(translator(language)("window.viewer"), language, testBuild);

class Viewer {
  readonly #window: BrowserWindow;
  readonly #page: Outlet<"viewer">;
  readonly #server: SignalingClient<ToViewer>;
  #language: Language;
  #model: ViewerModel;
  readonly #account: Account;
  readonly #memory: DeviceMemory;
  readonly #website: string;
  readonly #updates: Updater;
  /** Session token; empty while nobody is signed in. It is never written anywhere. */
  #token = givenToken;
  #lastEmail: string;

  constructor({ options }: Program<ViewerOptions>) {
    this.#language = options.language;
    this.#account = new Account(options);
    this.#memory = new DeviceMemory(join(app.getPath("userData"), "device"), safeStorage, options.server);
    this.#website = websiteOf(options.server);
    this.#lastEmail = this.#memory.recall()?.email ?? "";
    this.#updates = new Updater({
      own: { version: ownVersion, platform: process.platform, arch: process.arch, kind: kindOf(process.env) },
      releaseKey: readReleaseKey(options.releaseKeyFile),
      ask: (token) => askForUpdate(this.#website, token),
      fetch: (name, signal) => fetchFile(this.#website, name, signal),
      folder: () => app.getPath("downloads"),
      show: (path) => shell.showItemInFolder(path),
      isFree: () => isFree(this.#model),
      changed: () => this.#show(),
      now: () => performance.now(),
    });
    // The machine opens again, after any loss, what was open before; these count as open before.
    this.#model = { ...viewerStart, open: options.open };
    this.#server = new SignalingClient({
      server: options.server,
      hello: () => ({
        t: "hello",
        v: PROTOCOL_VERSION,
        role: "viewer",
        program: `viewer ${ownVersion}`,
        token: this.#token,
      }),
      schema: ToViewer,
      now: () => performance.now(),
      onMessage: (message) => this.#dispatch({ e: "server", message, now: Date.now() }),
      onLost: () => this.#dispatch({ e: "online", online: false, now: Date.now() }),
    });
    this.#window = openWindow("viewer", title(options.language));
    this.#page = admit("viewer", this.#window, {
      ready: () => this.#show(),
      language: ({ language }) => this.#speak(language),
      signIn: (typed) => this.#dispatch({ e: "sign-in", ...typed }),
      forgotten: ({ email }) => this.#dispatch({ e: "forgotten", email }),
      signOut: () => this.#dispatch({ e: "sign-out" }),
      "line.open": ({ line }) => this.#dispatch({ e: "line", line, open: true }),
      "line.close": ({ line }) => this.#dispatch({ e: "line", line, open: false }),
      take: ({ call, code }) => this.#dispatch({ e: "take", call, code }),
      decline: ({ call }) => this.#dispatch({ e: "decline", call }),
      end: () => this.#end(),
      back: () => this.#dispatch({ e: "back" }),
      "update.fetch": () => this.#updates.tell({ e: "fetch" }),
      "update.show": () => this.#updates.tell({ e: "show" }),
      "update.later": () => this.#updates.tell({ e: "later" }),
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
    flushBeforeQuit(() => this.#farewell(options.server));
    if (this.#token !== "") this.#dispatch({ e: "token" });
  }

  #dispatch(event: ViewerEvent): void {
    const before = this.#model.stage.at;
    const { model, effects } = viewerStep(this.#model, event);
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
    if (before !== model.stage.at) log("info", "stage", { at: model.stage.at });
    if (!isFree(model)) this.#updates.tell({ e: "away" });
    else if (before !== model.stage.at || event.e === "server") void this.#updates.look(this.#token);
    if (this.#window.isDestroyed()) return;
    if (event.e === "server" && event.message.t === "call/incoming") this.#window.flashFrame(true);
    this.#show();
  }

  #perform(effect: ViewerEffect): void {
    switch (effect.do) {
      case "authenticate":
        return void this.#authenticate(effect);
      case "forgotten":
        return void this.#forgotten(effect.email);
      case "open":
        return this.#server.open();
      case "sign-out":
        return void this.#signOut();
      case "forget":
        this.#token = "";
        return void this.#server.close();
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

  async #authenticate(typed: Pick<Credentials, "email" | "password" | "code">): Promise<void> {
    const { email, password, code } = typed;
    const device = this.#memory.recall()?.device;
    const program = `Linea Viewer ${ownVersion} (${SYSTEMS[process.platform] ?? process.platform})`;
    const result = await this.#account.signIn({ email, password, code, device, program });
    if (!result.ok) {
      const { error, retryAfter } = result;
      return this.#dispatch({ e: "refused", error, retryAfter, now: Date.now() });
    }
    const { me, token, device: given } = result;
    // Closed while it asked.
    if (this.#window.isDestroyed()) return this.#account.signOut(token);
    this.#token = token;
    this.#lastEmail = me.email;
    if (given !== null) this.#memory.remember(me.email, given);
    this.#dispatch({ e: "signed-in", person: me.id, totpMissing: me.totpMissing });
  }

  async #forgotten(email: string): Promise<void> {
    const result = await this.#account.forgotten(email);
    if (result.ok) return this.#dispatch({ e: "forgotten-sent" });
    this.#dispatch({ e: "refused", error: result.error, retryAfter: result.retryAfter, now: Date.now() });
  }

  /** The connection goes first: nothing that is on its way reaches a window where nobody is signed in. */
  async #signOut(): Promise<void> {
    const token = this.#token;
    this.#token = "";
    await this.#server.close();
    if (token !== "") await this.#account.signOut(token);
  }

  /** Before the program ends. A session token that came from outside is not ours to end. */
  async #farewell(server: string): Promise<void> {
    await this.#server.close();
    if (this.#token === "" || this.#token === givenToken) return;
    await new Account({ server, timeoutMs: FAREWELL_MS }).signOut(this.#token);
  }

  #end(): void {
    this.#dispatch({ e: "end", now: Date.now() });
  }

  #speak(language: Language): void {
    this.#language = language;
    this.#window.setTitle(title(language));
    this.#show();
  }

  #show(): void {
    if (this.#window.isDestroyed()) return;
    this.#page.emit("state", this.#view());
  }

  #view(): ViewerView {
    const { online, outdated, technician, directory, open, incoming, notice, stage } = this.#model;
    const own = { language: this.#language, website: this.#website, lastEmail: this.#lastEmail };
    const update = this.#updates.stage;
    const view = { ...own, online, outdated, technician, directory, notice, update, stage };
    return { ...view, open: [...open], incoming: [...incoming] };
  }
}
