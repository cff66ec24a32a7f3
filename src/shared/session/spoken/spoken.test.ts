import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSpoken, type SpokenMessage } from "../../protocol/spoken.ts";
import { sha256 } from "./sha256.ts";
import {
  spokenStart,
  spokenStep,
  type SpokenEffect,
  type SpokenEvent,
  type SpokenStart,
  type SpokenState,
  type SpokenStep,
} from "./spoken.ts";

const fingerprint = (byte: string) => `sha-256 ${Array.from({ length: 32 }, () => byte).join(":")}`;
const ends = { help: fingerprint("AA"), viewer: fingerprint("BB") };
const session = "S".repeat(22);
const nonceOf = (letter: string) => letter.repeat(21) + "A";
const helpStart = { side: "help", session, ...ends, nonce: nonceOf("H"), language: "it" } as const;
const viewerStart = { side: "viewer", session, ...ends, nonce: nonceOf("V") } as const;

/** By Node's own hash and base64url, and with the texts written out once more. */
const digest = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
const facts = `${session}\n${ends.help}\n${ends.viewer}\nit\n`;
const commitmentText = `linea spoken check commit v1\n${facts}${nonceOf("H")}\n`;
const wordsText = `linea spoken check words v1\n${facts}${nonceOf("H")}\n${nonceOf("V")}\n`;
const commit = Buffer.from(digest(commitmentText)).toString("base64url");
const words = [...digest(wordsText).subarray(0, 3)];

const message = (it: SpokenMessage | null): SpokenEvent => ({ e: "message", message: it });
const hashed = (of: "commitment" | "words", text: string): SpokenEvent => ({
  e: "hashed",
  of,
  digest: digest(text),
});

const gets = {
  commit: message({ t: "commit", commit, language: "it" }),
  nonce: message({ t: "nonce", nonce: nonceOf("V") }),
  reveal: message({ t: "reveal", nonce: nonceOf("H") }),
  "commitment hashed": hashed("commitment", commitmentText),
  "words hashed": hashed("words", wordsText),
} satisfies Record<string, SpokenEvent>;

const after = (start: SpokenStart, ...events: SpokenEvent[]): SpokenStep =>
  events.reduce((now, event) => spokenStep(now.state, event), spokenStart(start));

/** Every place of an honest run, and the end of every other. */
const states = {
  "help committing": after(helpStart).state,
  "help committed": after(helpStart, gets["commitment hashed"]).state,
  "help wording": after(helpStart, gets["commitment hashed"], gets.nonce).state,
  "help words": after(helpStart, gets["commitment hashed"], gets.nonce, gets["words hashed"]).state,
  "viewer waiting": after(viewerStart).state,
  "viewer answered": after(viewerStart, gets.commit).state,
  "viewer checking": after(viewerStart, gets.commit, gets.reveal).state,
  "viewer wording": after(viewerStart, gets.commit, gets.reveal, gets["commitment hashed"]).state,
  "viewer words": after(
    viewerStart,
    gets.commit,
    gets.reveal,
    gets["commitment hashed"],
    gets["words hashed"],
  ).state,
  broken: after(viewerStart, message(null)).state,
} satisfies Record<string, SpokenState>;
const columns = Object.keys(states) as (keyof typeof states)[];

const events = {
  ...gets,
  "another commit": message({ t: "commit", commit: "A".repeat(43), language: "en" }),
  "another nonce": message({ t: "nonce", nonce: nonceOf("X") }),
  "another reveal": message({ t: "reveal", nonce: nonceOf("X") }),
  "nonce of Help": message({ t: "nonce", nonce: nonceOf("H") }),
  "reveal of Viewer": message({ t: "reveal", nonce: nonceOf("V") }),
  "no message": message(null),
  "another commitment hashed": hashed("commitment", "another"),
  "short commitment hashed": { e: "hashed", of: "commitment", digest: digest("").subarray(1) },
  "short words hashed": { e: "hashed", of: "words", digest: new Uint8Array() },
  "same fingerprints": { e: "fingerprints", ends },
  "other of Help": { e: "fingerprints", ends: { ...ends, help: fingerprint("CC") } },
  "other of Viewer": { e: "fingerprints", ends: { ...ends, viewer: fingerprint("CC") } },
  "fingerprints the other way round": { e: "fingerprints", ends: { help: ends.viewer, viewer: ends.help } },
} satisfies Record<string, SpokenEvent>;

function show(effect: SpokenEffect): string {
  switch (effect.do) {
    case "hash":
      return `hash ${effect.of}`;
    case "send":
      return `send ${effect.message.t}`;
    case "show":
      return "show";
    case "break":
      return effect.why;
  }
}

const [o, r, f, x, m] = ["out-of-order", "reflected", "fingerprints", "does-not-fit", "malformed"];
const reveal = "send reveal; hash words";
const s = "show";
/** The effects; `=`: none, and the state stays. What breaks is named by its reason. */
// prettier-ignore
const table: Record<keyof typeof events, readonly string[]> = {
  // Help: committing, committed, wording, words; Viewer: waiting, answered, checking, wording, words; broken.
  commit:                    [o, r, o, o,                    "send nonce", o, o, o, o,                  "="],
  "another commit":          [o, o, o, o,                    "send nonce", o, o, o, o,                  "="],
  nonce:                     [o, reveal, o, o,               r, r, r, r, r,                             "="],
  "another nonce":           [o, reveal, o, o,               o, o, o, o, o,                             "="],
  reveal:                    [r, r, r, r,                    o, "hash commitment", o, o, o,             "="],
  "another reveal":          [o, o, o, o,                    o, "hash commitment", o, o, o,             "="],
  "nonce of Help":           [r, r, r, r,                    o, o, o, o, o,                             "="],
  "reveal of Viewer":        [o, o, o, o,                    r, r, r, r, r,                             "="],
  "no message":              [m, m, m, m,                    m, m, m, m, m,                             "="],
  "commitment hashed":       ["send commit", o, o, o,        o, o, "hash words", o, o,                  "="],
  "another commitment hashed": ["send commit", o, o, o,      o, o, x, o, o,                             "="],
  "words hashed":            [o, o, s, o,                    o, o, o, s, o,                             "="],
  "short commitment hashed": [m, m, m, m,                    m, m, m, m, m,                             "="],
  "short words hashed":      [m, m, m, m,                    m, m, m, m, m,                             "="],
  "same fingerprints":       ["=", "=", "=", "=",            "=", "=", "=", "=", "=",                   "="],
  "other of Help":           [f, f, f, f,                    f, f, f, f, f,                             "="],
  "other of Viewer":         [f, f, f, f,                    f, f, f, f, f,                             "="],
  "fingerprints the other way round": [f, f, f, f,           f, f, f, f, f,                             "="],
};

describe("every state by every event", () => {
  for (const [name, expected] of Object.entries(table)) {
    columns.forEach((column, i) => {
      it(`${column}: ${name}`, () => {
        const before = structuredClone(states[column]);
        const { state, effects } = spokenStep(states[column], events[name as keyof typeof events]);
        const quiet = JSON.stringify(state) === JSON.stringify(before) ? "=" : "~";
        expect(effects.map(show).join("; ") || quiet).toBe(expected[i]);
        expect(state.is === "broken").toBe(column === "broken" || effects[0]?.do === "break");
        expect(states[column]).toEqual(before);
      });
    });
  }
});

describe("a start", () => {
  const start = (change: object) => spokenStart({ ...helpStart, ...change }).effects;

  it.each([
    ["malformed", "no session", { session: "" }],
    ["malformed", "a line end in the session", { session: `${"S".repeat(21)}\n` }],
    ["malformed", "a fingerprint in another spelling", { help: ends.help.toLowerCase() }],
    ["malformed", "no fingerprint", { viewer: "" }],
    ["malformed", "a short nonce", { nonce: "H".repeat(21) }],
    ["malformed", "a nonce in another spelling", { nonce: "H".repeat(22) }],
    ["fingerprints", "one certificate at both ends", { viewer: ends.help }],
  ])("is broken (%s): %s", (why, _, change) => {
    expect(start(change)).toEqual([{ do: "break", why }]);
    expect(spokenStart({ ...viewerStart, ...change }).effects).toEqual([{ do: "break", why }]);
  });

  it("asks for the commitment at Help, waits at Viewer", () => {
    expect(spokenStart(helpStart).effects).toEqual([{ do: "hash", of: "commitment", text: commitmentText }]);
    expect(spokenStart(viewerStart).effects).toEqual([]);
  });
});

/**
 * Runs both sides against each other by WebCrypto. `wire` may change, drop or repeat what travels.
 * @returns what each side shows (words and language) or why it broke
 */
async function run(
  help: SpokenStart,
  viewer: SpokenStart,
  wire: (raw: string, from: "help" | "viewer") => readonly string[] = (raw) => [raw],
) {
  const sides = { help: spokenStart(help), viewer: spokenStart(viewer) };
  const shown: Record<"help" | "viewer", string | null> = { help: null, viewer: null };
  const queue: { side: "help" | "viewer"; effect: SpokenEffect }[] = [];
  const take = (side: "help" | "viewer", step: SpokenStep) => {
    sides[side] = step;
    queue.push(...step.effects.map((effect) => ({ side, effect })));
  };
  take("help", sides.help);
  take("viewer", sides.viewer);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { side, effect } = next;
    const other = side === "help" ? "viewer" : "help";
    switch (effect.do) {
      case "hash":
        take(
          side,
          spokenStep(sides[side].state, {
            e: "hashed",
            of: effect.of,
            digest: await sha256(effect.text),
          }),
        );
        break;
      case "send":
        for (const raw of wire(JSON.stringify(effect.message), side)) {
          take(other, spokenStep(sides[other].state, { e: "message", message: parseSpoken(raw) }));
        }
        break;
      case "show":
        shown[side] = `${effect.words.join(" ")} ${effect.language}`;
        break;
      case "break":
        shown[side] = effect.why;
    }
  }
  return shown;
}

const nonce = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString("base64url"));
const byte = fc.integer({ min: 0, max: 255 }).map((n) => n.toString(16).toUpperCase().padStart(2, "0"));
const print = fc.array(byte, { minLength: 32, maxLength: 32 }).map((bytes) => `sha-256 ${bytes.join(":")}`);
const honest = fc.record({
  session: nonce,
  help: print,
  viewer: print,
  nonceHelp: nonce,
  nonceViewer: nonce,
  language: fc.constantFrom("it", "en"),
});
const starts = (it: {
  session: string;
  help: string;
  viewer: string;
  nonceHelp: string;
  nonceViewer: string;
  language: "it" | "en";
}): [SpokenStart, SpokenStart] => {
  const { nonceHelp, nonceViewer, language, ...rest } = it;
  return [
    { side: "help", ...rest, nonce: nonceHelp, language },
    { side: "viewer", ...rest, nonce: nonceViewer },
  ];
};

describe("both sides", () => {
  it("come to the words that every program comes to", async () => {
    const shown = await run(helpStart, viewerStart);
    expect(shown).toEqual({ help: `${words.join(" ")} it`, viewer: `${words.join(" ")} it` });
    // Frozen: a program of another version must come to the same.
    expect(words).toEqual([191, 37, 136]);
    expect(commit).toBe("p-U18AIb5lx3CzbhshR1_SGSLluWWJGE5VMRBSb99fE");
  });

  it("always come to the same words when nobody interferes", async () => {
    await fc.assert(
      fc.asyncProperty(honest, async (it) => {
        const shown = await run(...starts(it));
        expect(shown.help).toMatch(/^\d+ \d+ \d+ (it|en)$/);
        expect(shown.viewer).toBe(shown.help);
      }),
    );
  });

  it("never show the same when session, a fingerprint, both or their places differ", async () => {
    // Viewer does not even come to words: Help's commitment holds the facts as Help sees them.
    const field = fc.constantFrom("session", "help", "viewer");
    await fc.assert(
      fc.asyncProperty(honest, field, nonce, print, async (it, name, session, fingerprint) => {
        const [help] = starts(it);
        const changed = { ...it, [name]: name === "session" ? session : fingerprint };
        expect((await run(help, starts(changed)[1])).viewer).toBe("does-not-fit");
        const swapped = { ...it, help: it.viewer, viewer: it.help };
        expect((await run(help, starts(swapped)[1])).viewer).toBe("does-not-fit");
      }),
    );
  });

  it("break, or show other words, when any character of any message is changed", async () => {
    const kind = fc.constantFrom("commit", "nonce", "reveal");
    await fc.assert(
      fc.asyncProperty(
        honest,
        kind,
        fc.nat(),
        fc.constantFrom(...Array.from("abcXYZ019-_\"'{} ")),
        async (it, t, at, letter) => {
          let isChanged = false;
          const shown = await run(...starts(it), (raw) => {
            if (!raw.includes(`"t":"${t}"`)) return [raw];
            const i = at % raw.length;
            const other = raw.slice(0, i) + letter + raw.slice(i + 1);
            // Blanks between the parts of JSON mean nothing.
            isChanged = JSON.stringify(parseSpoken(other)) !== raw;
            return [other];
          });
          if (isChanged) expect(shown.viewer).not.toBe(shown.help);
        },
      ),
    );
  });

  it("break when anything comes twice", async () => {
    for (const t of ["commit", "nonce", "reveal"]) {
      const shown = await run(helpStart, viewerStart, (raw) => (raw.includes(`"${t}"`) ? [raw, raw] : [raw]));
      expect(shown[t === "nonce" ? "help" : "viewer"]).toBe("out-of-order");
    }
  });

  it("break when their own messages come back", async () => {
    // Help's commitment, to Help; and Viewer's nonce, as if Help had revealed it.
    for (const start of [helpStart, { ...helpStart, language: "en" as const }]) {
      const step = spokenStart(start);
      const text = (step.effects[0] as { text: string }).text;
      const sent = spokenStep(step.state, { e: "hashed", of: "commitment", digest: digest(text) });
      const own = sent.effects[0] as { message: SpokenMessage };
      expect(spokenStep(sent.state, { e: "message", message: own.message }).effects).toEqual([
        { do: "break", why: "reflected" },
      ]);
    }
    const shown = await run(helpStart, viewerStart, (raw) => {
      const { t } = JSON.parse(raw) as { t: string };
      return t === "reveal" ? [JSON.stringify({ t, nonce: viewerStart.nonce })] : [raw];
    });
    expect(shown.viewer).toBe("reflected");
  });

  it("never come back from broken, and never show words after it", () => {
    const any = fc.constantFrom(...Object.values(events));
    const start = fc.constantFrom<SpokenStart[]>(helpStart, viewerStart);
    fc.assert(
      fc.property(start, fc.array(any, { maxLength: 12 }), (begin, list) => {
        let step = spokenStart(begin);
        let isBroken = false;
        for (const event of list) {
          step = spokenStep(step.state, event);
          if (isBroken) expect(step.effects).toEqual([]);
          isBroken ||= step.effects.some((effect) => effect.do === "break");
          expect(step.state.is === "broken").toBe(isBroken);
        }
      }),
    );
  });

  it("show words only after exactly the honest order", () => {
    const order = {
      help: ["commitment hashed", "nonce", "words hashed"],
      viewer: ["commit", "reveal", "commitment hashed", "words hashed"],
    };
    const name = fc.constantFrom(...(Object.keys(gets) as (keyof typeof gets)[]));
    fc.assert(
      fc.property(
        fc.constantFrom("help", "viewer"),
        fc.oneof(
          fc.array(name, { maxLength: 6 }),
          fc.constantFrom(order.help, order.viewer) as fc.Arbitrary<(keyof typeof gets)[]>,
        ),
        (side, names) => {
          const start = side === "help" ? helpStart : viewerStart;
          const { state } = after(start, ...names.map((key) => gets[key]));
          expect(state.is === "words").toBe(names.join() === order[side].join());
        },
      ),
    );
  });
});
