/** Whether the window in front is one that nobody else should see: a bank's, above all (issue 4). */
import { titleWords } from "../protocol/protectedTitles.ts";

/**
 * True if the title holds all words of one entry, whole, in their order and next to each other. Case,
 * accents and punctuation do not count: "home banking" is in "Home-Banking | Banca", "ING Italia" is
 * not in "Pricing Italia".
 * @param title of the window in front, as the system gives it
 * @param list the organisation's, from the signed directory
 */
export function isProtected(title: string, list: readonly string[]): boolean {
  // Blanks at both ends, so that only whole words are found. No word holds a blank.
  const words = ` ${titleWords(title).join(" ")} `;
  return list.some((entry) => {
    const wanted = titleWords(entry);
    return wanted.length > 0 && words.includes(` ${wanted.join(" ")} `);
  });
}
