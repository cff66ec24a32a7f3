/**
 * What Viewer remembers from one start to the next: who signed in last, and the token by which the
 * server knows this program again. It opens nothing without the password, and lies in the profile only
 * sealed by the system's key store; where there is none, nothing is remembered.
 */
import { z } from "zod";
import { Token } from "../shared/protocol/api.ts";
import { SealedFile, type Vault } from "./sealedFile.ts";

const Known = z.strictObject({
  /** Origin that gave the token: no other one gets it. */
  server: z.string().max(300),
  email: z.string().max(254),
  device: Token,
});

export class DeviceMemory {
  readonly #file: SealedFile<z.infer<typeof Known>>;
  readonly #server: string;

  constructor(file: string, vault: Vault, server: string) {
    this.#file = new SealedFile(file, vault, Known);
    this.#server = server;
  }

  /** Who last signed in to this server from here; null when that is not known. */
  recall(): { email: string; device: string } | null {
    // Not there, of another system's user, or damaged: one more sign-in as on a new computer.
    const known = this.#file.read();
    return known?.server === this.#server ? { email: known.email, device: known.device } : null;
  }

  /** Remembers the last sign-in in place of any earlier one. Failure only means that it is not remembered. */
  remember(email: string, device: string): void {
    this.#file.write({ server: this.#server, email, device });
  }
}
