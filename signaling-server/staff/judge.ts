/**
 * Which passwords are refused (NIST SP 800-63B-4, section 3.1.1.2): too short, known to be common, or
 * made of what anybody knows about the person. No rules of composition: they make people choose
 * `Password1!`. The list is a small one of our own, no collection of stolen passwords.
 */
import { MAX_PASSWORD, MIN_PASSWORD } from "../../src/shared/protocol/api.ts";
import { commonWords } from "./common-words.ts";
import { prepare } from "./password.ts";

export type PasswordFault = "short" | "long" | "easy";

export interface PasswordContext {
  readonly email: string;
  readonly name: string;
  /** The organisation that runs the server, or the customer's company. */
  readonly organisation: string;
}

/** What must be left when each easy piece counts as two characters and each other character once. */
const MIN_WEIGHT = 8;
const PIECE_WEIGHT = 2;
/** Shorter words of a name ("di", "srl") are in too many good passwords to count. */
const MIN_WORD = 3;

/** Rows of the keyboard and the two orders that everybody knows; read both ways. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "!@#$%^&*()",
  '!"£$%&/()=',
].flatMap((row) => [row, [...row].reverse().join("")]);

/** Letters that people write as digits and signs. */
const disguises: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** What is wrong with a password; null when it may be used. */
export function judgePassword(password: string, about: PasswordContext): PasswordFault | null {
  const prepared = prepare(password);
  const characters = [...prepared];
  // The field itself holds MAX_PASSWORD; normalising can make it longer.
  if (characters.length < MIN_PASSWORD) return "short";
  if (password.length > MAX_PASSWORD) return "long";
  const plain = withoutAccents(prepared);
  const words = [...commonWords, ...wordsOf(about)];
  return Math.min(weight(plain, words), weight(undisguise(plain), words)) < MIN_WEIGHT ? "easy" : null;
}

function weight(text: string, words: readonly string[]): number {
  const once = smallestUnit(text);
  const left = new Set<string>();
  const pieces = new Set<string>();
  for (let at = 0; at < once.length;) {
    const length = Math.max(wordAt(once, at, words), sequenceAt(once, at), runAt(once, at), yearAt(once, at));
    if (length === 0) {
      left.add(once[at] ?? "");
      at += 1;
    } else {
      pieces.add(once.slice(at, at + length));
      at += length;
    }
  }
  return left.size + pieces.size * PIECE_WEIGHT;
}

/** `abcabcabc` says no more than `abc`. */
function smallestUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

function wordAt(text: string, at: number, words: readonly string[]): number {
  return words.reduce(
    (best, word) => (word.length > best && text.startsWith(word, at) ? word.length : best),
    0,
  );
}

/** Characters from `at` on that follow each other in a row: three at least. */
function sequenceAt(text: string, at: number): number {
  let best = 0;
  for (const row of rows) {
    let length = 2;
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1;
    if (length >= 3) best = Math.max(best, length);
  }
  return best;
}

/** One character again and again: three times at least. */
function runAt(text: string, at: number): number {
  let length = 1;
  while (at + length < text.length && text[at + length] === text[at]) length += 1;
  return length >= 3 ? length : 0;
}

/** A year, or a date in digits. */
function yearAt(text: string, at: number): number {
  return /^(\d{1,2}[./-]?\d{1,2}[./-]?)?(19|20)\d\d/.exec(text.slice(at, at + 10))?.[0].length ?? 0;
}

function wordsOf(about: PasswordContext): string[] {
  return (
    [about.email, about.name, about.organisation]
      .map((text) => withoutAccents(prepare(text)))
      // As it is written, and each of its words.
      .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
      .filter((word) => word.length >= MIN_WORD)
      .flatMap((word) => [word, undisguise(word)])
  );
}

function withoutAccents(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}

function undisguise(text: string): string {
  return [...text].map((character) => disguises[character] ?? character).join("");
}
