/**
 * Windows: what is sealed there can be opened only with a key that lies in Chromium's own settings, which Windows seals
 * for its user (Electron, safeStorage). They go with each run of a portable Help; while something is remembered, a copy
 * stays beside it. macOS and Linux keep the key in their key stores.
 *
 * Written by documentation and Electron's source: it has never run on Windows.
 */
import { copyFileSync, existsSync, mkdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Chromium's name for it. */
const SETTINGS = "Local State";

export interface SealKeyFolders {
  /** Of this run. */
  readonly session: string;
  /** Of what stays. */
  readonly lasting: string;
}

export class SealKey {
  readonly #current: string;
  readonly #kept: string;
  readonly #folders: SealKeyFolders;

  constructor(folders: SealKeyFolders) {
    this.#folders = folders;
    this.#current = join(folders.session, SETTINGS);
    this.#kept = join(folders.lasting, SETTINGS);
  }

  /** Before Electron reads its settings. Without the copy, what was remembered cannot be read, and goes. */
  bring(): void {
    if (!existsSync(this.#kept)) return;
    mkdirSync(this.#folders.session, { recursive: true, mode: 0o700 });
    copyFileSync(this.#kept, this.#current);
  }

  /** @returns whether what was just sealed can be opened by the next start */
  keep(): boolean {
    try {
      mkdirSync(this.#folders.lasting, { recursive: true, mode: 0o700 });
      copyFileSync(this.#current, this.#kept);
      return true;
    } catch {
      return false;
    }
  }

  drop(): void {
    try {
      rmSync(this.#kept, { force: true });
      rmdirSync(this.#folders.lasting);
    } catch {
      // There is more in it, or it never was.
    }
  }
}
