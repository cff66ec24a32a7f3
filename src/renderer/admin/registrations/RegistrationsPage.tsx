import type { RegistrationInfo } from "../../../shared/protocol/api.ts";
import { useMinute } from "../../ui/clock.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, CrossIcon } from "../../ui/icons.tsx";
import { MailAddress } from "../../ui/MailAddress.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { Link } from "../Link.tsx";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";
import { countWaiting } from "../places.ts";
import { useMe } from "../session.ts";
import { RegistrationCard } from "./RegistrationCard.tsx";

/** Who has asked to become a customer. */
export function RegistrationsPage() {
  const t = useText();
  const me = useMe();
  const now = useMinute();
  const loaded = useLoad("registrations", () => desk.registrations());
  const reload = () => {
    loaded.reload();
    void countWaiting(me, Date.now());
  };
  return (
    <Page title={t("admin.registrations.title")} lead={t("admin.registrations.lead")}>
      <WhenLoaded loaded={loaded}>
        {(all) => {
          const undecided = all.filter(({ decision }) => decision === null);
          const confirmed = undecided
            .filter(({ dueAt }) => dueAt !== null)
            .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
          const unconfirmed = undecided.filter(({ dueAt }) => dueAt === null);
          const decided = all
            .filter(({ decision }) => decision !== null)
            .sort((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0));
          return (
            <>
              <Panel title={t("admin.registrations.toDecide")} testId="to-decide">
                {confirmed.length === 0 ? (
                  <Empty title={t("admin.registrations.none")}>{t("admin.registrations.none.todo")}</Empty>
                ) : (
                  confirmed.map((one) => (
                    <RegistrationCard key={one.id} registration={one} now={now} onDecided={reload} />
                  ))
                )}
              </Panel>
              {unconfirmed.length > 0 && <Unconfirmed registrations={unconfirmed} />}
              {decided.length > 0 && <Decided registrations={decided} />}
            </>
          );
        }}
      </WhenLoaded>
    </Page>
  );
}

function Unconfirmed({ registrations }: { registrations: readonly RegistrationInfo[] }) {
  const t = useText();
  const formats = useFormats();
  const title = t("admin.registrations.unconfirmed");
  return (
    <Panel title={title} testId="unconfirmed">
      <p>{t("admin.registrations.unconfirmed.text")}</p>
      <DataTable
        caption={title}
        rows={registrations}
        rowKey={({ id }) => id}
        columns={[
          { key: "company", head: t("admin.field.company"), main: true, render: ({ company }) => company },
          { key: "name", head: t("admin.field.name"), render: ({ name }) => name },
          {
            key: "email",
            head: t("admin.field.email"),
            render: ({ email }) => <MailAddress>{email}</MailAddress>,
          },
          {
            key: "created",
            head: t("admin.registrations.created"),
            render: ({ createdAt }) => formats.moment(createdAt),
          },
        ]}
      />
    </Panel>
  );
}

function Decided({ registrations }: { registrations: readonly RegistrationInfo[] }) {
  const t = useText();
  const formats = useFormats();
  const title = t("admin.registrations.decided");
  return (
    <Panel title={title} testId="decided">
      <DataTable
        caption={title}
        rows={registrations}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "company",
            head: t("admin.field.company"),
            main: true,
            render: ({ company, customerId }) =>
              customerId === null ? company : <Link to={`customers/${customerId}`}>{company}</Link>,
          },
          { key: "name", head: t("admin.field.name"), render: ({ name }) => name },
          {
            key: "decision",
            head: t("admin.registrations.decision"),
            render: ({ decision }) =>
              decision === "approved" ? (
                <Mark tone="good" icon={<CheckIcon size={18} />}>
                  {t("admin.registrations.approved")}
                </Mark>
              ) : (
                <Mark tone="plain" icon={<CrossIcon size={18} />}>
                  {t("admin.registrations.refused")}
                </Mark>
              ),
          },
          {
            key: "when",
            head: t("admin.registrations.when"),
            render: ({ decidedAt }) => (decidedAt === null ? null : formats.moment(decidedAt)),
          },
        ]}
      />
    </Panel>
  );
}
