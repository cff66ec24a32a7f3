/** The list of protected titles as a text, one a line, and what is wrong with it in words. */
import type { Translate } from "../../../shared/i18n/index.ts";
import {
  MAX_TITLE,
  MAX_TITLES,
  MIN_TITLE,
  ProtectedTitle,
  titleWords,
} from "../../../shared/protocol/protectedTitles.ts";

/** Lines that hold something, without blanks around it. */
export function readTitles(text: string): string[] {
  return numbered(text).map(({ title }) => title);
}

export function typedTitles(titles: readonly string[]): string {
  return titles.join("\n");
}

/** What is wrong and in which line, counted as they stand in the text; null: nothing. */
export function titlesProblem(t: Translate, text: string): string | null {
  const titles = numbered(text);
  if (titles.length > MAX_TITLES) {
    return t("admin.wrong.titles.many", { count: titles.length, most: MAX_TITLES });
  }
  const seen = new Map<string, number>();
  for (const { line, title } of titles) {
    const shown = shorten(title);
    if (!ProtectedTitle.safeParse(title).success) {
      return t("admin.wrong.titles.one", { line, title: shown, least: MIN_TITLE, most: MAX_TITLE });
    }
    const words = titleWords(title).join(" ");
    const first = seen.get(words);
    if (first !== undefined) return t("admin.wrong.titles.twice", { line, title: shown, first });
    seen.set(words, line);
  }
  return null;
}

function numbered(text: string): { line: number; title: string }[] {
  return text
    .split("\n")
    .map((title, index) => ({ line: index + 1, title: title.trim() }))
    .filter(({ title }) => title !== "");
}

/** Enough of a line to find it by. */
function shorten(title: string): string {
  const characters = [...title];
  return characters.length <= 30 ? title : `${characters.slice(0, 30).join("")}…`;
}
