import type { Language } from "../../protocol/ipc.ts";
import { englishWords } from "./words.en.ts";
import { italianWords } from "./words.it.ts";

const lists: Readonly<Record<Language, readonly string[]>> = { it: italianWords, en: englishWords };

/** Whether all of these are words of one of our lists: what a window says is not believed unseen. */
export function areSpokenWords(words: readonly string[]): boolean {
  return Object.values(lists).some((list) => words.every((word) => list.includes(word)));
}

/** The words with these numbers, each 0..255, in the order in which they are read out. */
export function spokenWords(numbers: readonly number[], language: Language): string[] {
  return numbers.map((number) => {
    const word = lists[language][number];
    if (word === undefined) throw new RangeError("no such word");
    return word;
  });
}
