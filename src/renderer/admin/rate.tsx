/** Hourly rates: the organisation's own, or another one for this line or customer. */
import { RadioGroup } from "../ui/RadioGroup.tsx";
import { readMoney, typedMoney } from "../ui/money.ts";
import { useText } from "../ui/Text.tsx";
import type { Language } from "../../shared/protocol/ipc.ts";
import { TextField } from "./fields.tsx";
import type { Form } from "./form.ts";
import { useFormats } from "./formats.ts";

export interface RateDraft {
  ownRate: boolean;
  /** As typed. */
  rateCents: string;
}

export function rateDraft(language: Language, rateCents: number | null): RateDraft {
  return {
    ownRate: rateCents !== null,
    rateCents: rateCents === null ? "" : typedMoney(language, rateCents),
  };
}

/** What the schema judges: null is the standard rate, and text that is no amount is no number. */
export function rateOf({ ownRate, rateCents }: RateDraft): number | null {
  return ownRate ? (readMoney(rateCents) ?? Number.NaN) : null;
}

interface RateFieldProps<Values extends RateDraft> {
  form: Form<Values>;
  /** null where the standard rate is not for this person's eyes. */
  standardCents: number | null;
}

export function RateField<Values extends RateDraft>({ form, standardCents }: RateFieldProps<Values>) {
  const t = useText();
  const formats = useFormats();
  return (
    <>
      <RadioGroup
        label={t("admin.rate.title")}
        value={form.values.ownRate ? "own" : "standard"}
        options={[
          {
            value: "standard",
            label:
              standardCents === null
                ? t("admin.rate.standard")
                : t("admin.rate.standardOf", { rate: formats.money(standardCents) }),
            testId: "rate-standard",
          },
          { value: "own", label: t("admin.rate.own"), testId: "rate-own" },
        ]}
        onChange={(which) => form.change({ ownRate: which === "own" } as Partial<Values>)}
      />
      {form.values.ownRate && (
        <TextField
          form={form as unknown as Form<RateDraft>}
          name="rateCents"
          label={t("admin.rate.amount")}
          hint={t("admin.rate.hint")}
          maxLength={14}
        />
      )}
    </>
  );
}
