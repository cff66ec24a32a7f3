/**
 * What Help remembers on the caller's computer, and only if the caller ticks so: the form of the
 * authorisation and the token that stands for it. It lies in this user's folder of settings, sealed by the system's key
 * store, is forgotten with one click, and counts only for the server that it was given to.
 */
import { z } from "zod";
import { AuthorisationFields, AuthorisationToken } from "../shared/protocol/authorisation.ts";
import { SealedFile, type Vault } from "./sealedFile.ts";
import type { SealKey } from "./sealKey.ts";

const Remembered = z.strictObject({
  v: z.literal(1),
  /** Address of the server that gave the token: no other one gets it. */
  server: z.string().max(300),
  fields: AuthorisationFields,
  token: AuthorisationToken,
});
type Remembered = z.infer<typeof Remembered>;

export interface MemoryOptions {
  file: string;
  vault: Vault;
  /** null: the system keeps what opens a sealed file. */
  sealKey: Pick<SealKey, "keep" | "drop"> | null;
  /** Of this Help's own organisation file. */
  server: string;
}

export class CallerMemory {
  readonly #file: SealedFile<Remembered>;
  readonly #sealKey: MemoryOptions["sealKey"];
  readonly #server: string;
  #remembered: Remembered | null;
  #available: boolean | null = null;

  /** Reads what an earlier run has left. What cannot be read is removed: nobody could forget it any more. */
  constructor({ file, vault, sealKey, server }: MemoryOptions) {
    this.#file = new SealedFile(file, vault, Remembered);
    this.#sealKey = sealKey;
    this.#server = server;
    const found = this.#file.read();
    if (found === null) this.#remove();
    // Of another organisation's Help on this computer: not ours to use, nor to remove.
    this.#remembered = found?.server === server ? found : null;
  }

  get fields(): AuthorisationFields | null {
    return this.#remembered?.fields ?? null;
  }

  get token(): string | null {
    return this.#remembered?.token ?? null;
  }

  /** Whether this computer has a safe place. May make the system ask its user to open the key store. */
  get isAvailable(): boolean {
    this.#available ??= this.#canSeal();
    return this.#available;
  }

  #canSeal(): boolean {
    try {
      return this.#file.canSeal();
    } catch {
      return false;
    }
  }

  /** In place of what was remembered before. Where there is no safe place, nothing is. */
  remember(fields: AuthorisationFields, token: string): void {
    const fresh: Remembered = { v: 1, server: this.#server, fields, token };
    const canBeOpened = this.#file.write(fresh) && (this.#sealKey?.keep() ?? true);
    this.#remembered = canBeOpened ? fresh : null;
    // What an earlier tick left would stand for another authorisation than the one just given.
    if (this.#remembered === null) this.#remove();
  }

  /** @returns whether nothing is left of it; otherwise it is still remembered, and can be tried again */
  forget(): boolean {
    if (this.#remembered === null) return true;
    if (!this.#remove()) return false;
    this.#remembered = null;
    return true;
  }

  #remove(): boolean {
    this.#sealKey?.drop();
    return this.#file.remove();
  }
}
