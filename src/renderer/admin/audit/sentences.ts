/** The audit trail in words. What has none is shown by its code: nothing is left out. */
import { catalogues, type TextKey, type Translate } from "../../../shared/i18n/index.ts";
import type { AuditInfo } from "../../../shared/protocol/api.ts";

const isKey = (key: string): key is TextKey => key in catalogues.it;

/** What was done, as a sentence; null where there are no words for it yet. */
export function actionWords(t: Translate, action: string): string | null {
  const key = `admin.audit.did.${action}`;
  return isKey(key) ? t(key) : null;
}

/** Who did it. */
export function actorWords(t: Translate, { actor, actorName }: AuditInfo): string {
  if (actorName !== null) return actorName;
  const [kind = actor] = actor.split(":");
  const key = `admin.audit.actor.${kind}`;
  return isKey(key) ? t(key) : actor;
}

/** Names that a detail may hold, the most telling first. */
const NAMES = ["name", "company", "label", "email", "recipient", "reason"];

/** What it was done to: by its name where the trail has kept one, or else by its kind and number. */
export function targetWords(t: Translate, { target, detail }: AuditInfo): string {
  const [kind = "", id = ""] = target.split(":");
  if (kind === "line") return t("common.line", { line: id });
  const name = NAMES.map((key) => detail[key]).find((value) => typeof value === "string");
  const key = `admin.audit.target.${kind}`;
  const what = isKey(key) ? t(key) : target;
  return name === undefined ? what : `${what}: ${name}`;
}

/** The rest that was written down, as name and value. */
export function detailRows({ detail }: AuditInfo): { name: string; value: string }[] {
  return Object.entries(detail).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}
