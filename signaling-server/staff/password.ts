/**
 * Passwords as they are kept: argon2id, in PHC form. Memory and passes are those of RFC 9106, section 4,
 * second choice, in one lane; OWASP's least is 19 MiB and two passes (Password Storage Cheat Sheet).
 */
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Options } from "@node-rs/argon2";
import { Gate } from "./gate.ts";

/** `algorithm: 2` is argon2id: the package's own name for it is a const enum, which Node cannot run. */
export const ARGON2: Options = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** Hashes at the same time: 64 MiB and one core each. */
const AT_ONCE = 2;
/** Sign-ins that wait for their turn, some seconds' worth. */
const LONGEST_LINE = 32;

/** What signing in needs of passwords; tests give their own. */
export interface PasswordCheck {
  /**
   * Whether this is the password. Of an account that is not there, or has no password yet, `kept` is
   * null: the answer is no, after the same work.
   * @param known the device is known: it goes before strangers
   * @throws {Refusal} rate-limited when too many wait: the password was not looked at
   */
  check(kept: string | null, password: string, known: boolean): Promise<boolean>;
}

type Verify = (hash: string, password: string) => Promise<boolean>;

export class Passwords implements PasswordCheck {
  readonly #gate = new Gate(AT_ONCE, LONGEST_LINE);
  readonly #options: Options;
  readonly #verify: Verify;
  /** A hash that no password fits, made once: checking against it takes as long as any other. */
  readonly #nobody: Promise<string>;

  /** @param options cheaper ones are for tests only, as is another `check` */
  constructor(options: Options = ARGON2, check: Verify = verify) {
    this.#options = options;
    this.#verify = check;
    this.#nobody = hash(randomBytes(32), options);
    // Whoever awaits it sees the error; nobody may be there yet when it comes.
    this.#nobody.catch(() => undefined);
  }

  /** The password in PHC form, with its own salt. Whoever comes this far holds a link or a session. */
  async hash(password: string): Promise<string> {
    return this.#gate.run(true, () => hash(prepare(password), this.#options));
  }

  async check(kept: string | null, password: string, known: boolean): Promise<boolean> {
    const against = kept ?? (await this.#nobody);
    const right = await this.#gate.run(known, () => this.#verify(against, prepare(password)));
    return right && kept !== null;
  }
}

/** The same characters, however the keyboard composed them (NIST SP 800-63B, "Unicode … normalization"). */
export function prepare(password: string): string {
  return password.normalize("NFKC");
}
