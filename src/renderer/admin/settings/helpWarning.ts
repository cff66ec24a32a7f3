import type { Translate } from "../../../shared/i18n/index.ts";
import { isOlder } from "../../../shared/session/versions.ts";
import { desk } from "../desk.ts";

/**
 * Whether those who are turned away would find a Help that may call, where they are sent.
 * @param minimum a ReleaseVersion @returns undefined: they would
 */
export async function helpWarning(t: Translate, minimum: string): Promise<string | undefined> {
  let offered: string | null;
  try {
    ({ version: offered } = await desk.helpDownloads());
  } catch {
    return t("admin.settings.helpMinimum.unknown", { version: minimum });
  }
  if (offered === null) return t("admin.settings.helpMinimum.none");
  return isOlder(offered, minimum)
    ? t("admin.settings.helpMinimum.tooOld", { offered, version: minimum })
    : undefined;
}
