/**
 * What the two ends say to each other for the spoken check, over the connection that they check
 * (SERVICE.md, rule 4). In this order, each once: commit, nonce, reveal. What they are for and why in this
 * order: src/shared/session/spoken/spoken.ts.
 */
import { z } from "zod";
import { Language } from "./ipc.ts";

/**
 * 16 random bytes in base64url. 22 characters have room for 4 bits more, which are zero: each nonce has
 * one spelling, so that none comes back in another one.
 */
export const SpokenNonce = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);

/** A SHA-256 in base64url, likewise with one spelling. */
const Commitment = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/** Whose words both ends show: the caller's, who has to understand them. */
const SpokenCommit = z.strictObject({ t: z.literal("commit"), commit: Commitment, language: Language });
const SpokenNonceMessage = z.strictObject({ t: z.literal("nonce"), nonce: SpokenNonce });
const SpokenReveal = z.strictObject({ t: z.literal("reveal"), nonce: SpokenNonce });

/** Help sends commit and reveal, Viewer nonce. The machine holds both sides to it. */
const SpokenMessage = z.discriminatedUnion("t", [SpokenCommit, SpokenNonceMessage, SpokenReveal]);
export type SpokenMessage = z.infer<typeof SpokenMessage>;

/** Longest message of the spoken check, in characters. The longest honest one is a commit. */
export const MAX_SPOKEN_LENGTH = 128;

/** Parses one raw message of the spoken check. Returns null for anything that is not exactly such a message. */
export function parseSpoken(raw: string): SpokenMessage | null {
  if (raw.length > MAX_SPOKEN_LENGTH) return null;
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return null;
  }
  const parsed = SpokenMessage.safeParse(value);
  return parsed.success ? parsed.data : null;
}
