import { Language } from "../../../shared/protocol/common.ts";
import { Callout } from "../../ui/Callout.tsx";
import { ShieldIcon } from "../../ui/icons.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { Page, Panel, WhenLoaded } from "../Page.tsx";
import { changeMe, useMe } from "../session.ts";
import { SessionsTable } from "../SessionsTable.tsx";
import { ChangePassword } from "./ChangePassword.tsx";
import { SecondFactor } from "./SecondFactor.tsx";

/** What belongs to oneself: where I am signed in, password, second factor, language. */
export function AccountPage() {
  const t = useText();
  const me = useMe();
  return (
    <Page title={t("admin.account.title")} lead={t("admin.account.lead", { name: me.name, email: me.email })}>
      {me.totpMissing && (
        <div data-testid="totp-missing">
          <Callout tone="warn" icon={<ShieldIcon />}>
            <p>{t("admin.totp.missing")}</p>
          </Callout>
        </div>
      )}
      <SecondFactor />
      {!me.totpMissing && (
        <>
          <Sessions />
          <ChangePassword />
          <LanguagePanel />
        </>
      )}
    </Page>
  );
}

function Sessions() {
  const t = useText();
  const loaded = useLoad("me", desk.mySessions);
  return (
    <Panel title={t("admin.sessions.title")} testId="sessions">
      <p>{t("admin.sessions.text")}</p>
      <WhenLoaded loaded={loaded}>
        {(sessions) => (
          <SessionsTable
            caption={t("admin.sessions.title")}
            sessions={sessions}
            end={desk.endMySession}
            onEnded={loaded.reload}
          />
        )}
      </WhenLoaded>
    </Panel>
  );
}

function LanguagePanel() {
  const t = useText();
  const { language } = useMe();
  const action = useAction();
  return (
    <Panel title={t("admin.language.title")} testId="language">
      <RadioGroup
        label={t("admin.language.label")}
        // The one being asked for is marked at once; should the server refuse, the old one is again.
        value={Language.safeParse(action.busy).data ?? language}
        options={[
          { value: "it", label: "Italiano", lang: "it", testId: "my-language-it" },
          { value: "en", label: "English", lang: "en", testId: "my-language-en" },
        ]}
        onChange={(next) =>
          action.run(next, async () => {
            await desk.setLanguage(next);
            // The page itself answers, in the new language.
            changeMe({ language: next });
            return null;
          })
        }
      />
    </Panel>
  );
}
