/**
 * The spoken check, as a pure machine for either side: both ends come to the same three words only when
 * nobody sits between them (SERVICE.md, rule 4). The people compare them over the telephone.
 *
 *     Help                                Viewer
 *       commit = SHA-256(own nonce, …) ──▶
 *                                      ◀── nonce
 *       reveal (own nonce)             ──▶  does it fit the commitment?
 *       words = SHA-256(session, fingerprint of Help, of Viewer, nonce of Help, of Viewer, language)
 *
 * How strong: 24 bits. Who sits in the middle has two connections, one with each end, and so each end has
 * other fingerprints and other words. To make them the same the middle man may choose two things: the
 * nonce that Help gets (n), and the one that it commits to before Viewer (c). Both orders fail alike:
 *
 * - n first, c last. Help's words are known, and a c is wanted that gives Viewer the same. But Viewer's
 *   nonce comes only after c: Viewer's words are drawn anew when it is too late to choose.
 * - c first, n last. Viewer's words are known, and an n is wanted that gives Help the same. But Help's
 *   nonce comes only after n; its commitment says nothing about 128 random bits.
 *
 * Whatever is sent last is sent blind, so a call is one try with a chance of 1 in 2^24 (16,777,216), and
 * computing does not help. Without the commitment one side's nonce would be known in time, and trying
 * 2^24 nonces takes seconds; with both known, a few thousand on either side are enough (middleman.test.ts
 * does it). One try a call needs what this machine cannot see to: that nobody starts it twice for a call,
 * that every nonce is fresh, and that a check which comes to no words ends the call.
 *
 * Reflection: were the two sides alike, a middle man could send each its own messages back, and so commit
 * to a nonce that it need not know; where two nonces are mixed as equals, they would cancel out, and words
 * would depend on certificates alone, which can be searched for at leisure. Here each side has its own
 * kinds of message, each fingerprint and nonce its own place, and what is one's own is refused.
 */
import { CallId } from "../../protocol/common.ts";
import type { Language } from "../../protocol/ipc.ts";
import { SpokenNonce, type SpokenMessage } from "../../protocol/spoken.ts";
import { isFingerprint } from "./fingerprint.ts";
import { base64url } from "./sha256.ts";

/** Fingerprints of both ends of the connection as this side sees it, as fingerprintOf spells them. */
export interface Ends {
  readonly help: string;
  readonly viewer: string;
}

interface Known extends Ends {
  readonly side: "help" | "viewer";
  /** CallId. */
  readonly session: string;
  /** Our own nonce: made for this call, after the connection is up, and never used again. */
  readonly nonce: string;
}

export type SpokenStart = Known &
  (
    | { readonly side: "help"; /** Whose words both ends show. */ readonly language: Language }
    | { readonly side: "viewer" }
  );

/** Three numbers 0..255 for spokenWords. */
export type WordNumbers = readonly [number, number, number];

export type SpokenState =
  /** Help: its own commitment is being computed. */
  | { readonly is: "committing"; readonly known: Known; readonly language: Language }
  /** Help: waits for Viewer's nonce. */
  | {
      readonly is: "committed";
      readonly known: Known;
      readonly language: Language;
      readonly commit: string;
    }
  /** Viewer: waits for Help's commitment. */
  | { readonly is: "waiting"; readonly known: Known }
  /** Viewer: has sent its nonce, waits for Help's. */
  | {
      readonly is: "answered";
      readonly known: Known;
      readonly language: Language;
      readonly commit: string;
    }
  /** Viewer: Help's nonce is being held against the commitment. */
  | {
      readonly is: "checking";
      readonly known: Known;
      readonly language: Language;
      readonly commit: string;
      readonly theirs: string;
    }
  /** Both nonces are known and right; the words are being computed. */
  | { readonly is: "wording"; readonly known: Known; readonly language: Language }
  | {
      readonly is: "words";
      readonly known: Known;
      readonly language: Language;
      readonly words: WordNumbers;
    }
  /** For good. */
  | { readonly is: "broken"; readonly why: Broken };

export type Broken =
  /** Not a message of the check, or what it was started with cannot be right. */
  | "malformed"
  /** A message of the check at another time than its own, or a second time. */
  | "out-of-order"
  /** Our own commitment or nonce came back. */
  | "reflected"
  /** The nonce is not the one that was committed to. */
  | "does-not-fit"
  /** Both ends have the same certificate, or one has another than before. */
  | "fingerprints";

export type SpokenEvent =
  /** From parseSpoken: null is what is no such message. */
  | { readonly e: "message"; readonly message: SpokenMessage | null }
  /** The 32 bytes that `hash` asked for. */
  | { readonly e: "hashed"; readonly of: Hashed; readonly digest: Uint8Array }
  /** The connection was negotiated anew, and these are its fingerprints now. */
  | { readonly e: "fingerprints"; readonly ends: Ends };

type Hashed = "commitment" | "words";

export type SpokenEffect =
  /** Compute the SHA-256 of this ASCII text. */
  | { readonly do: "hash"; readonly of: Hashed; readonly text: string }
  | { readonly do: "send"; readonly message: SpokenMessage }
  | { readonly do: "show"; readonly words: WordNumbers; readonly language: Language }
  /** Take words off the screen, say that the connection cannot be trusted, end the session. */
  | { readonly do: "break"; readonly why: Broken };

export interface SpokenStep {
  readonly state: SpokenState;
  readonly effects: readonly SpokenEffect[];
}

export function spokenStart(start: SpokenStart): SpokenStep {
  const { side, session, help, viewer, nonce } = start;
  const known: Known = { side, session, help, viewer, nonce };
  // Below, fields are told apart by line ends: none of them may hold one, and these patterns see to it.
  const isSound =
    CallId.safeParse(session).success &&
    SpokenNonce.safeParse(nonce).success &&
    isFingerprint(help) &&
    isFingerprint(viewer);
  if (!isSound) return broken("malformed");
  if (help === viewer) return broken("fingerprints");
  if (start.side === "viewer") return { state: { is: "waiting", known }, effects: [] };
  return {
    state: { is: "committing", known, language: start.language },
    effects: [{ do: "hash", of: "commitment", text: commitmentText(known, start.language, nonce) }],
  };
}

export function spokenStep(state: SpokenState, event: SpokenEvent): SpokenStep {
  if (state.is === "broken") return { state, effects: [] };
  switch (event.e) {
    case "message":
      return event.message === null ? broken("malformed") : onMessage(state, event.message);
    case "hashed":
      return event.digest.length === 32 ? onHashed(state, event.of, event.digest) : broken("malformed");
    case "fingerprints": {
      const { help, viewer } = state.known;
      const isSame = event.ends.help === help && event.ends.viewer === viewer;
      return isSame ? { state, effects: [] } : broken("fingerprints");
    }
  }
}

type Live = Exclude<SpokenState, { is: "broken" }>;

function onMessage(state: Live, message: SpokenMessage): SpokenStep {
  const { known } = state;
  if (isOwn(state, message)) return broken("reflected");

  if (state.is === "waiting" && message.t === "commit") {
    const { commit, language } = message;
    return {
      state: { is: "answered", known, language, commit },
      effects: [{ do: "send", message: { t: "nonce", nonce: known.nonce } }],
    };
  }
  if (state.is === "committed" && message.t === "nonce") {
    const { language } = state;
    return {
      state: { is: "wording", known, language },
      effects: [
        { do: "send", message: { t: "reveal", nonce: known.nonce } },
        { do: "hash", of: "words", text: wordsText(known, language, known.nonce, message.nonce) },
      ],
    };
  }
  if (state.is === "answered" && message.t === "reveal") {
    const { language, commit } = state;
    return {
      state: { is: "checking", known, language, commit, theirs: message.nonce },
      effects: [{ do: "hash", of: "commitment", text: commitmentText(known, language, message.nonce) }],
    };
  }
  return broken("out-of-order");
}

function isOwn(state: Live, message: SpokenMessage): boolean {
  if (message.t !== "commit") return message.nonce === state.known.nonce;
  return state.is === "committed" && message.commit === state.commit;
}

function onHashed(state: Live, of: Hashed, digest: Uint8Array): SpokenStep {
  if (state.is === "committing" && of === "commitment") {
    const { known, language } = state;
    const commit = base64url(digest);
    return {
      state: { is: "committed", known, language, commit },
      effects: [{ do: "send", message: { t: "commit", commit, language } }],
    };
  }
  if (state.is === "checking" && of === "commitment") {
    const { known, language, commit, theirs } = state;
    if (base64url(digest) !== commit) return broken("does-not-fit");
    return {
      state: { is: "wording", known, language },
      effects: [{ do: "hash", of: "words", text: wordsText(known, language, theirs, known.nonce) }],
    };
  }
  if (state.is === "wording" && of === "words") {
    const { known, language } = state;
    const [a = 0, b = 0, c = 0] = digest;
    const words: WordNumbers = [a, b, c];
    return { state: { is: "words", known, language, words }, effects: [{ do: "show", words, language }] };
  }
  return broken("out-of-order");
}

function broken(why: Broken): SpokenStep {
  return { state: { is: "broken", why }, effects: [{ do: "break", why }] };
}

/** The label names what is hashed, so that a hash for one purpose is none for the other. */
const lines = (...fields: readonly string[]): string => fields.map((field) => `${field}\n`).join("");

function commitmentText({ session, help, viewer }: Known, language: Language, nonceHelp: string): string {
  return lines("linea spoken check commit v1", session, help, viewer, language, nonceHelp);
}

function wordsText(
  { session, help, viewer }: Known,
  language: Language,
  nonceHelp: string,
  nonceViewer: string,
): string {
  return lines("linea spoken check words v1", session, help, viewer, language, nonceHelp, nonceViewer);
}
