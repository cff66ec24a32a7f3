/**
 * Somebody sits in the middle, with a connection to each end, and wants both to show the same words. The
 * attacker here does all that can be done: it sends in any order, looks at everything it has got, tries
 * thousands of own nonces before each message, and guesses what it does not know. The same attacker wins
 * as soon as the commitment is missing, is not checked or can be guessed: so it is able, and what keeps it
 * out is the commitment.
 */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SpokenMessage } from "../../protocol/spoken.ts";
import { spokenStart, spokenStep, type Ends, type SpokenStart, type SpokenStep } from "./spoken.ts";

const session = "S".repeat(22);
const print = (byte: string) => `sha-256 ${Array.from({ length: 32 }, () => byte).join(":")}`;
/** What each end sees: its own certificate, and the middle man's. */
const ends = {
  help: { help: print("AA"), viewer: print("11") },
  viewer: { help: print("22"), viewer: print("BB") },
} satisfies Record<"help" | "viewer", Ends>;

const sha = (text: string) => createHash("sha256").update(text).digest();
const nonceOf = (seed: string) => sha(seed).subarray(0, 16).toString("base64url");

/** By hand once more, from docs/adr/0017-spoken-check.md: the attacker has its own program. */
const text = (label: string, { help, viewer }: Ends, ...nonces: string[]) =>
  [`linea spoken check ${label} v1`, session, help, viewer, "it", ...nonces, ""].join("\n");
const commitTo = (nonce: string, at: Ends) => sha(text("commit", at, nonce)).toString("base64url");
const wordsOf = (at: Ends, help: string, viewer: string) =>
  sha(text("words", at, help, viewer)).readUIntBE(0, 3);

interface Leg {
  /** What this end has sent so far. */
  readonly sent: SpokenMessage[];
  /** What it shows: 24 bits. */
  words: number | null;
  give(message: SpokenMessage): void;
}

/** One end, by the product's own machine. */
function leg(start: SpokenStart, hash: (of: string, text: string, leg: Leg) => Uint8Array): Leg {
  let { state } = spokenStart(start);
  const self: Leg = {
    sent: [],
    words: null,
    give: (message) => take(spokenStep(state, { e: "message", message })),
  };
  const take = (step: SpokenStep) => {
    state = step.state;
    for (const effect of step.effects) {
      if (effect.do === "send") self.sent.push(effect.message);
      if (effect.do === "show") self.words = Buffer.from(effect.words).readUIntBE(0, 3);
      if (effect.do === "break") self.words = null;
      if (effect.do === "hash") {
        const digest = hash(effect.of, effect.text, self);
        take(spokenStep(state, { e: "hashed", of: effect.of, digest }));
      }
    }
  };
  take(spokenStart(start));
  return self;
}

/** One end of a check without commitment: either side sends its nonce at once. */
function openLeg(side: "help" | "viewer", own: string): Leg {
  const self: Leg = {
    sent: [{ t: side === "help" ? "reveal" : "nonce", nonce: own }],
    words: null,
    give(message) {
      if (message.t === "commit") return;
      self.words =
        side === "help" ? wordsOf(ends.help, own, message.nonce) : wordsOf(ends.viewer, message.nonce, own);
    },
  };
  return self;
}

/** The product; and three in which something is missing. */
type Variant = "as it is" | "reveal unchecked" | "nonce guessable" | "no commitment";

/** n: the nonce for Help. c: the commitment for Viewer. r: what it reveals to Viewer. */
type Move = "n" | "c" | "r";
const orders: readonly Move[][] = [
  ["n", "c", "r"],
  ["c", "n", "r"],
  ["c", "r", "n"],
  // Viewer breaks at these; the attacker tries them all the same.
  ["n", "r", "c"],
  ["r", "n", "c"],
  ["r", "c", "n"],
];

const pool = Array.from({ length: 20_000 }, (_, i) => nonceOf(`own ${i}`));

interface Call {
  readonly order: readonly Move[];
  readonly variant: Variant;
  /** Seeds the honest nonces. */
  readonly seed: number;
  /** How many own nonces the attacker tries before each message. */
  readonly tries: number;
  /** How many of the 24 bits have to be the same: less than all is a smaller list of words. */
  readonly bits: number;
}

/** Whether both ends show the same in the end. */
function attack({ order, variant, seed, tries, bits }: Call): boolean {
  const own = pool.slice(0, tries);
  const isGuessable = variant === "nonce guessable";
  const nonces = {
    help: isGuessable ? pool[seed % tries]! : nonceOf(`help ${seed}`),
    viewer: nonceOf(`viewer ${seed}`),
  };
  const honestly = (_: string, it: string) => new Uint8Array(sha(it));
  let committed = "";
  /** Says that whatever is revealed fits what was committed to. */
  const unchecked = (of: string, it: string) =>
    of === "commitment" ? new Uint8Array(Buffer.from(committed, "base64url")) : honestly(of, it);
  const isOpen = variant === "no commitment";
  const help = isOpen
    ? openLeg("help", nonces.help)
    : leg({ side: "help", session, ...ends.help, nonce: nonces.help, language: "it" }, honestly);
  const viewer = isOpen
    ? openLeg("viewer", nonces.viewer)
    : leg(
        { side: "viewer", session, ...ends.viewer, nonce: nonces.viewer },
        variant === "reveal unchecked" ? unchecked : honestly,
      );

  // From here on only what `sent` holds, and what the attacker itself has chosen.
  const cut = (words: number) => words >> (24 - bits);
  const chosen: { n?: string; x?: string } = {};
  let ofHelp: string | undefined;
  let ofViewer: string | undefined;

  const look = () => {
    for (const message of viewer.sent) if (message.t === "nonce") ofViewer = message.nonce;
    for (const message of help.sent) {
      if (message.t === "reveal") ofHelp = message.nonce;
      // Which nonce may that be? Every one that can be tried is tried.
      else if (message.t === "commit") {
        ofHelp ??= own.find((nonce) => commitTo(nonce, ends.help) === message.commit);
      }
    }
  };

  /** The nonces for Help (n) and Viewer (x) with which, as far as is known, both show the same. */
  const best = (fixed: { n?: string; x?: string }): { n: string; x: string } => {
    const byWords = new Map<number, string>();
    // What is not known is guessed: any nonce is as likely as another.
    for (const x of fixed.x === undefined ? own : [fixed.x]) {
      byWords.set(cut(wordsOf(ends.viewer, x, ofViewer ?? own[0]!)), x);
    }
    for (const n of fixed.n === undefined ? own : [fixed.n]) {
      const x = byWords.get(cut(wordsOf(ends.help, ofHelp ?? own[0]!, n)));
      if (x !== undefined) return { n, x };
    }
    return { n: fixed.n ?? own[0]!, x: fixed.x ?? own[0]! };
  };
  const fits = ({ n, x }: { n: string; x: string }) =>
    cut(wordsOf(ends.viewer, x, ofViewer ?? own[0]!)) === cut(wordsOf(ends.help, ofHelp ?? own[0]!, n));

  for (const move of order) {
    look();
    const plan = best(chosen);
    switch (move) {
      case "n":
        chosen.n = plan.n;
        help.give({ t: "nonce", nonce: plan.n });
        break;
      case "c":
        chosen.x = plan.x;
        committed = commitTo(plan.x, ends.viewer);
        viewer.give({ t: "commit", commit: committed, language: "it" });
        break;
      case "r": {
        // Faithful to its commitment where that does; otherwise another, which Viewer might not notice.
        const another = chosen.n === undefined ? plan : best({ n: chosen.n });
        const { x } = fits(plan) ? plan : another;
        chosen.x = x;
        viewer.give({ t: "reveal", nonce: x });
      }
    }
  }
  return help.words !== null && viewer.words !== null && cut(help.words) === cut(viewer.words);
}

/** Of `calls` calls, in how many the attacker wins. */
const wins = (calls: number, call: Omit<Call, "seed">) =>
  Array.from({ length: calls }, (_, seed) => attack({ ...call, seed })).filter(Boolean).length;

const name = (order: readonly Move[]) => order.join(" ");

describe("a middle man with 20,000 tries before each message", () => {
  it.each(orders.map((order) => [name(order), order] as const))("in the order %s: no match", (_, order) => {
    expect(wins(2, { order, variant: "as it is", tries: 20_000, bits: 24 })).toBe(0);
  });

  it("finds a match in all 24 bits, every time, where nonces are sent openly", () => {
    expect(wins(2, { order: ["n", "r"], variant: "no commitment", tries: 20_000, bits: 24 })).toBe(2);
  });
});

describe("a list of only 256 words, of which one is shown", () => {
  // Small enough for 2,000 tries to find whatever can be found.
  const small = { tries: 2_000, bits: 8 };

  it.each(orders.slice(0, 3).map((order) => [name(order), order] as const))(
    "in the order %s: what luck alone gives, 1 of 256, and not more for more tries",
    (_, order) => {
      // 600 calls: 2.3 expected. The nonces have fixed seeds, so the numbers are always the same; some luck
      // there must be, or the count would prove nothing.
      for (const tries of [1, 40]) {
        const won = wins(600, { order, variant: "as it is", tries, bits: 8 });
        expect(won).toBeGreaterThan(0);
        expect(won).toBeLessThanOrEqual(8);
      }
    },
  );

  it.each(orders.slice(3).map((order) => [name(order), order] as const))(
    "in the order %s: never, not even by luck",
    (_, order) => {
      expect(wins(600, { order, variant: "as it is", tries: 1, bits: 8 })).toBe(0);
    },
  );

  it("is won every time when Viewer does not check what is revealed", () => {
    for (const order of orders.slice(0, 2)) {
      expect(wins(10, { ...small, order, variant: "reveal unchecked" })).toBe(10);
    }
  });

  it("is won every time when Help's nonce can be guessed from its commitment", () => {
    for (const order of orders.slice(1, 3)) {
      expect(wins(10, { ...small, order, variant: "nonce guessable" })).toBe(10);
    }
  });

  it("is won every time without a commitment, whoever is answered first", () => {
    for (const order of [
      ["n", "r"],
      ["r", "n"],
    ] as const) {
      expect(wins(10, { ...small, order, variant: "no commitment" })).toBe(10);
    }
  });
});

describe("a middle man who only passes on", () => {
  const both = () => {
    const hash = (_: string, it: string) => new Uint8Array(sha(it));
    return {
      help: leg({ side: "help", session, ...ends.help, nonce: nonceOf("help"), language: "it" }, hash),
      viewer: leg({ side: "viewer", session, ...ends.viewer, nonce: nonceOf("viewer") }, hash),
    };
  };

  it("is found out at Viewer: the commitment names the certificates that Help sees", () => {
    const { help, viewer } = both();
    viewer.give(help.sent[0]!);
    help.give(viewer.sent[0]!);
    expect(help.words).not.toBeNull();
    viewer.give(help.sent[1]!);
    expect(viewer.words).toBeNull();
    // And for good.
    viewer.give(help.sent[1]!);
    viewer.give(help.sent[0]!);
    expect([viewer.sent.length, viewer.words]).toEqual([1, null]);
  });

  it("is found out when it sends to each end what that has said", () => {
    const { help, viewer } = both();
    help.give(help.sent[0]!);
    viewer.give({ t: "commit", commit: commitTo(nonceOf("own 0"), ends.viewer), language: "it" });
    viewer.give(viewer.sent[0]!);
    viewer.give({ t: "reveal", nonce: nonceOf("viewer") });
    expect([help.words, viewer.words, help.sent.length]).toEqual([null, null, 1]);
  });
});
