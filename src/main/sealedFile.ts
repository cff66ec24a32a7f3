/**
 * One small file of the profile, sealed by the system's key store. Where there is none, nothing is
 * written: Linux without a key store would have it encrypted with a password that everybody knows.
 */
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { parseJson } from "../shared/protocol/json.ts";

/** Electron's safeStorage, or what a test puts in its place. */
export interface Vault {
  isEncryptionAvailable(): boolean;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

/** Chromium's name for the password that everybody knows. */
const NO_KEY_STORE = "basic_text";

export class SealedFile<T> {
  readonly #file: string;
  readonly #vault: Vault;
  readonly #schema: z.ZodType<T>;

  /** @param schema of what is in it: what does not parse counts for nothing */
  constructor(file: string, vault: Vault, schema: z.ZodType<T>) {
    this.#file = file;
    this.#vault = vault;
    this.#schema = schema;
  }

  /** Whether the system seals anything here. May make it ask the user to open the key store. */
  canSeal(): boolean {
    const vault = this.#vault;
    return vault.isEncryptionAvailable() && vault.getSelectedStorageBackend?.() !== NO_KEY_STORE;
  }

  /** What is in it; null when that is nothing, or cannot be opened, or is something else. */
  read(): T | null {
    try {
      // The file first: where there is none, no system asks anybody to open its key store.
      const sealed = readFileSync(this.#file);
      if (!this.canSeal()) return null;
      return this.#schema.parse(parseJson(this.#vault.decryptString(sealed)));
    } catch {
      return null;
    }
  }

  /**
   * Writes it whole or not at all, for its owner alone. Where nothing is sealed, an earlier one is removed.
   * @returns whether it is there now
   */
  write(content: T): boolean {
    const fresh = `${this.#file}.new`;
    try {
      if (!this.canSeal()) {
        this.remove();
        return false;
      }
      mkdirSync(dirname(fresh), { recursive: true, mode: 0o700 });
      rmSync(fresh, { force: true });
      writeFileSync(fresh, this.#vault.encryptString(JSON.stringify(content)), { mode: 0o600, flag: "wx" });
      renameSync(fresh, this.#file);
      return true;
    } catch {
      discard(fresh);
      return false;
    }
  }

  /** @returns whether nothing is left of it */
  remove(): boolean {
    try {
      for (const file of [this.#file, `${this.#file}.new`]) rmSync(file, { force: true });
    } catch {
      return false;
    }
    try {
      rmdirSync(dirname(this.#file));
    } catch {
      // There is more in it, or it never was.
    }
    return true;
  }
}

/** Half a file of nobody's: that it is there does no harm, and what was wrong with the whole may be wrong with this. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The next one will be written over it.
  }
}
