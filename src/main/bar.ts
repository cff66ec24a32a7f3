/** The bar over the caller's screen while a session goes on: who is connected, what they may, and Stop. */
import type { BrowserWindow } from "electron";
import type { BarView } from "../shared/protocol/ipc.ts";
import { admit, type Handlers, type Outlet } from "./gateway.ts";
import { displayById, openWindow, placeBar } from "./windows.ts";

export interface BarDeps {
  /** What its page may ask for. */
  readonly page: Handlers<"bar">;
  /** It is drawn: there is a Stop to be seen. */
  shown(): void;
  /** It cannot be seen any more, and it was not `close` that ended it: without a Stop there is no session. */
  lost(): void;
}

export class Bar {
  readonly #deps: BarDeps;
  #window: BrowserWindow | null = null;
  #page: Outlet<"bar"> | null = null;

  constructor(deps: BarDeps) {
    this.#deps = deps;
  }

  get isOpen(): boolean {
    return this.#window !== null;
  }

  /** @param display identifier of the display that is shown to the technician */
  open(display: number, title: string): void {
    const bar = openWindow("bar", title);
    this.#page = admit("bar", bar, this.#deps.page);
    placeBar(bar, displayById(display));
    bar.once("ready-to-show", () => {
      if (this.#window === bar) this.#deps.shown();
    });
    for (const end of ["render-process-gone", "did-fail-load"] as const) {
      bar.webContents.on(end as "did-fail-load", () => this.#deps.lost());
    }
    bar.on("close", () => this.#deps.lost());
    this.#window = bar;
  }

  show(view: BarView): void {
    this.#page?.emit("state", view);
  }

  /** Safe to call when it is not open. */
  close(): void {
    this.#window?.destroy();
    this.#window = null;
    this.#page = null;
  }
}
