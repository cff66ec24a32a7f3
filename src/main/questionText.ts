/** What the consent question says below its first sentence. */
import type { Translate } from "../shared/i18n/index.ts";
import type { Permission } from "../shared/protocol/permissions.ts";

interface Asked {
  readonly permission: Permission;
  /** Of the spoken check; null before they are known. */
  readonly words: readonly string[] | null;
}

export function detailsOf(t: Translate, { permission, words }: Asked, platform: NodeJS.Platform): string {
  const details = [t(`permission.${permission}.detail`)];
  // Before the first yes; and whoever hands over more has compared the words once more.
  if (words === null) details.push(t("consent.honest"));
  else details.unshift(t("consent.words", { words: words.join(" · ") }));
  // Said while there is time to read: over Windows' own question nothing of ours is seen (ADR 27).
  if (permission === "control" && platform === "win32") details.push(t("consent.windows"));
  return details.join("\n\n");
}
