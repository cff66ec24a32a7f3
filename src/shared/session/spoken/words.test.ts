import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { commands } from "../../protocol/ipc.ts";
import { areSpokenWords, spokenWords } from "./words.ts";
import { englishWords } from "./words.en.ts";
import { italianWords } from "./words.it.ts";

it("are all words that Help's page may tell main; other texts are not", () => {
  const isTold = (...words: string[]) =>
    commands.host["peer.words"].safeParse({ call: "A".repeat(22), words }).success;
  for (const list of [italianWords, englishWords]) {
    for (const word of list) expect(isTold(word, word, word), word).toBe(true);
    expect(areSpokenWords(list)).toBe(true);
  }
  for (const bad of ["", "Nebbia", "nebbia ", "neb-bia", "n3bbia", "nebbia\u202e", "n".repeat(17)]) {
    expect(isTold("nebbia", "nebbia", bad), bad).toBe(false);
  }
  expect(isTold("nebbia", "nebbia")).toBe(false);
  expect(areSpokenWords(["nebbia", "nebbia", "banca"])).toBe(false);
});

const lists = { it: italianWords, en: englishWords };
const languages = ["it", "en"] as const;
const letters = { it: /^[a-z]{4,8}$/, en: /^[a-z]{3,7}$/ };

/** Levenshtein: letters put in, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/** What a bad line leaves of a word: b is p, d is t, g and q are c, v is f, z is s, r is l, n is m; no doubles. */
function heard(word: string): string {
  const classes = { b: "p", d: "t", g: "c", k: "c", q: "c", v: "f", z: "s", r: "l", n: "m" };
  const all = Object.entries(classes).reduce((text, [from, to]) => text.replaceAll(from, to), word);
  return all.replace(/(.)\1+/g, "$1");
}

/** A plain kin of Metaphone: how an English word's consonants sound; vowels count only at its start. */
function sound(word: string): string {
  const steps: [RegExp, string][] = [
    [/^[kg]n/, "n"],
    [/^wr/, "r"],
    [/mb$/, "m"],
    [/tch|ch|sh/g, "X"],
    [/ck/g, "k"],
    [/ph/g, "f"],
    [/th/g, "0"],
    [/dg(?=[eiy])/g, "J"],
    [/gh(?=[^aeiou]|$)/g, ""],
    [/c(?=[eiy])/g, "s"],
    [/g(?=[eiy])/g, "J"],
    [/x/g, "ks"],
    [/[cqg]/g, "k"],
    [/z/g, "s"],
    [/v/g, "f"],
    [/d/g, "t"],
    [/(.)\1+/g, "$1"],
    [/(?<!^)h|h(?![aeiou])/g, ""],
    [/[wy](?![aeiou])/g, ""],
    [/^[aeiou]/, "A"],
    [/(?<!^)[aeiou]/g, ""],
  ];
  return steps.reduce((text, [from, to]) => text.replace(from, to), word);
}

/** Italian's last vowel is weak on the telephone, and English has none there. */
const stem = (word: string) => heard(word).replace(/[aeiou]+$/, "");
const vowels = (word: string) => word.replace(/[^aeiouy]/g, "");

/** Rules for two words of one list; each says whether the pair may stand. */
const rules = {
  "look different: three letters at least": (a: string, b: string) => distance(a, b) >= 3,
  "begin differently within four letters": (a: string, b: string) => a.slice(0, 4) !== b.slice(0, 4),
  "do not rhyme with the same vowels": (a: string, b: string) =>
    a.slice(-3) !== b.slice(-3) || vowels(a) !== vowels(b),
  "stay two letters apart over a bad line": (a: string, b: string) => distance(heard(a), heard(b)) >= 2,
};

const pairs = (words: readonly string[]) => words.flatMap((a, i) => words.slice(i + 1).map((b) => [a, b]));
const against = (words: readonly string[], rule: (a: string, b: string) => boolean) =>
  pairs(words).filter(([a, b]) => !rule(a!, b!));

describe.each(languages)("the words (%s)", (language) => {
  const words = lists[language];

  it("are 256, all different, in the letters that everybody can spell", () => {
    expect(words).toHaveLength(256);
    expect(new Set(words).size).toBe(256);
    expect(words.filter((word) => !letters[language].test(word))).toEqual([]);
    expect([...words].sort()).toEqual(words);
  });

  it.each(Object.entries(rules))("%s", (_, rule) => {
    expect(against(words, rule)).toEqual([]);
  });

  it("are the ones that programs out there have", () => {
    // A word changed or moved: old and new programs would show different words for an honest connection.
    const digest = createHash("sha256").update(words.join(" ")).digest("hex").slice(0, 16);
    expect(digest).toBe({ it: "6a59b44bd0c6db96", en: "92bd344a348b6dd3" }[language]);
  });

  it("are given by their numbers, in order", () => {
    expect(spokenWords([0, 255, 0], language)).toEqual([words[0], words[255], words[0]]);
    for (const no of [-1, 256, 0.5, NaN]) expect(() => spokenWords([no], language)).toThrow(RangeError);
  });
});

describe("English words", () => {
  it("do not sound alike", () => {
    const sounds = englishWords.map(sound);
    expect(englishWords.filter((_, i) => sounds.indexOf(sounds[i]!) !== i)).toEqual([]);
  });
});

describe("both lists together", () => {
  const mixed = italianWords.flatMap((a) => englishWords.map((b) => [a, b] as const));

  it("have no word in common, in letters or in sound", () => {
    const alike = mixed.filter(([a, b]) => {
      const [x, y] = [stem(a), stem(b)];
      return distance(a, b) < 2 || x === y || (Math.min(x.length, y.length) >= 4 && distance(x, y) < 2);
    });
    expect(alike).toEqual([]);
  });

  it("have words at the same place that look different", () => {
    expect(italianWords.filter((a, i) => distance(a, englishWords[i]!) < 3)).toEqual([]);
  });
});

/**
 * Considered and refused; most are short and would fit. A test cannot see a second meaning: whoever
 * changes the lists should read them aloud, and ask what else a word means, whom it names, what it sells.
 */
const refused = {
  "it: means something rude or insulting too": `pisello uccello scopa sega fava finocchio tromba pacco pompa
    cozza passera zoccolo oca asino capra mucca maiale salame rapa patata banana gnocchi seme lecca bambola`,
  "it: drugs, illness, death, war, money, crime": `neve erba fumo canna pera busta cassa moneta banca bara
    croce cannone pistola lancia bomba ladro tasso cartello cupola medicina sciroppo gruccia mannaia cenere`,
  "it: politics, religion":
    "quercia ulivo edera garofano fiamma leva chiesa angelo campana turbante credenza",
  "it: names, places, brands": `rosa viola stella luna leone pino lino dalia gemma perla malta mosca prato cuneo
    lima crema riga capri vespa panda punto tipo delta puma golf`,
  "it: two words of one spelling, or two spellings of one word": "ancora botte calamita gassosa fusilli",
  "it: on the screen, and so said about other things": `finestra tasto chiave porta schermo topo cavo icona
    cartella tastiera penna rete volume`,
  "en: means something rude or insulting too": `cock beaver balls melon cherry sausage screw tool hose bone bush
    rack jugs helmet pig cow rat weasel monkey raccoon spade fairy cracker peacock duck prawn digger pianist beach`,
  "en: drugs, illness, death, war, money, crime": `grass weed speed needle pill coffin poison cannon arrow bullet
    coin purse wallet bank safe cage jail cuff mask powder gold pyramid horizon`,
  "en: politics, religion": "trumpet donkey hawk lettuce altar cross lamb dove angel temple veil cabinet",
  "en: names, places, brands": `rose lily daisy ruby pearl holly heather robin violet crystal apple shell orange
    turkey china jersey bath cork nice java amber goggles thermos jewel`,
  "en: another word sounds the same":
    "flour flower pear bear hair knot sail pier cereal mussel leek ceiling veil",
  "en: on the screen, and so said about other things": `mouse screen key button menu file folder tab cookie
    page cable net cursor window ticket tablet gateway label picture ribbon mailbox`,
};

describe("refused words", () => {
  it.each(Object.entries(refused))("%s", (reason, words) => {
    const list = reason.startsWith("it") ? italianWords : englishWords;
    expect(words.split(/\s+/).filter((word) => list.includes(word))).toEqual([]);
  });
});

describe("the rules themselves", () => {
  const [look, begin, rhyme, line] = Object.values(rules);

  it("know a pair that may not stand from one that may", () => {
    expect(against(["casa", "cassa", "tavolo"], look!)).toEqual([["casa", "cassa"]]);
    expect(against(["cappello", "cappotto", "tavolo"], begin!)).toEqual([["cappello", "cappotto"]]);
    expect(against(["cappello", "martello", "tavolo"], rhyme!)).toEqual([["cappello", "martello"]]);
    for (const pair of [
      ["casa", "cassa"],
      ["bollo", "pollo"],
      ["dente", "tende"],
      ["gallo", "callo"],
      ["vino", "fino"],
      ["rosa", "rozza"],
      ["lana", "rana"],
      ["mano", "nano"],
      ["pala", "palla"],
      ["sughero", "zucchero"],
    ]) {
      expect(against([...pair, "zuppa"], line!)).toEqual([pair]);
    }
  });

  it("hear English", () => {
    for (const [a, b] of [
      ["knight", "night"],
      ["write", "rite"],
      ["phone", "fone"],
      ["comb", "come"],
      ["quilt", "kilt"],
      ["boat", "bat"],
      ["midget", "miget"],
      ["city", "siddy"],
    ]) {
      expect(sound(a!)).toBe(sound(b!));
    }
    for (const [a, b] of [
      ["ship", "sip"],
      ["thin", "tin"],
      ["cheese", "keys"],
      ["hat", "at"],
      ["yolk", "elk"],
    ]) {
      expect(sound(a!)).not.toBe(sound(b!));
    }
  });

  it("count letters", () => {
    for (const [a, b, n] of [
      ["", "", 0],
      ["abc", "", 3],
      ["kitten", "sitting", 3],
      ["pane", "cane", 1],
      ["mela", "melma", 1],
    ] as const) {
      expect(distance(a, b)).toBe(n);
      expect(distance(b, a)).toBe(n);
    }
  });
});
