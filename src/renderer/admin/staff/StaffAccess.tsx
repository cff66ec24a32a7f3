import type { StaffInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { MailIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { useLoad } from "../load.ts";
import { Panel, WhenLoaded } from "../Page.tsx";
import { useMe } from "../session.ts";
import { SessionsTable } from "../SessionsTable.tsx";
import { StaffState } from "./StaffPage.tsx";
import styles from "./StaffAccess.module.css";

/** How somebody gets in: invitation, second factor, where they are signed in. */
export function StaffAccess({ staff, onChanged }: { staff: StaffInfo; onChanged: () => void }) {
  const t = useText();
  const me = useMe();
  const action = useAction();
  const { id, name, email } = staff;

  const invite = () =>
    action.run("invite", async () => {
      await desk.inviteStaff(id);
      return t("admin.invite.sent", { email });
    });
  const removeTotp = () =>
    action.run("totp", async () => {
      const yes = await ask({
        title: t("admin.staff.removeTotp.title", { name }),
        text: t("admin.staff.removeTotp.text"),
        yes: t("admin.staff.removeTotp"),
      });
      if (!yes) return null;
      await desk.removeTotpOf(id);
      onChanged();
      return t("admin.staff.totpRemoved", { name });
    });

  return (
    <>
      <Panel title={t("admin.staff.access")} aside={<StaffState staff={staff} />} testId="access">
        <div className={styles.row}>
          <p>{staff.ready ? t("admin.staff.ready") : t("admin.staff.notReady")}</p>
          {staff.active && !staff.ready && (
            <Button data-testid="invite" onClick={invite}>
              <MailIcon size={22} />
              {action.busy === "invite" ? t("admin.sending") : t("admin.invite")}
            </Button>
          )}
        </div>
        <div className={styles.row}>
          <p>{staff.totp ? t("admin.staff.totpOn") : t("admin.staff.totpOff")}</p>
          {staff.totp && me.id !== id && (
            <Button data-testid="remove-totp" onClick={removeTotp}>
              {action.busy === "totp" ? t("admin.working") : t("admin.staff.removeTotp")}
            </Button>
          )}
        </div>
      </Panel>
      <StaffSessions staff={staff} />
    </>
  );
}

function StaffSessions({ staff }: { staff: StaffInfo }) {
  const t = useText();
  const loaded = useLoad(staff.id, () => desk.sessionsOf(staff.id));
  const title = t("admin.staff.sessions", { name: staff.name });
  return (
    <Panel title={title} testId="staff-sessions">
      <WhenLoaded loaded={loaded}>
        {(sessions) =>
          sessions.length === 0 ? (
            <p>{t("admin.staff.noSessions")}</p>
          ) : (
            <SessionsTable
              caption={title}
              sessions={sessions}
              end={(session) => desk.endSessionOf(staff.id, session)}
              onEnded={loaded.reload}
            />
          )
        }
      </WhenLoaded>
    </Panel>
  );
}
