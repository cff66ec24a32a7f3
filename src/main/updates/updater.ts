/** Looks for a newer Viewer when a technician comes to the desk; fetches and shows it at their word. */
import { basename } from "node:path";
import type { UpdateStage } from "../../shared/protocol/ipc.ts";
import type { SignedDownloads } from "../../shared/protocol/signedDownloads.ts";
import { updateStart, updateStep, type UpdateEffect, type UpdateEvent } from "../../shared/session/update.ts";
import { log } from "../log.ts";
import { openDownloads, type Offer, type Own } from "./manifest.ts";
import { check, DamagedError, DiskError, save } from "./save.ts";

/** Between two looks, in milliseconds. */
const LOOK_AGAIN_MS = 6 * 3_600_000;

/** A window that counts along need not be told of every piece. */
const TELL_EVERY = 0.01;

export interface UpdaterParts {
  readonly own: Own;
  /** null: this build has none, and there are no updates. */
  readonly releaseKey: string | null;
  readonly ask: (token: string) => Promise<SignedDownloads | null>;
  readonly fetch: (name: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** The folder for downloads. */
  readonly folder: () => string;
  /** Shows a file in its folder. It is never started from here. */
  readonly show: (path: string) => void;
  /** Whether no call is in hand. */
  readonly isFree: () => boolean;
  /** `stage` is another one. */
  readonly changed: () => void;
  /** Milliseconds, by a clock that never goes back. */
  readonly now: () => number;
}

export class Updater {
  readonly #parts: UpdaterParts;
  #stage: UpdateStage = updateStart;
  #offer: Offer | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #fetching: AbortController | null = null;
  /** The last try, which may still be tidying up. */
  #last: Promise<void> = Promise.resolve();
  /** Of the file that was fetched. */
  #path = "";

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
  }

  get stage(): UpdateStage {
    return this.#stage;
  }

  /** Asks the server, unless it was asked not long ago. Never rejects. @param token of the technician's session */
  async look(token: string): Promise<void> {
    const { releaseKey, own, ask, now } = this.#parts;
    if (releaseKey === null || token === "" || now() - this.#lookedAt < LOOK_AGAIN_MS) return;
    this.#lookedAt = now();
    const signed = await ask(token);
    // Nothing there, or no answer: it is looked for again another time.
    if (signed === null) return;
    const opened = openDownloads(signed, releaseKey, own);
    if (!opened.ok) {
      log(opened.why === "unsigned" ? "error" : "warn", "update refused", { why: opened.why });
      return this.tell({ e: "refused", why: opened.why, version: opened.version });
    }
    const { offer } = opened;
    if (this.#fetching === null && this.#stage.at !== "ready") this.#offer = offer;
    this.tell({ e: "offer", offer: offer && { version: offer.version, bytes: offer.file.bytes } });
  }

  tell(event: UpdateEvent): void {
    const { stage, effects } = updateStep(this.#stage, event, this.#parts.isFree());
    const hasChanged = stage !== this.#stage;
    this.#stage = stage;
    for (const effect of effects) this.#perform(effect);
    if (hasChanged) this.#parts.changed();
  }

  #perform(effect: UpdateEffect): void {
    switch (effect) {
      case "fetch":
        return this.#fetch();
      case "abort":
        this.#fetching?.abort();
        this.#fetching = null;
        return;
      case "show":
        return void this.#show();
    }
  }

  #fetch(): void {
    const mine = new AbortController();
    this.#fetching = mine;
    this.#last = this.#last.then(() => this.#fetchNow(mine));
  }

  async #fetchNow(mine: AbortController): Promise<void> {
    if (mine.signal.aborted || this.#offer === null) return;
    const { fetch, folder, own } = this.#parts;
    const { file } = this.#offer;
    // What an earlier try still has to say counts for nothing.
    const tell = (event: UpdateEvent): void => {
      if (this.#fetching === mine) this.tell(event);
    };
    let told = 0;
    const progress = (bytes: number): void => {
      if (bytes - told < file.bytes * TELL_EVERY && bytes < file.bytes) return;
      told = bytes;
      tell({ e: "got", bytes });
    };
    try {
      const pieces = fetch(file.name, mine.signal);
      this.#path = await save({ file, pieces, folder: folder(), platform: own.platform, progress });
      tell({ e: "fetched", name: basename(this.#path) });
    } catch (error) {
      tell({ e: "failed", why: problemOf(error) });
    } finally {
      if (this.#fetching === mine) this.#fetching = null;
    }
  }

  /** The file has lain there for a while: it is looked at once more. */
  async #show(): Promise<void> {
    if (this.#offer === null) return;
    try {
      await check(this.#path, this.#offer.file);
    } catch {
      return this.tell({ e: "failed", why: "damaged" });
    }
    this.#parts.show(this.#path);
  }
}

function problemOf(error: unknown): "damaged" | "disk" | "unreachable" {
  if (error instanceof DamagedError) return "damaged";
  return error instanceof DiskError ? "disk" : "unreachable";
}
