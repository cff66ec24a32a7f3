/** The spoken check at the end of somebody who is not our page: the product's machine, with Node's hash. */
import { createHash } from "node:crypto";
import { parseSpoken, type SpokenMessage } from "../../src/shared/protocol/spoken.ts";
import { fingerprintOf } from "../../src/shared/session/spoken/fingerprint.ts";
import { spokenStart, spokenStep, type SpokenStart } from "../../src/shared/session/spoken/spoken.ts";
import { spokenWords } from "../../src/shared/session/spoken/words.ts";

export interface SpokenEnd {
  send(message: SpokenMessage): void;
  words(words: string[]): void;
  broken(why: string): void;
}

/** @returns takes what comes on the channel */
export function playSpoken(start: SpokenStart, end: SpokenEnd): (raw: string) => void {
  let step = spokenStart(start);
  const perform = (): void => {
    for (const effect of step.effects) {
      switch (effect.do) {
        case "hash": {
          const digest = new Uint8Array(createHash("sha256").update(effect.text).digest());
          step = spokenStep(step.state, { e: "hashed", of: effect.of, digest });
          perform();
          break;
        }
        case "send":
          end.send(effect.message);
          break;
        case "show":
          end.words(spokenWords(effect.words, effect.language));
          break;
        case "break":
          end.broken(effect.why);
      }
    }
  };
  perform();
  return (raw) => {
    step = spokenStep(step.state, { e: "message", message: parseSpoken(raw) });
    perform();
  };
}

/** @throws when the description does not name exactly one certificate. */
export function certificateOf(sdp: string): string {
  const found = fingerprintOf(sdp);
  if (!found.ok) throw new Error(`no fingerprint: ${found.why}`);
  return found.fingerprint;
}
