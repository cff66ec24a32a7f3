/**
 * What one connected Help says, in the order it says it. Looking into the database takes a moment: what
 * comes meanwhile waits for it, so that nothing overtakes. With nothing to wait for, it goes to the
 * switchboard at once.
 */
import type { HelpMessage } from "../../src/shared/protocol/signaling.ts";
import { refused } from "../authorisations/authorisations.ts";
import type { Authorisations, Giver, Needed, Refused } from "../authorisations/authorisations.ts";
import type { Pass } from "../authorisations/pass.ts";
import type { Log } from "../log.ts";
import type { Caller } from "../sessions/live-calls.ts";
import type { Start, Switchboard } from "../sessions/switchboard.ts";

export interface HelpTalkParts {
  readonly authorisations: Authorisations;
  readonly switchboard: Switchboard;
  readonly log: Log;
  /** By its hello, it is older than the organisation wants. */
  readonly isTooOld: () => boolean;
  /** The server failed; nothing that follows can be relied on. */
  readonly failed: () => void;
}

export class HelpTalk {
  readonly #caller: Caller;
  readonly #giver: Giver;
  readonly #parts: HelpTalkParts;
  /** What is under way and waits; null when nothing does. */
  #last: Promise<void> | null = null;
  /** The authorisation that was shown or given last. */
  #token: string | null = null;
  #gone = false;

  constructor(caller: Caller, giver: Giver, parts: HelpTalkParts) {
    this.#caller = caller;
    this.#giver = giver;
    this.#parts = parts;
  }

  hear(message: HelpMessage): void {
    if (this.#last === null && message.t !== "call/start" && message.t !== "authorisation/give") {
      return this.#atOnce(message);
    }
    const mine = (this.#last ?? Promise.resolve())
      .then(() => (this.#gone ? undefined : this.#inTurn(message)))
      .catch((error: unknown) => {
        this.#parts.log.error({ connection: this.#caller.id, err: error }, "a handler threw");
        this.#parts.failed();
      })
      .then(() => {
        if (this.#last === mine) this.#last = null;
      });
    this.#last = mine;
  }

  /** The connection is over: what has not begun never does. */
  leave(): void {
    this.#gone = true;
    this.#parts.authorisations.left(this.#giver);
    this.#parts.switchboard.helpLost(this.#caller);
  }

  #atOnce(message: Exclude<HelpMessage, { t: "call/start" | "authorisation/give" }>): void {
    if (message.t === "authorisation/show") this.#token = message.token;
    else this.#parts.switchboard.fromHelp(this.#caller, message);
  }

  async #inTurn(message: HelpMessage): Promise<void> {
    switch (message.t) {
      case "call/start":
        return this.#start(message);
      case "authorisation/give": {
        const answer = await this.#parts.authorisations.give(message, this.#giver);
        if (answer.t === "authorisation/given") this.#token = answer.token;
        return this.#caller.send(answer);
      }
      default:
        return this.#atOnce(message);
    }
  }

  /** The authorisation is looked at anew for every call: the text, the rates and the customer may have changed. */
  async #start(start: Start): Promise<void> {
    const { switchboard, isTooOld } = this.#parts;
    if (isTooOld()) return this.#caller.send(refused("program-too-old", start.line));
    const found = await this.#lookUp(start.line);
    if (this.#gone) return;
    if ("authorisation" in found) return switchboard.start(this.#caller, start, found);
    // What is against the call anyhow comes first: nobody fills in a form for a line that is closed.
    if (!switchboard.refuses(this.#caller, start)) this.#caller.send(found);
  }

  async #lookUp(line: number): Promise<Pass | Needed | Refused> {
    const { authorisations, log } = this.#parts;
    try {
      const pass = await authorisations.passOf(this.#token);
      return typeof pass === "string" ? await authorisations.needed(line, pass) : pass;
    } catch (error) {
      log.error({ connection: this.#caller.id, err: error }, "an authorisation was not looked up");
      return refused("internal", line);
    }
  }
}
