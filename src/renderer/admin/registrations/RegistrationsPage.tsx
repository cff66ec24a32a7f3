import type { RegistrationInfo, RegistrationState } from "../../../shared/protocol/api.ts";
import { useMinute } from "../../ui/clock.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, CrossIcon } from "../../ui/icons.tsx";
import { MailAddress } from "../../ui/MailAddress.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { Link } from "../Link.tsx";
import { useList, type List } from "../list.ts";
import { ListOf } from "../ListOf.tsx";
import { Empty, Page, Panel } from "../Page.tsx";
import { countWaiting } from "../places.ts";
import { useMe } from "../session.ts";
import { AcceptedTerms } from "./AcceptedTerms.tsx";
import { RegistrationCard } from "./RegistrationCard.tsx";
import styles from "./RegistrationsPage.module.css";

/** Who has asked to become a customer. */
export function RegistrationsPage() {
  const t = useText();
  const me = useMe();
  const now = useMinute();
  const waiting = useRegistrations("waiting");
  const unconfirmed = useRegistrations("unconfirmed");
  const decided = useRegistrations("decided");
  const reload = () => {
    waiting.reload();
    decided.reload();
    void countWaiting(me);
  };
  return (
    <Page title={t("admin.registrations.title")} lead={t("admin.registrations.lead")}>
      <Panel title={t("admin.registrations.toDecide")} testId="to-decide">
        <ListOf
          list={waiting}
          empty={<Empty title={t("admin.registrations.none")}>{t("admin.registrations.none.todo")}</Empty>}
        >
          {(rows) => (
            <div className={styles.cards}>
              {rows.map((one) => (
                <RegistrationCard key={one.id} registration={one} now={now} onDecided={reload} />
              ))}
            </div>
          )}
        </ListOf>
      </Panel>
      {hasSomething(unconfirmed) && (
        <Panel title={t("admin.registrations.unconfirmed")} testId="unconfirmed">
          <p>{t("admin.registrations.unconfirmed.text")}</p>
          <ListOf list={unconfirmed} empty={null}>
            {(rows) => <Unconfirmed registrations={rows} />}
          </ListOf>
        </Panel>
      )}
      {hasSomething(decided) && (
        <Panel title={t("admin.registrations.decided")} testId="decided">
          <ListOf list={decided} empty={null}>
            {(rows) => <Decided registrations={rows} />}
          </ListOf>
        </Panel>
      )}
    </Page>
  );
}

const useRegistrations = (state: RegistrationState) =>
  useList<RegistrationInfo>(state, (last) => desk.registrations({ state, after: last?.id }));

/** Rows, or why they cannot be had. */
const hasSomething = ({ state }: List<RegistrationInfo>) =>
  state.at === "failed" || (state.at === "here" && state.value.rows.length > 0);

function Unconfirmed({ registrations }: { registrations: readonly RegistrationInfo[] }) {
  const t = useText();
  const formats = useFormats();
  return (
    <DataTable
      caption={t("admin.registrations.unconfirmed")}
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
  );
}

function Decided({ registrations }: { registrations: readonly RegistrationInfo[] }) {
  const t = useText();
  const formats = useFormats();
  return (
    <DataTable
      caption={t("admin.registrations.decided")}
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
        {
          key: "terms",
          head: t("admin.registrations.terms"),
          render: (one) => <AcceptedTerms registration={one} />,
        },
      ]}
    />
  );
}
