import { StaffInput, type StaffInfo } from "../../../shared/protocol/api.ts";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { useText } from "../../ui/Text.tsx";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { LanguageField } from "../LanguageField.tsx";
import { CheckField, TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { useLoad } from "../load.ts";
import { Missing, Page, Panel, WhenLoaded } from "../Page.tsx";
import { go } from "../route.ts";
import { changeMe, useMe } from "../session.ts";
import { StaffAccess } from "./StaffAccess.tsx";

const NEW: StaffInput = {
  email: "",
  name: "",
  role: "technician",
  language: "it",
  totpRequired: false,
  active: true,
};

/** @param id null: somebody new */
export function StaffEditor({ id }: { id: string | null }) {
  const t = useText();
  const loaded = useLoad(id ?? "new", async () =>
    id === null ? null : ((await desk.staff()).find((one) => one.id === id) ?? "missing"),
  );
  const back = { to: "staff", label: t("admin.staff.back") };
  return (
    <WhenLoaded loaded={loaded}>
      {(staff) => {
        if (staff === "missing") return <Missing back={back} />;
        return (
          <Page title={staff === null ? t("admin.staff.new") : staff.name} back={back}>
            <Panel title={t("admin.staff.data")}>
              <StaffForm staff={staff} onSaved={(next) => loaded.replace(() => next)} />
            </Panel>
            {staff !== null && <StaffAccess staff={staff} onChanged={loaded.reload} />}
          </Page>
        );
      }}
    </WhenLoaded>
  );
}

function inputOf({ email, name, role, language, totpRequired, active }: StaffInput): StaffInput {
  return { email, name, role, language, totpRequired, active };
}

function StaffForm({ staff, onSaved }: { staff: StaffInfo | null; onSaved: (staff: StaffInfo) => void }) {
  const t = useText();
  const me = useMe();
  const form = useForm({
    start: inputOf(staff ?? NEW),
    check: (values) => checkBy(t, StaffInput, values),
    sure: async ({ active, name }) => {
      if (staff === null || !staff.active || active) return true;
      return ask({
        title: t("admin.staff.deactivate.title", { name }),
        text: t("admin.staff.deactivate.text"),
        yes: t("admin.staff.deactivate"),
      });
    },
    send: async (input) => {
      if (staff !== null) return { next: await desk.changeStaff(staff.id, input), invited: false };
      const next = await desk.addStaff(input);
      // The account is there already: sending the form again would be refused.
      const invited = await desk.inviteStaff(next.id).then(
        () => true,
        () => false,
      );
      return { next, invited };
    },
    onSaved: ({ next, invited }) => {
      if (staff === null) {
        const { name, email } = next;
        if (invited) go("staff", { tone: "good", text: t("admin.staff.added", { name, email }) });
        else go(`staff/${next.id}`, { tone: "warn", text: t("admin.staff.addedOnly", { name }) });
        return;
      }
      form.reset(inputOf(next), true);
      onSaved(next);
      const { name, role, language, email } = next;
      if (next.id === me.id) changeMe({ name, role, language, email });
    },
  });
  const { values, change } = form;
  return (
    <FormOf form={form} testId="staff-form">
      <Pair>
        <TextField form={form} name="name" label={t("admin.field.fullName")} maxLength={80} />
        <TextField form={form} name="email" label={t("admin.field.email")} type="email" />
      </Pair>
      <RadioGroup
        label={t("admin.field.role")}
        value={values.role}
        options={(["administrator", "office", "technician"] as const).map((role) => ({
          value: role,
          label: t(`admin.role.${role}`),
          hint: t(`admin.role.${role}.hint`),
          testId: `role-${role}`,
        }))}
        onChange={(role) => change({ role })}
      />
      <LanguageField value={values.language} onChange={(language) => change({ language })} />
      <div>
        <CheckField
          form={form}
          name="totpRequired"
          label={t("admin.staff.totpRequired")}
          hint={t("admin.staff.totpRequired.hint")}
          testId="totp-required"
        />
        {staff !== null && (
          <CheckField
            form={form}
            name="active"
            label={t("admin.staff.isActive")}
            hint={t("admin.staff.isActive.hint")}
            testId="active"
          />
        )}
      </div>
      <FormFoot form={form} save={staff === null ? t("admin.staff.addSubmit") : t("admin.save")} />
    </FormOf>
  );
}
