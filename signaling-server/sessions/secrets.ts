/** Everything about a call that must not be guessed: its id, its spoken id, its one-time code. */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { CODE_DIGITS, ID_DIGITS } from "../../src/shared/protocol/limits.ts";

/** Uniform random integer, 0 <= n < `below`. */
export type RandomInt = (below: number) => number;

/** What is kept of a code: enough to recognise it, not enough to read it. */
export type CodeProof = Buffer;

export class CallSecrets {
  readonly #randomInt: RandomInt;
  /** Lives and dies with this process; without it a proof cannot be searched for its seven digits. */
  readonly #key = randomBytes(32);

  constructor(random: RandomInt = (below) => randomInt(below)) {
    this.#randomInt = random;
  }

  /** 128 random bits as 22 characters of base64url. */
  newCallId(): string {
    return randomBytes(16).toString("base64url");
  }

  /**
   * Digits that no live call has. Spoken ids name calls on the phone and open nothing, so chance
   * need not be cryptographic, only fair; there are far fewer live calls than ids.
   */
  newSpokenId(taken: ReadonlySet<string>): string {
    for (;;) {
      const id = this.#digits(ID_DIGITS);
      if (!taken.has(id)) return id;
    }
  }

  newCode(call: string): { code: string; proof: CodeProof } {
    const code = this.#digits(CODE_DIGITS);
    return { code, proof: this.#proof(call, code) };
  }

  isRightCode(call: string, code: string, proof: CodeProof): boolean {
    return timingSafeEqual(this.#proof(call, code), proof);
  }

  #digits(count: number): string {
    return String(this.#randomInt(10 ** count)).padStart(count, "0");
  }

  #proof(call: string, code: string): CodeProof {
    return createHmac("sha256", this.#key).update(`${call}:${code}`).digest();
  }
}
