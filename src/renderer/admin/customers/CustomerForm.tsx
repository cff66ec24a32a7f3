import { CustomerInput, type CustomerInfo } from "../../../shared/protocol/api.ts";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { useText } from "../../ui/Text.tsx";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { AreaField, CheckField, PhoneField, TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { useFormats } from "../formats.ts";
import { rateDraft, RateField, rateOf, type RateDraft } from "../rate.tsx";
import { go } from "../route.ts";
import styles from "./CustomerForm.module.css";

/** A customer as typed: numbers are text, programs one to a line. */
interface Typed
  extends
    Omit<CustomerInput, "rateCents" | "minimumMinutes" | "roundingMinutes" | "requiredSoftware">,
    RateDraft {
  minimumMinutes: string;
  roundingMinutes: string;
  requiredSoftware: string;
}

const NEW: CustomerInput = {
  company: "",
  taxCode: "",
  address: "",
  email: "",
  phone: "",
  notes: "",
  contractLevel: 1,
  rateCents: null,
  minimumMinutes: 0,
  roundingMinutes: 1,
  requiredSoftware: [],
  quickAccess: false,
  active: true,
};

/** Whole minutes; what is no number is none for the schema either. */
const minutes = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);

interface CustomerFormProps {
  customer: CustomerInfo | null;
  standardCents: number | null;
  onSaved: (customer: CustomerInfo) => void;
}

export function CustomerForm({ customer, standardCents, onSaved }: CustomerFormProps) {
  const t = useText();
  const { language } = useFormats();
  const before = customer ?? NEW;
  const start: Typed = {
    company: before.company,
    taxCode: before.taxCode,
    address: before.address,
    email: before.email,
    phone: before.phone,
    notes: before.notes,
    contractLevel: before.contractLevel,
    ...rateDraft(language, before.rateCents),
    minimumMinutes: String(before.minimumMinutes),
    roundingMinutes: String(before.roundingMinutes),
    requiredSoftware: before.requiredSoftware.join("\n"),
    quickAccess: before.quickAccess,
    active: before.active,
  };
  const form = useForm({
    start,
    check: ({ ownRate, ...values }: Typed) =>
      checkBy(t, CustomerInput, {
        ...values,
        rateCents: rateOf({ ownRate, rateCents: values.rateCents }),
        minimumMinutes: minutes(values.minimumMinutes),
        roundingMinutes: minutes(values.roundingMinutes),
        requiredSoftware: values.requiredSoftware
          .split("\n")
          .map((name) => name.trim())
          .filter((name) => name !== ""),
      }),
    sure: async ({ active, company }) => {
      if (!before.active || active) return true;
      return ask({
        title: t("admin.customers.deactivate.title", { company }),
        text: t("admin.customers.deactivate.text"),
        yes: t("admin.customers.deactivate"),
      });
    },
    send: (input) => (customer === null ? desk.addCustomer(input) : desk.changeCustomer(customer.id, input)),
    onSaved: (next) => {
      if (customer === null) {
        const text = t("admin.customers.added", { company: next.company });
        go(`customers/${next.id}`, { tone: "good", text });
      } else onSaved(next);
    },
  });
  const { values, change } = form;
  return (
    <FormOf form={form} testId="customer-form">
      <Pair>
        <TextField form={form} name="company" label={t("admin.field.company")} maxLength={120} />
        <TextField
          form={form}
          name="taxCode"
          label={t("admin.field.taxCode")}
          hint={t("admin.field.optional")}
          maxLength={20}
        />
      </Pair>
      <TextField
        form={form}
        name="address"
        label={t("admin.field.address")}
        hint={t("admin.field.optional")}
        maxLength={160}
      />
      <Pair>
        <TextField
          form={form}
          name="email"
          label={t("admin.field.email")}
          hint={t("admin.customers.email.hint")}
          type="email"
        />
        <PhoneField form={form} name="phone" hint={t("admin.field.optional")} />
      </Pair>
      <h3 className={styles.part}>{t("admin.contract.title")}</h3>
      <RadioGroup
        label={t("admin.contract.level")}
        value={String(values.contractLevel) as "1" | "2"}
        options={(["1", "2"] as const).map((level) => ({
          value: level,
          label: t(`admin.contract.level.${level}`),
          hint: t(`admin.contract.level.${level}.hint`),
          testId: `level-${level}`,
        }))}
        onChange={(level) => change({ contractLevel: level === "1" ? 1 : 2 })}
      />
      <RateField form={form} standardCents={standardCents} />
      <Pair>
        <TextField
          form={form}
          name="minimumMinutes"
          label={t("admin.contract.minimum")}
          hint={t("admin.contract.minimum.hint")}
          inputMode="decimal"
          maxLength={3}
        />
        <TextField
          form={form}
          name="roundingMinutes"
          label={t("admin.contract.rounding")}
          hint={t("admin.contract.rounding.hint")}
          inputMode="decimal"
          maxLength={3}
        />
      </Pair>
      <AreaField
        form={form}
        name="requiredSoftware"
        label={t("admin.contract.software")}
        hint={t("admin.contract.software.hint")}
        rows={3}
      />
      <AreaField
        form={form}
        name="notes"
        label={t("admin.customers.notes")}
        hint={t("admin.customers.notes.hint")}
        maxLength={2000}
        rows={4}
      />
      <div>
        <CheckField
          form={form}
          name="quickAccess"
          label={t("admin.customers.quickAccess")}
          hint={t("admin.customers.quickAccess.hint")}
          testId="quick-access"
        />
        {customer !== null && (
          <CheckField
            form={form}
            name="active"
            label={t("admin.customers.isActive")}
            hint={t("admin.customers.isActive.hint")}
            testId="active"
          />
        )}
      </div>
      <FormFoot form={form} save={customer === null ? t("admin.customers.addSubmit") : t("admin.save")} />
    </FormOf>
  );
}
