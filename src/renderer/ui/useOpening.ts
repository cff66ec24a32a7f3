import type { Line } from "../../shared/protocol/common.ts";
import { useMinute } from "./clock.ts";
import { openingTime } from "./format.ts";
import { useLanguage, useText } from "./Text.tsx";

/** When a closed line opens, in words that follow "opens"; null when it is not closed, or nobody can say when. */
export function useOpening(line: Line | undefined): string | null {
  const t = useText();
  const language = useLanguage();
  const now = useMinute();
  if (line?.state !== "closed" || line.opensAt === null) return null;
  return openingTime(t, language, line.opensAt, now);
}
