/** The question that decides: a native dialog of the main process, which no page can forge or answer. */
import { dialog, type BrowserWindow } from "electron";
import { translator } from "../shared/i18n/index.ts";
import type { Language } from "../shared/protocol/ipc.ts";
import { CONSENT_TIMEOUT_MS } from "../shared/protocol/limits.ts";

export interface Question {
  technician: string;
  organisation: string;
  language: Language;
}

/** No is the default, the answer to Escape, and the one given by closing the window. */
const NO = 0;
const YES = 1;

/**
 * Asks and waits for at most CONSENT_TIMEOUT_MS.
 * @param withdrawn takes the question away, for instance when the technician has gone; counts as no
 */
export async function askConsent(
  parent: BrowserWindow,
  question: Question,
  withdrawn: AbortSignal,
): Promise<"yes" | "no" | "timeout"> {
  const t = translator(question.language);
  const timeout = AbortSignal.timeout(CONSENT_TIMEOUT_MS);
  const { response } = await dialog.showMessageBox(parent, {
    type: "question",
    title: t("consent.title"),
    message: t("consent.message", { technician: question.technician, organisation: question.organisation }),
    detail: t("consent.detail"),
    buttons: [t("consent.no"), t("consent.yes")],
    defaultId: NO,
    cancelId: NO,
    noLink: true,
    normalizeAccessKeys: true,
    signal: AbortSignal.any([timeout, withdrawn]),
  });
  if (timeout.aborted) return "timeout";
  return response === YES && !withdrawn.aborted ? "yes" : "no";
}
