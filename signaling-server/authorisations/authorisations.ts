/** Authorisations as callers over the WebSocket meet them: asked for, given, shown. */
import { clausesOf } from "../../src/shared/terms/authorisation.ts";
import { isRetryable } from "../../src/shared/protocol/errors.ts";
import type { ErrorCode } from "../../src/shared/protocol/errors.ts";
import type { ToHelp } from "../../src/shared/protocol/signaling.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Mailing } from "../mail/mailing.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store/store.ts";
import { codeVerified, giveAuthorisation } from "./give.ts";
import type { AuthorisationForm, MailCaps } from "./give.ts";
import { Hourly } from "./hourly.ts";
import { belonging, passOf } from "./pass.ts";
import type { Pass } from "./pass.ts";
import { authorisationTermsInForce } from "./terms.ts";

export interface AuthorisationCaps extends MailCaps {
  /** Forms that one connection may send within an hour. */
  readonly ofConnection: number;
  /** Forms that may come from one network (as staff/guard.ts takes it) within an hour. */
  readonly ofNetwork: number;
}

/** More than an office with one address on the Internet needs, and less than a flood. */
export const defaultCaps: AuthorisationCaps = {
  ofConnection: 5,
  ofNetwork: 20,
  toOneADay: 20,
  toAllAnHour: 300,
};

/** Who fills in a form. */
export interface Giver {
  /** Of the connection. */
  readonly id: string;
  /** Where it comes from. */
  readonly network: string;
  /** Name and version, as its hello said. */
  readonly program: string;
}

export type Refused = Extract<ToHelp, { t: "error" }>;
export type Needed = Extract<ToHelp, { t: "authorisation/needed" }>;
type Given = Extract<ToHelp, { t: "authorisation/given" }>;

export interface AuthorisationsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly caps: AuthorisationCaps;
  readonly mailing: () => Mailing;
  readonly mailWaits: () => void;
}

export class Authorisations {
  readonly #parts: AuthorisationsParts;
  readonly #ofConnection: Hourly;
  readonly #ofNetwork: Hourly;

  constructor(parts: AuthorisationsParts) {
    this.#parts = parts;
    this.#ofConnection = new Hourly(parts.clock, parts.caps.ofConnection);
    this.#ofNetwork = new Hourly(parts.clock, parts.caps.ofNetwork);
  }

  /** What lets a call start, or why there is nothing. */
  passOf(token: string | null): Promise<Pass | Needed["why"]> {
    return passOf(this.#parts.store.db, token);
  }

  /** What has to be accepted before a call to this line, as of now. */
  async needed(line: number, why: Needed["why"]): Promise<Needed> {
    const { version, text } = await authorisationTermsInForce(this.#parts.store.db);
    return { t: "authorisation/needed", line, why, version, clauses: clausesOf(text) };
  }

  /** Takes a form, or says why not; then nothing of it was saved. Never rejects. */
  async give(form: AuthorisationForm, giver: Giver): Promise<Given | Needed | Refused> {
    const { store, mailing, mailWaits, caps, log } = this.#parts;
    const { line } = form;
    try {
      if (!this.#ofConnection.take(giver.id) || !this.#ofNetwork.take(giver.network)) {
        return refused("rate-limited", line);
      }
      const token = await store.write((tx) => giveAuthorisation(tx, form, giver.program, mailing(), caps));
      mailWaits();
      log.info({ connection: giver.id, line }, "authorisation given");
      return { t: "authorisation/given", token };
    } catch (error) {
      try {
        if (error instanceof Refusal && error.code === "terms-changed") {
          return await this.needed(line, "changed");
        }
      } catch (other) {
        log.error({ connection: giver.id, err: other }, "the text in force was not read");
        return refused("internal", line);
      }
      const code = codeOf(error);
      if (code === "internal")
        log.error({ connection: giver.id, err: error }, "an authorisation was not saved");
      return refused(code, line);
    }
  }

  /** Whoever was connected is so no more. */
  left(giver: Pick<Giver, "id">): void {
    this.#ofConnection.forget(giver.id);
  }

  /** A call with this authorisation was taken with the code and consented to. Never rejects. */
  async codeVerified(id: string): Promise<void> {
    const { store, clock, log } = this.#parts;
    try {
      await store.write((tx) => codeVerified(tx, id, clock.date()));
    } catch (error) {
      // The session goes on; the next call will need its code once more.
      log.error({ err: error }, "a verified authorisation was not noted");
    }
  }

  /** Whether it gives quick access at this moment. */
  async isQuick(id: string): Promise<boolean> {
    return (await belonging(this.#parts.store.db, id)).quick;
  }
}

function codeOf(error: unknown): ErrorCode {
  if (!(error instanceof Refusal)) return "internal";
  if (error.code === "rate-limited") return "rate-limited";
  return error.code === "not-found" && error.detail.field === "line" ? "unknown-line" : "internal";
}

export function refused(code: ErrorCode, line: number): Refused {
  return { t: "error", code, retryable: isRetryable(code), line };
}
