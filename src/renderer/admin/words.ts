/** What the pages say about failures and wrong fields. */
import type { TextKey, Translate } from "../../shared/i18n/index.ts";
import { waitInWords } from "../../shared/i18n/wait.ts";
import { MIN_PASSWORD } from "../../shared/protocol/api.ts";
import { ApiFailure } from "./api.ts";

/** Why it did not work and what to do. Anything but an ApiFailure is a mistake of ours. */
export function failureWords(t: Translate, cause: unknown): string {
  if (!(cause instanceof ApiFailure)) return t("api.internal");
  switch (cause.code) {
    case "wait":
    case "rate-limited":
      return t(`api.${cause.code}`, { time: waitInWords(t, cause.retryAfter) });
    case "weak-password":
      return t("api.weak-password", { min: MIN_PASSWORD });
    default:
      return t(`api.${cause.code}`);
  }
}

const FIELDS: Readonly<Record<string, TextKey>> = {
  email: "admin.wrong.email",
  name: "admin.wrong.name",
  label: "admin.wrong.label",
  description: "admin.wrong.text",
  address: "admin.wrong.text",
  notes: "admin.wrong.notes",
  phone: "admin.wrong.phone",
  publicUrl: "admin.wrong.publicUrl",
  rateCents: "admin.wrong.money",
  standardRateCents: "admin.wrong.money",
  minimumMinutes: "admin.wrong.minimumMinutes",
  roundingMinutes: "admin.wrong.roundingMinutes",
  requiredSoftware: "admin.wrong.requiredSoftware",
  company: "admin.wrong.company",
  taxCode: "admin.wrong.taxCode",
  number: "admin.wrong.number",
  fromDay: "admin.wrong.day",
  toDay: "admin.wrong.toDay",
  reason: "admin.wrong.reason",
  password: "admin.wrong.password",
  current: "admin.wrong.password",
  next: "admin.wrong.next",
  code: "admin.wrong.code",
  staff: "admin.wrong.staff",
  logo: "admin.wrong.logo",
  protectedTitles: "admin.wrong.titles",
  helpMinimum: "admin.wrong.helpMinimum",
};

/** What to write into a field, by the field's path. */
export function fieldWords(t: Translate, path: string): string {
  return t(FIELDS[path.split(".")[0] ?? ""] ?? "admin.wrong.other");
}
