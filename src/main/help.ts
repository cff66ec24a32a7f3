/** Help: the caller's program. Puts the parts together; what happens when is in shared/session/help. */
import { performance } from "node:perf_hooks";
import { join } from "node:path";
import { app, globalShortcut, powerMonitor, safeStorage, screen, shell, type BrowserWindow } from "electron";
import { openFrontWindow } from "../../native/frontWindow.ts";
import { createInjector } from "../../native/robotjs.ts";
import { styleOf } from "../shared/brand/palette.ts";
import { translator } from "../shared/i18n/index.ts";
import type { PublicOrganisation } from "../shared/protocol/api.ts";
import type { IceServer } from "../shared/protocol/common.ts";
import { InputChannel } from "../shared/protocol/input.ts";
import type { HelpView, Language } from "../shared/protocol/ipc.ts";
import { PROTOCOL_VERSION } from "../shared/protocol/limits.ts";
import { ToHelp } from "../shared/protocol/signaling.ts";
import type { Permissions } from "../shared/protocol/ladder.ts";
import type { Permission } from "../shared/protocol/permissions.ts";
import { shownOf } from "../shared/session/consent.ts";
import {
  helpStart,
  type HelpEffect,
  type HelpEvent,
  type HelpModel,
  type StopReason,
} from "../shared/session/help-model.ts";
import { isToReplace, newHelpAt } from "../shared/session/help-directory.ts";
import { isIdle } from "../shared/session/help-moves.ts";
import { helpStep } from "../shared/session/help.ts";
import { websiteOf } from "./account.ts";
import { BankGuard } from "./bankGuard.ts";
import { Bar } from "./bar.ts";
import { boot, flushBeforeQuit, onCrash, type Program } from "./boot.ts";
import { languagesOf, readBranding, startLanguage, type Branding } from "./branding.ts";
import { isTestBuild, windowTitle } from "./build.ts";
import { installCaptureGrant } from "./captureGrant.ts";
import { askConsent } from "./consentQuestion.ts";
import { Consents, type Answer } from "./consents.ts";
import { DirectoryReader } from "./directory.ts";
import { displayOf, displayRect } from "./displays.ts";
import { admit, type Outlet } from "./gateway.ts";
import { heldHotkeyOf } from "./heldHotkeyX11.ts";
import { helpView } from "./helpView.ts";
import { Host } from "./host.ts";
import { InputGate } from "./inputGate.ts";
import { preferLatency, startWithoutGraphics } from "./latency.ts";
import { lockSignalsOf } from "./lockSignals.ts";
import { log } from "./log.ts";
import { CallerMemory } from "./memory.ts";
import { readHelpOptions, type HelpOptions } from "./options.ts";
import { originOf, watchOrigin } from "./origin.ts";
import { dressPages } from "./pages.ts";
import { PeerGate } from "./peerGate.ts";
import { isWayland, StopTriggers } from "./stopTriggers.ts";
import { SignalingClient } from "./signalingClient.ts";
import { ownVersion } from "./version.ts";
import { openWindow } from "./windows.ts";

preferLatency();
startWithoutGraphics(process.platform);
const kind = {
  name: "Linea Help",
  portable: true,
  cannotStart: "help.cannotStart",
  readOptions: readHelpOptions,
} as const;
boot(kind, (program) => new Help(program));

const testBuild = isTestBuild({ isPackaged: app.isPackaged, resources: process.resourcesPath });

/** How often the directory's time is looked at, in milliseconds. */
const TICK_MS = 60_000;

class Help {
  readonly #window: BrowserWindow;
  readonly #page: Outlet<"help">;
  readonly #server: SignalingClient<ToHelp>;
  readonly #consents: Consents;
  readonly #input: InputGate;
  readonly #gate: PeerGate;
  readonly #triggers: StopTriggers;
  readonly #banks: BankGuard;
  readonly #branding: Branding;
  readonly #directories: DirectoryReader;
  readonly #bar: Bar;
  #language: Language;
  readonly #memory: CallerMemory;
  #model: HelpModel;
  /** Of the session in hand. */
  #host: Host | null = null;
  /** From the clock that never goes back to the computer's own, as of the beginning of the call, in milliseconds. */
  #clockOffset = 0;

  constructor({ options, session, storage }: Program<HelpOptions>) {
    this.#branding = readBranding(options.organisationFile);
    this.#language = startLanguage(this.#branding, options.language);
    if (this.#branding.colours) dressPages(styleOf(this.#branding.colours));
    // First of all: its page starts in a process of its own, beside what follows.
    this.#window = openWindow("help", this.#title());
    this.#directories = new DirectoryReader(this.#branding.publicKey);
    this.#memory = new CallerMemory({
      file: join(storage.lasting, "remembered"),
      vault: safeStorage,
      sealKey: storage.sealKey,
      server: this.#branding.server,
    });
    this.#model = { ...helpStart, version: ownVersion, token: this.#memory.token };
    this.#consents = new Consents({
      question: (technician, permission, withdrawn) => this.#question(technician, permission, withdrawn),
      now: () => performance.now(),
      changed: () => this.#consentChanged(),
    });
    this.#input = new InputGate({
      consentFor: (call) => this.#consents.live(call, "control"),
      displayRect,
      injector: createInjector(process.platform),
      now: () => performance.now(),
      every(ms, look) {
        const timer = setInterval(look, ms);
        return () => clearInterval(timer);
      },
    });
    this.#gate = new PeerGate({
      consentFor: (call, permission) => this.#consents.live(call, permission),
      ask: (call, permission) => this.#asked(call, permission),
      receivers: {
        look: null,
        control: (call, channel, data) => this.#input.apply(call, InputChannel.parse(channel), data),
      },
      now: () => performance.now(),
    });
    installCaptureGrant(session, {
      consent: () => this.#consents.state,
      frame: () => this.#host?.frame ?? null,
      misused: () => this.#stop("protocol-error"),
    });

    this.#server = new SignalingClient({
      server: this.#branding.server,
      hello: () => ({
        t: "hello",
        v: PROTOCOL_VERSION,
        role: "help",
        program: `help ${ownVersion}`,
        nonce: this.#directories.greet(),
      }),
      schema: ToHelp,
      now: () => performance.now(),
      onMessage: (message) => this.#hear(message),
      onLost: () => this.#dispatch({ e: "lost", now: this.#now() }),
    });
    setInterval(() => this.#dispatch({ e: "tick", now: this.#now() }), TICK_MS);

    this.#page = admit("help", this.#window, {
      ready: () => this.#show(),
      language: ({ language }) => this.#speak(language),
      call: ({ line, name, wait }) => this.#dispatch({ e: "call", line, name, wait, now: this.#now() }),
      cancel: () => this.#dispatch({ e: "cancel", now: this.#now() }),
      back: () => this.#dispatch({ e: "back" }),
      authorise: ({ remember, ...fields }) =>
        this.#dispatch({ e: "authorise", language: this.#language, fields, remember }),
      forget: () => this.#forget(),
      openTerms: () => this.#openTerms(),
      openNewHelp: () => this.#openNewHelp(),
      stop: () => this.#stop("stopped"),
      report: () => this.#stop("reported"),
    });
    // Closing the window, or its page dying, is a Stop like any other.
    this.#window.on("close", () => this.#stop("stopped"));
    this.#window.webContents.on("render-process-gone", () => {
      this.#stop("stopped");
      // Help cannot be trusted to go on.
      this.#window.destroy();
    });
    app.on("before-quit", () => this.#stop("stopped"));
    this.#bar = new Bar({
      page: {
        ready: () => this.#show(),
        language: ({ language }) => this.#speak(language),
        stop: () => this.#stop("stopped"),
        "take-back": ({ permission }) => this.#consents.takeBack(permission),
        resume: () => this.#banks.allow(),
        report: () => this.#stop("reported"),
      },
      // Help steps aside only when there is a Stop to be seen in its place.
      shown: () => this.#window.minimize(),
      lost: () => this.#stop("stopped"),
    });
    this.#triggers = new StopTriggers({
      globalShortcut,
      powerMonitor,
      screen,
      window: this.#window,
      lockSignals: lockSignalsOf(process.platform, process.env),
      heldHotkey: heldHotkeyOf(process.platform, process.env),
      platform: process.platform,
      wayland: isWayland(process.env),
      onStop: (reason) => this.#stop(reason),
    });
    this.#banks = new BankGuard({
      open: () => openFrontWindow(process.platform, process.env),
      ownPid: process.pid,
      list: () => this.#model.directory?.protectedTitles ?? [],
      pause: () => this.#consents.pause(),
      resume: () => this.#consents.resume(),
      changed: () => this.#show(),
    });
    const origin = app.isPackaged ? originOf(process.env) : null;
    if (origin !== null) watchOrigin(origin, () => this.#stop("drive-removed"));
    onCrash(() => this.#shut());
    flushBeforeQuit(() => this.#server.close());
    this.#server.open();
  }

  /** Only a directory that has been opened here, by the key of Help's own build, gets any further. */
  #hear(message: ToHelp): void {
    const now = this.#now();
    switch (message.t) {
      case "welcome":
      case "directory": {
        const opened = this.#directories.open(message.directory, Date.now());
        if (!opened.ok) log("error", "directory refused", { why: opened.why });
        if (message.t === "directory") {
          this.#dispatch({ e: "directory", opened, now });
          // Its list of banks may be the first that has anything in it.
          if (this.#model.stage.at === "active") this.#banks.start();
          return;
        }
        return this.#dispatch({ e: "welcome", opened, lines: message.lines, now });
      }
      default:
        return this.#dispatch({ e: "server", message, now });
    }
  }

  /**
   * The time by this computer's clock. In a call the clock may be set right, which is among what technicians are
   * called for: what is counted from its beginning must not jump along.
   */
  #now(): number {
    if (isIdle(this.#model)) this.#clockOffset = Date.now() - performance.now();
    return Math.round(this.#clockOffset + performance.now());
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
        return this.#host?.tell({ do: "signal", call: effect.call, signal: effect.signal });
      case "reconnect":
        return this.#server.reconnect();
      case "keep":
        if (effect.remember) this.#memory.remember(effect.fields, effect.token);
        else if (!this.#memory.forget()) log("error", "not forgotten");
        return;
      case "shut":
        return this.#shut();
    }
  }

  async #connect(call: string, iceServers: IceServer[]): Promise<void> {
    const mayStart = (): boolean => this.#consents.live(call, "look") !== null;
    await this.#host?.start({ language: this.#language, iceServers }, mayStart);
    this.#announce();
  }

  /** The technician has the call: the first question, and behind it the window that the session will need. */
  async #ask(call: string, technician: string): Promise<void> {
    this.#triggers.arm();
    this.#consents.begin({ call, technician, display: displayOf(this.#window).id });
    this.#host = new Host(call, {
      "peer.signal": ({ call: of, signal }) => this.#dispatch({ e: "signal-out", call: of, signal }),
      "peer.state": ({ call: of, state }) => this.#dispatch({ e: "peer", call: of, state, now: this.#now() }),
      "peer.words": ({ call: of, words }) =>
        this.#dispatch({ e: "words", call: of, words, now: this.#now() }),
      "peer.data": ({ call: of, channel, data }) => {
        if (this.#gate.judge(of, channel, data) === "breach") this.#stop("protocol-error");
      },
      lost: (of) => this.#dispatch({ e: "peer", call: of, state: "failed", now: this.#now() }),
    });
    const answer = await this.#consents.ask(call, "look");
    this.#dispatch({ e: "answer", call, answer: answer ?? "no", now: this.#now() });
  }

  /** Viewer asks for more. Not before the words of the spoken check are there: the question names them. */
  #asked(call: string, permission: Permission): void {
    const { stage } = this.#model;
    if (stage.at === "active" && stage.words !== null) void this.#consents.ask(call, permission);
  }

  /** Help comes forward with the question, and steps aside again when a session goes on behind it. */
  async #question(technician: string, permission: Permission, withdrawn: AbortSignal): Promise<Answer> {
    this.#window.restore();
    this.#window.show();
    const organisation = this.#organisation().name;
    const { stage } = this.#model;
    const words = stage.at === "active" ? stage.words : null;
    const question = { permission, technician, organisation, words, language: this.#language };
    try {
      return await askConsent(this.#window, question, withdrawn);
    } finally {
      if (this.#bar.isOpen && !this.#window.isDestroyed()) this.#window.minimize();
    }
  }

  /** Whatever is no longer granted ends now: first the hand, then the eye. */
  #consentChanged(): void {
    const { state } = this.#consents;
    const call = state.is === "none" ? "" : state.consent.call;
    if (this.#consents.live(call, "control") === null) this.#input.releaseAll();
    if (state.is === "none") return;
    this.#host?.capture(this.#consents.live(call, "look") !== null);
    this.#announce();
    this.#show();
  }

  /** Tells Viewer what is granted. */
  #announce(): void {
    const { state } = this.#consents;
    if (state.is === "none") return;
    const message: Permissions = { t: "permissions", ...shownOf(state) };
    this.#host?.tell({ do: "send", call: state.consent.call, data: JSON.stringify(message) });
  }

  /** Everything the consent had opened is closed, first of all the gate; needs no server and no page. */
  #shut(): void {
    this.#consents.end();
    this.#host?.close();
    this.#host = null;
    this.#banks.stop();
    this.#triggers.disarm();
  }

  #forget(): void {
    if (!this.#memory.forget()) return log("error", "not forgotten");
    this.#dispatch({ e: "forget" });
  }

  /** In the browser, at our own server, and only while the form that links it is open. */
  #openTerms(): void {
    if (this.#model.stage.at !== "authorising") return;
    const page = `${websiteOf(this.#branding.server)}/authorisation`;
    shell.openExternal(page).catch(() => log("warn", "no browser"));
  }

  /** In the browser: the page that the organisation has signed, or that of our own server. Nothing is fetched by Help. */
  #openNewHelp(): void {
    if (!isToReplace(this.#model) || this.#model.stage.at !== "lines") return;
    const page = newHelpAt(this.#model, websiteOf(this.#branding.server));
    shell.openExternal(page).catch(() => log("warn", "no browser"));
  }

  #stop(reason: StopReason): void {
    this.#dispatch({ e: "stop", reason, now: this.#now() });
  }

  #arrangeWindows(): void {
    const { stage } = this.#model;
    const { state } = this.#consents;
    if (stage.at === "active" && state.is !== "none") {
      this.#bar.open(state.consent.display, translator(this.#language)("window.bar"));
      this.#banks.start();
    } else if (stage.at === "ended") {
      this.#bar.close();
      if (this.#window.isDestroyed()) return;
      this.#window.restore();
      this.#window.show();
    }
  }

  #speak(language: Language): void {
    if (!languagesOf(this.#branding).includes(language)) return;
    this.#language = language;
    this.#window.setTitle(this.#title());
    this.#show();
  }

  #title(): string {
    const name = this.#branding.programName?.[this.#language] ?? translator(this.#language)("window.help");
    return windowTitle(name, this.#language, testBuild);
  }

  #show(): void {
    if (this.#window.isDestroyed()) return;
    this.#page.emit("state", this.#view());
    const { stage } = this.#model;
    if (stage.at !== "active") return;
    const { technician, since, words } = stage;
    const { state } = this.#consents;
    if (state.is === "none") return;
    this.#bar.show({
      language: this.#language,
      organisation: this.#organisation().name,
      technician,
      since,
      ...shownOf(state),
      words,
      hotkey: this.#triggers.hotkey,
      blind: this.#banks.blind,
    });
  }

  #view(): HelpView {
    return helpView(this.#model, {
      language: this.#language,
      languages: languagesOf(this.#branding),
      organisation: this.#organisation(),
      ownPhone: this.#branding.phone,
      website: websiteOf(this.#branding.server),
      memory: this.#memory,
    });
  }

  /** As signed; before a directory is there, and while one is not believed, as built in. */
  #organisation(): PublicOrganisation {
    const { name, phone, logo } = this.#branding;
    return { name, phone, logo, ...this.#model.directory?.organisation };
  }
}
