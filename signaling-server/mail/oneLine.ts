import { NOT_IN_NAMES } from "../../src/shared/protocol/names.ts";

/** A text of one line, with nothing in it that is no character: safe in a header. */
export function oneLine(text: string): string {
  return text
    .replaceAll(new RegExp(`[${NOT_IN_NAMES}]+`, "gu"), " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/**
 * The same, with a gap wherever mail programs would make a link of it: whatever strangers write is shown,
 * and leads nowhere. Dots between letters stay where no domain can end after them ("S.r.l."), and so do
 * those in numbers.
 */
export function withoutLinks(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/:(?=[/\\])/g, ": ")
      .replaceAll(/(?<=\S)@(?=\S)/g, " @ ")
      // The full stops of IDNA (UTS #46) are dots to a browser.
      .replaceAll(/(?<=\S)([.\u3002\uff0e\uff61])(?=[\p{L}\p{M}]{2})/gu, "$1 ")
  );
}
