/** Help: the caller's program. Puts the parts together; what happens when is in shared/session/help. */
import { performance } from "node:perf_hooks";
import { userInfo } from "node:os";
import { app, screen, type BrowserWindow } from "electron";
import { createInjector } from "../../native/robotjs.ts";
import { translator } from "../shared/i18n/index.ts";
import type { PublicOrganisation } from "../shared/protocol/api.ts";
import { DisplayName, type IceServer } from "../shared/protocol/common.ts";
import type { HelpView, Language } from "../shared/protocol/ipc.ts";
import { CONSENT_TIMEOUT_MS, PROTOCOL_VERSION } from "../shared/protocol/limits.ts";
import { ToHelp } from "../shared/protocol/signaling.ts";
import { consentStep, liveConsent, noConsent, type ConsentState } from "../shared/session/consent.ts";
import {
  helpStart,
  helpStep,
  linesOf,
  type HelpEffect,
  type HelpEvent,
  type HelpModel,
  type StopReason,
} from "../shared/session/help.ts";
import { boot, flushBeforeQuit, type Program } from "./boot.ts";
import { readBranding, type Branding } from "./branding.ts";
import { installCaptureGrant } from "./captureGrant.ts";
import { askConsent } from "./consentQuestion.ts";
import { DirectoryReader } from "./directory.ts";
import { displayOf, displayRect } from "./displays.ts";
import { admit, type Outlet } from "./gateway.ts";
import { InputGate } from "./inputGate.ts";
import { preferLatency } from "./latency.ts";
import { log } from "./log.ts";
import { readHelpOptions, type HelpOptions } from "./options.ts";
import { SignalingClient } from "./signalingClient.ts";
import { displayById, openWindow, placeBar } from "./windows.ts";

preferLatency();
const kind = { name: "Linea Help", mayCapture: true, readOptions: readHelpOptions };
boot(kind, (program) => new Help(program));

/** How long Help's page may take to confirm that the capture is gone (SERVICE.md, rule 3: 250 ms). */
const CLOSING_MS = 200;

/** How often the directory's time is looked at, in milliseconds. */
const TICK_MS = 60_000;

class Help {
  readonly #window: BrowserWindow;
  readonly #page: Outlet<"help">;
  readonly #server: SignalingClient<ToHelp>;
  readonly #gate: InputGate;
  readonly #branding: Branding;
  readonly #directories: DirectoryReader;
  #bar: BrowserWindow | null = null;
  #barPage: Outlet<"bar"> | null = null;
  #language: Language;
  #model: HelpModel = helpStart;
  #consent: ConsentState = noConsent;
  /** Takes the consent question off the screen, while there is one. */
  #withdrawQuestion: AbortController | null = null;
  #closing: NodeJS.Timeout | undefined;
  /** This program itself ended the page's process. */
  #takenAway = false;

  constructor({ options, session }: Program<HelpOptions>) {
    this.#language = options.language;
    this.#branding = readBranding(options.organisationFile);
    this.#directories = new DirectoryReader(this.#branding.publicKey);
    this.#gate = new InputGate({
      consentFor: (call) => liveConsent(this.#consent, call),
      displayRect,
      injector: createInjector(process.platform),
      now: () => performance.now(),
    });
    installCaptureGrant(session, {
      consent: () => (this.#consent.is === "granted" ? this.#consent.consent : null),
      frame: () => (this.#window.isDestroyed() ? null : this.#window.webContents.mainFrame),
    });

    this.#server = new SignalingClient({
      server: this.#branding.server,
      hello: () => ({
        t: "hello",
        v: PROTOCOL_VERSION,
        role: "help",
        program: `help ${app.getVersion()}`,
        nonce: this.#directories.greet(),
      }),
      schema: ToHelp,
      onMessage: (message) => this.#hear(message, Date.now()),
      onLost: () => this.#dispatch({ e: "lost", now: Date.now() }),
    });
    setInterval(() => this.#dispatch({ e: "tick", now: Date.now() }), TICK_MS);

    this.#window = openWindow("help", translator(options.language)("window.help"));
    this.#page = admit("help", this.#window, {
      ready: () => this.#show(),
      language: ({ language }) => this.#speak(language),
      call: ({ line, name, wait }) => this.#dispatch({ e: "call", line, name, wait, now: Date.now() }),
      cancel: () => this.#dispatch({ e: "cancel", now: Date.now() }),
      back: () => this.#dispatch({ e: "back" }),
      stop: () => this.#stop("stopped"),
      "peer.signal": ({ call, signal }) => this.#dispatch({ e: "signal-out", call, signal }),
      "peer.state": ({ call, state }) => this.#dispatch({ e: "peer", call, state, now: Date.now() }),
      "peer.closed": () => clearTimeout(this.#closing),
      input: ({ call, channel, data }) => {
        if (this.#gate.apply(call, channel, data) === "breach") this.#stop("protocol-error");
      },
    });
    // Closing the window, or its page dying, is a Stop like any other.
    this.#window.on("close", () => this.#stop("stopped"));
    this.#window.webContents.on("render-process-gone", () => this.#pageGone());
    app.on("before-quit", () => this.#stop("stopped"));
    // The consent named one display; once displays change, nobody can say any more which one that is.
    screen.on("display-added", () => this.#stopSharing());
    screen.on("display-removed", () => this.#stopSharing());
    screen.on("display-metrics-changed", (_event, _display, changed) => {
      // A taskbar that comes or goes changes the work area only.
      if (changed.some((what) => what !== "workArea")) this.#stopSharing();
    });
    // A crash means no, like everything that is not a live yes.
    const crash = (error: unknown): void => {
      try {
        this.#shut();
      } finally {
        log("error", "crash", { name: error instanceof Error ? error.name : typeof error });
        app.exit(1);
      }
    };
    process.on("uncaughtException", crash);
    // Electron only warns of these.
    process.on("unhandledRejection", crash);
    flushBeforeQuit(() => this.#server.close());
    this.#server.open();
  }

  /** Only a directory that has been opened here, by the key of Help's own build, gets any further. */
  #hear(message: ToHelp, now: number): void {
    switch (message.t) {
      case "welcome":
      case "directory": {
        const opened = this.#directories.open(message.directory, now);
        if (!opened.ok) log("error", "directory refused", { why: opened.why });
        if (message.t === "directory") return this.#dispatch({ e: "directory", opened, now });
        return this.#dispatch({ e: "welcome", opened, lines: message.lines, now });
      }
      default:
        return this.#dispatch({ e: "server", message, now });
    }
  }

  #dispatch(event: HelpEvent): void {
    const before = this.#model.stage.at;
    const { model, effects } = helpStep(this.#model, event);
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
    if (before !== model.stage.at) {
      log("info", "stage", { at: model.stage.at });
      this.#arrangeWindows();
    }
    this.#show();
  }

  #perform(effect: HelpEffect): void {
    switch (effect.do) {
      case "send":
        return this.#server.send(effect.message);
      case "ask":
        return void this.#ask(effect.call, effect.technician);
      case "connect":
        return void this.#connect(effect.call, effect.iceServers);
      case "signal-in":
        return this.#page.emit("peer", { do: "signal", call: effect.call, signal: effect.signal });
      case "reconnect":
        return this.#server.reconnect();
      case "shut":
        return this.#shut();
    }
  }

  /** The yes was given in a native dialog, but Chromium wants a gesture in the page before any capture. */
  async #connect(call: string, iceServers: IceServer[]): Promise<void> {
    await this.#window.webContents.executeJavaScript("void 0", true).catch(() => undefined);
    if (liveConsent(this.#consent, call) === null) return;
    this.#page.emit("peer", { do: "start", call, side: "help", iceServers });
  }

  async #ask(call: string, technician: string): Promise<void> {
    const withdrawn = new AbortController();
    this.#withdrawQuestion = withdrawn;
    this.#consent = consentStep(this.#consent, {
      e: "ask",
      consent: { call, technician, display: displayOf(this.#window).id },
      now: performance.now(),
      timeoutMs: CONSENT_TIMEOUT_MS,
    });
    this.#window.show();
    const question = { technician, organisation: this.#organisation().name, language: this.#language };
    // A dialog that cannot be shown is a no.
    const answer = await askConsent(this.#window, question, withdrawn.signal).catch(() => "no" as const);
    if (this.#withdrawQuestion === withdrawn) this.#withdrawQuestion = null;
    this.#consent = consentStep(this.#consent, {
      e: "answer",
      call,
      yes: answer === "yes",
      now: performance.now(),
    });
    const granted = liveConsent(this.#consent, call) !== null;
    if (granted || answer !== "yes") this.#dispatch({ e: "answer", call, answer, now: Date.now() });
    else this.#dispatch({ e: "answer", call, answer: "timeout", now: Date.now() });
  }

  /** Everything the consent had opened is closed, first of all the gate; needs no server and no page. */
  #shut(): void {
    this.#consent = consentStep(this.#consent, { e: "revoke" });
    this.#gate.releaseAll();
    this.#withdrawQuestion?.abort();
    this.#page.emit("peer", { do: "stop" });
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.#takePageAway(), CLOSING_MS);
  }

  /** The page did not confirm that the capture is gone: whatever keeps it, its process ends now. */
  #takePageAway(): void {
    if (this.#window.isDestroyed()) return;
    log("warn", "page taken away");
    this.#takenAway = true;
    this.#window.webContents.forcefullyCrashRenderer();
  }

  /** Our own doing: the page comes back and shows how it ended. Else Help cannot be trusted to go on. */
  #pageGone(): void {
    this.#stop("stopped");
    if (this.#takenAway) this.#window.webContents.reload();
    else this.#window.destroy();
    this.#takenAway = false;
  }

  #stop(reason: StopReason): void {
    this.#dispatch({ e: "stop", reason, now: Date.now() });
  }

  /** Ends what a consent has opened, or is being asked for; a call that only rings goes on. */
  #stopSharing(): void {
    if (this.#consent.is !== "none") this.#stop("display-changed");
  }

  #arrangeWindows(): void {
    const { stage } = this.#model;
    if (stage.at === "active" && this.#consent.is === "granted") {
      this.#openBar(this.#consent.consent.display);
    } else if (stage.at === "ended") {
      this.#bar?.destroy();
      this.#bar = null;
      this.#barPage = null;
      if (this.#window.isDestroyed()) return;
      this.#window.restore();
      this.#window.show();
    }
  }

  #openBar(display: number): void {
    const bar = openWindow("bar", translator(this.#language)("window.bar"));
    this.#barPage = admit("bar", bar, {
      ready: () => this.#show(),
      language: ({ language }) => this.#speak(language),
      stop: () => this.#stop("stopped"),
    });
    placeBar(bar, displayById(display));
    // Help steps aside only when there is a Stop to be seen in its place.
    bar.once("ready-to-show", () => {
      if (this.#bar === bar) this.#window.minimize();
    });
    for (const end of ["render-process-gone", "did-fail-load"] as const) {
      bar.webContents.on(end as "did-fail-load", () => this.#stop("stopped"));
    }
    bar.on("close", () => this.#stop("stopped"));
    this.#bar = bar;
  }

  #speak(language: Language): void {
    this.#language = language;
    this.#window.setTitle(translator(language)("window.help"));
    this.#show();
  }

  #show(): void {
    if (this.#window.isDestroyed()) return;
    this.#page.emit("state", this.#view());
    const { stage } = this.#model;
    if (stage.at !== "active") return;
    const { technician, since } = stage;
    const organisation = this.#organisation().name;
    this.#barPage?.emit("state", { language: this.#language, organisation, technician, since });
  }

  #view(): HelpView {
    const { online, outdated, distrusted, stage } = this.#model;
    return {
      language: this.#language,
      online,
      outdated,
      distrusted,
      organisation: this.#organisation(),
      lines: linesOf(this.#model),
      suggestedName: suggestedName(),
      stage,
    };
  }

  /** As signed; before a directory is there, and while one is not believed, as built in. */
  #organisation(): PublicOrganisation {
    const { name, phone, logo } = this.#branding;
    return { name, phone, logo, ...this.#model.directory?.organisation };
  }
}

/** The account name of this computer, as a start: the caller can change it before calling. */
function suggestedName(): string {
  const name = DisplayName.safeParse(userInfo().username);
  return name.success && name.data !== "root" ? name.data : "";
}
