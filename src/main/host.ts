/**
 * The window that nobody sees: it holds the peer connection and the capture of one session, in a process
 * of its own. It is made when a technician has the call and ends with it, process and all: whatever a page
 * might do that has been taken over, nothing is captured afterwards (SERVICE.md, rule 3).
 */
import type { BrowserWindow, WebFrameMain } from "electron";
import type { HostOrder, Side } from "../shared/protocol/ipc.ts";
import { admit, type Handlers, type Outlet } from "./gateway.ts";
import { log } from "./log.ts";
import { openWindow } from "./windows.ts";

/**
 * How long the page has to end everything in order, in milliseconds. Of the 250 of SERVICE.md, rule 3, the rest is
 * for a busy computer to end the page's process, and for what is on its way by then (bench/measure/stop.ts).
 */
const CLOSING_MS = 100;
/** How long it has to confirm that a capture is off in a session that goes on, in milliseconds. */
const COVERING_MS = 200;
/** The part of it that is left for its answer to be read. */
const READING_MS = 30;

type Start = Extract<HostOrder, { do: "start" } & Extract<Side, { side: "help" }>>;
type FromPage = Omit<Handlers<"host">, "ready" | "peer.covered">;

export interface HostDeps extends FromPage {
  /** The page is gone, and it was not `close` that ended it. */
  lost(call: string): void;
}

/** One session's window. */
export class Host {
  readonly #window: BrowserWindow;
  readonly #page: Outlet<"host">;
  readonly #deps: HostDeps;
  readonly #call: string;
  readonly #ready: Promise<void>;
  #started = false;
  #capturing = false;
  #closed = false;
  /** Until when the page must say that the capture is off. */
  #covering: NodeJS.Timeout | undefined;
  /** Until when its process may live on after `close`; nothing that the page says puts this off. */
  #closing: NodeJS.Timeout | undefined;

  constructor(call: string, deps: HostDeps) {
    this.#deps = deps;
    this.#call = call;
    this.#window = openWindow("host", "");
    let drawn = (): void => {};
    this.#ready = new Promise((resolve) => (drawn = resolve));
    const heard =
      <Said>(handle: (said: Said) => void) =>
      (said: Said): void => {
        if (!this.#closed) handle(said);
      };
    this.#page = admit("host", this.#window, {
      ready: () => drawn(),
      "peer.signal": heard(deps["peer.signal"]),
      "peer.state": heard(deps["peer.state"]),
      "peer.words": heard(deps["peer.words"]),
      "peer.data": heard(deps["peer.data"]),
      "peer.covered": () => clearTimeout(this.#covering),
    });
    this.#window.webContents.on("render-process-gone", () => this.#gone());
    this.#window.on("closed", () => this.#gone());
  }

  /** The only frame that may capture, while the session lives. */
  get frame(): WebFrameMain | null {
    return this.#closed || this.#window.isDestroyed() ? null : this.#window.webContents.mainFrame;
  }

  /** Begins the session: captures what is granted, and offers. `mayStart` is asked once the page is there. */
  async start(how: Pick<Start, "language" | "iceServers">, mayStart: () => boolean): Promise<void> {
    await this.#ready;
    if (this.#closed) return;
    await this.#gesture();
    if (this.#closed || !mayStart()) return;
    this.#started = true;
    this.#capturing = true;
    this.#page.emit("peer", { do: "start", call: this.#call, side: "help", ...how });
  }

  tell(order: Extract<HostOrder, { do: "signal" | "send" }>): void {
    if (this.#started) this.#page.emit("peer", order);
  }

  /** Sees to it that the capture is on or off; that it is off, the page must confirm in time. */
  capture(on: boolean): void {
    if (!this.#started || this.#closed || on === this.#capturing) return;
    this.#capturing = on;
    clearTimeout(this.#covering);
    if (on) {
      void this.#gesture().then(() => this.#order(true));
      return;
    }
    // In two steps: should this process itself have stood still, it reads between them what the page has said.
    this.#covering = setTimeout(() => {
      this.#covering = setTimeout(() => this.#takeAway(), READING_MS);
    }, COVERING_MS - READING_MS);
    this.#order(false);
  }

  /**
   * Ends everything in this window. The page stops the capture and takes leave of Viewer; after CLOSING_MS
   * its process is gone, whatever it did.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#covering);
    if (!this.#started) return this.#end();
    this.#closing = setTimeout(() => this.#end(), CLOSING_MS);
    this.#page.emit("peer", { do: "stop" });
  }

  #order(on: boolean): void {
    if (this.#capturing === on) this.#page.emit("peer", { do: "capture", call: this.#call, on });
  }

  /** The yes was given in a native dialog, but Chromium wants a gesture in the page before any capture. */
  async #gesture(): Promise<void> {
    await this.#window.webContents.executeJavaScript("void 0", true).catch(() => undefined);
  }

  /** The page did not confirm: whatever keeps the capture, its process ends now. */
  #takeAway(): void {
    log("warn", "page taken away");
    this.#gone();
  }

  #gone(): void {
    const wasOurs = this.#closed;
    this.#closed = true;
    this.#end();
    if (!wasOurs) this.#deps.lost(this.#call);
  }

  /** Not by closing alone: that would leave it to the page's process when to go. */
  #end(): void {
    clearTimeout(this.#covering);
    clearTimeout(this.#closing);
    if (this.#window.isDestroyed()) return;
    this.#window.webContents.forcefullyCrashRenderer();
    this.#window.destroy();
  }
}
