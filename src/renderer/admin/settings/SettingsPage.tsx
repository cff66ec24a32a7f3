import { useState } from "react";
import { Settings } from "../../../shared/protocol/api.ts";
import { helpPageOf } from "../../../shared/protocol/release.ts";
import { readMoney, typedMoney } from "../../ui/money.ts";
import { useText } from "../../ui/Text.tsx";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { AreaField, CheckField, PhoneField, TextField } from "../fields.tsx";
import { checkBy, useForm } from "../form.ts";
import { FormFoot, FormOf, Pair } from "../FormOf.tsx";
import { useFormats } from "../formats.ts";
import { useLoad } from "../load.ts";
import { Page, Panel, WhenLoaded } from "../Page.tsx";
import { loadOrganisation, useMe } from "../session.ts";
import { LogoField } from "./LogoField.tsx";
import { helpWarning } from "./helpWarning.ts";
import { readTitles, titlesProblem, typedTitles } from "./titles.ts";

/** What the organisation is called, how it is reached, and what holds for everybody. */
export function SettingsPage() {
  const t = useText();
  const loaded = useLoad("settings", desk.settings);
  return (
    <Page title={t("admin.settings.title")} lead={t("admin.settings.lead")}>
      <Panel>
        <WhenLoaded loaded={loaded}>{(settings) => <SettingsForm settings={settings} />}</WhenLoaded>
      </Panel>
    </Page>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const t = useText();
  const me = useMe();
  const { language } = useFormats();
  // What the server holds: only what differs from it is asked about.
  const [saved, setSaved] = useState(settings);
  const typed = (from: Settings) => ({
    ...from,
    standardRateCents: typedMoney(language, from.standardRateCents),
    protectedTitles: typedTitles(from.protectedTitles),
    helpMinimum: from.helpMinimum ?? "",
  });
  const form = useForm({
    start: typed(settings),
    check: (values) => {
      const checked = checkBy(t, Settings, {
        ...values,
        standardRateCents: readMoney(values.standardRateCents) ?? Number.NaN,
        publicUrl: values.publicUrl.trim(),
        protectedTitles: readTitles(values.protectedTitles),
        helpMinimum: values.helpMinimum.trim() || null,
      });
      const problem = titlesProblem(t, values.protectedTitles);
      if (problem === null || "input" in checked) return checked;
      // In the words that name the line.
      return { wrong: { ...checked.wrong, protectedTitles: problem } };
    },
    sure: async ({ totpRequired, helpMinimum, publicUrl }) => {
      if (totpRequired && !saved.totpRequired && !me.totp) {
        const isSure = await ask({
          title: t("admin.settings.totp.title"),
          text: t("admin.settings.totp.text"),
          yes: t("admin.settings.totp.yes"),
        });
        if (!isSure) return false;
      }
      if (helpMinimum === null || helpMinimum === saved.helpMinimum) return true;
      const version = helpMinimum;
      return ask({
        title: t("admin.settings.helpMinimum.title", { version }),
        text: t("admin.settings.helpMinimum.text", { version, address: helpPageOf(publicUrl) }),
        warning: await helpWarning(t, version),
        yes: t("admin.settings.helpMinimum.yes"),
      });
    },
    send: desk.changeSettings,
    onSaved: (next) => {
      setSaved(next);
      form.reset(typed(next), true);
      // The name at the top may be another one now; if it cannot be had, the old one stays.
      void loadOrganisation().catch(() => undefined);
    },
  });
  const { values, change } = form;
  return (
    <FormOf form={form} testId="settings-form">
      <TextField
        form={form}
        name="name"
        label={t("admin.settings.name")}
        hint={t("admin.settings.name.hint")}
        maxLength={80}
      />
      <LogoField
        logo={values.logo}
        wrong={form.wrong("logo")}
        id={`${form.id}-logo`}
        onChange={(logo) => change({ logo })}
      />
      <Pair>
        <PhoneField form={form} name="phone" hint={t("admin.settings.phone.hint")} />
        <TextField
          form={form}
          name="email"
          label={t("admin.field.email")}
          hint={t("admin.settings.email.hint")}
          type="email"
        />
      </Pair>
      <TextField
        form={form}
        name="publicUrl"
        label={t("admin.settings.publicUrl")}
        hint={t("admin.settings.publicUrl.hint")}
        type="url"
        maxLength={200}
      />
      <TextField
        form={form}
        name="standardRateCents"
        label={t("admin.settings.rate")}
        hint={t("admin.rate.hint")}
        maxLength={14}
      />
      <AreaField
        form={form}
        name="protectedTitles"
        label={t("admin.settings.titles")}
        hint={t("admin.settings.titles.hint")}
        rows={10}
      />
      <TextField
        form={form}
        name="helpMinimum"
        label={t("admin.settings.helpMinimum")}
        hint={t("admin.settings.helpMinimum.hint")}
        maxLength={20}
      />
      <CheckField
        form={form}
        name="totpRequired"
        label={t("admin.settings.totpRequired")}
        hint={t("admin.settings.totpRequired.hint")}
        testId="totp-required"
      />
      <FormFoot form={form} save={t("admin.save")} />
    </FormOf>
  );
}
