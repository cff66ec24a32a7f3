/**
 * What Viewer remembers from one start to the next: who signed in last, and the token by which the
 * server knows this program again. It opens nothing without the password, and lies in the profile only
 * sealed by the system's key store; where there is none, nothing is remembered.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { Token } from "../shared/protocol/api.ts";

/** Electron's safeStorage, or what a test puts in its place. */
export interface Vault {
  isEncryptionAvailable(): boolean;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

const Known = z.strictObject({
  /** Origin that gave the token: no other one gets it. */
  server: z.string().max(300),
  email: z.string().max(254),
  device: Token,
});

/** Linux without a key store: Chromium then encrypts with a password that everybody knows. */
const NO_KEY_STORE = "basic_text";

export class DeviceMemory {
  readonly #file: string;
  readonly #vault: Vault;
  readonly #server: string;

  constructor(file: string, vault: Vault, server: string) {
    this.#file = file;
    this.#vault = vault;
    this.#server = server;
  }

  /** Who last signed in to this server from here; null when that is not known. */
  recall(): { email: string; device: string } | null {
    try {
      // The file first: where there is none, no system asks anybody to open its key store.
      const sealed = readFileSync(this.#file);
      if (!this.#sealed()) return null;
      const known = Known.parse(JSON.parse(this.#vault.decryptString(sealed)));
      return known.server === this.#server ? { email: known.email, device: known.device } : null;
    } catch {
      // Not there, of another system's user, or damaged: one more sign-in as on a new computer.
      return null;
    }
  }

  /** Remembers the last sign-in in place of any earlier one. Failure only means that it is not remembered. */
  remember(email: string, device: string): void {
    const fresh = `${this.#file}.new`;
    try {
      if (!this.#sealed()) return rmSync(this.#file, { force: true });
      const sealed = this.#vault.encryptString(JSON.stringify({ server: this.#server, email, device }));
      writeFileSync(fresh, sealed, { mode: 0o600 });
      renameSync(fresh, this.#file);
    } catch {
      rmSync(fresh, { force: true });
    }
  }

  #sealed(): boolean {
    const vault = this.#vault;
    return vault.isEncryptionAvailable() && vault.getSelectedStorageBackend?.() !== NO_KEY_STORE;
  }
}
