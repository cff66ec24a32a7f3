/** The question that decides: a native dialog of the main process, which no page can forge or answer. */
import { dialog, type BrowserWindow } from "electron";
import { translator } from "../shared/i18n/index.ts";
import type { Language } from "../shared/protocol/ipc.ts";
import { CONSENT_TIMEOUT_MS } from "../shared/protocol/limits.ts";
import type { Permission } from "../shared/protocol/permissions.ts";
import type { Answer } from "./consents.ts";
import { detailsOf } from "./questionText.ts";

export interface Question {
  permission: Permission;
  technician: string;
  organisation: string;
  /** Of the spoken check; null before they are known. */
  words: readonly string[] | null;
  language: Language;
}

/** No is the default, the answer to Escape, and the one given by closing the window. */
const NO = 0;
const YES = 1;

/**
 * With Alt and its letter Yes can be pressed on Linux. Elsewhere the letter alone would do, and whoever was typing
 * when the question came must not have said yes.
 * @param text with `&` before the letter
 */
const yesLabel = (text: string, platform: NodeJS.Platform): string =>
  platform === "linux" ? text : text.replace("&", "");

/**
 * Asks and waits for at most CONSENT_TIMEOUT_MS.
 * @param withdrawn takes the question away, for instance when the technician has gone; counts as no
 */
export async function askConsent(
  parent: BrowserWindow,
  question: Question,
  withdrawn: AbortSignal,
): Promise<Answer> {
  const t = translator(question.language);
  const { permission, technician, organisation } = question;
  const timeout = AbortSignal.timeout(CONSENT_TIMEOUT_MS);
  const { response } = await dialog.showMessageBox(parent, {
    type: "question",
    title: t("consent.title"),
    message: t(`permission.${permission}.question`, { technician, organisation }),
    detail: detailsOf(t, question, process.platform),
    buttons: [t("consent.no"), yesLabel(t("consent.yes"), process.platform)],
    defaultId: NO,
    cancelId: NO,
    noLink: true,
    normalizeAccessKeys: true,
    signal: AbortSignal.any([timeout, withdrawn]),
  });
  if (timeout.aborted) return "timeout";
  return response === YES && !withdrawn.aborted ? "yes" : "no";
}
