import { useState } from "react";
import type { z } from "zod";
import { MailFilter, type MailInfo, type MailState } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { CheckIcon, ClockIcon, CrossIcon, LineStateIcon, MailIcon } from "../../ui/icons.tsx";
import { MailAddress } from "../../ui/MailAddress.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { useFormats } from "../formats.ts";
import { useList } from "../list.ts";
import { ListOf } from "../ListOf.tsx";
import { useLoad } from "../load.ts";
import { Empty, Page, Panel, WhenLoaded } from "../Page.tsx";
import { countWaiting, useWaiting } from "../places.ts";
import { useMe } from "../session.ts";
import styles from "./OutboxPage.module.css";

type State = z.infer<typeof MailState>;

/** The mails that go out, and those that did not. */
export function OutboxPage() {
  const t = useText();
  const loaded = useLoad("start", () => desk.undeliverableMails());
  return (
    <Page title={t("admin.outbox.title")} lead={t("admin.outbox.lead")}>
      <WhenLoaded loaded={loaded}>
        {/* What needs a person is shown first. */}
        {({ count }) => <Outbox start={count > 0 ? "undeliverable" : "all"} />}
      </WhenLoaded>
    </Page>
  );
}

function Outbox({ start }: { start: MailFilter }) {
  const t = useText();
  const me = useMe();
  const [filter, setFilter] = useState(start);
  const list = useList<MailInfo>(filter, (last) => desk.outbox({ filter, before: last?.id }));
  const undeliverable = useWaiting((waiting) => waiting.outbox);
  const action = useAction();
  const reload = () => {
    list.reload();
    void countWaiting(me);
  };
  const test = () =>
    action.run("test", async () => {
      await desk.testMail();
      reload();
      return t("admin.outbox.test.done", { email: me.email });
    });
  return (
    <Panel
      title={t("admin.outbox.list")}
      aside={
        <Button data-testid="test-mail" onClick={test}>
          <MailIcon size={22} />
          {action.busy === "test" ? t("admin.sending") : t("admin.outbox.test")}
        </Button>
      }
    >
      <Choice
        look="card"
        label={t("admin.outbox.filter")}
        value={filter}
        options={MailFilter.options.map((value) => ({
          value,
          label: t(`admin.outbox.filter.${value}`, { count: undeliverable }),
          testId: `filter-${value}`,
        }))}
        onChange={setFilter}
      />
      <ListOf
        list={list}
        empty={
          filter === "all" ? (
            <Empty title={t("admin.outbox.none")}>{t("admin.outbox.none.todo")}</Empty>
          ) : (
            <Empty title={t("admin.outbox.noneHere")}>{t("admin.outbox.noneHere.todo")}</Empty>
          )
        }
      >
        {(mails) => <Mails mails={mails} onChanged={reload} />}
      </ListOf>
    </Panel>
  );
}

function Mails({ mails, onChanged }: { mails: readonly MailInfo[]; onChanged: () => void }) {
  const t = useText();
  const action = useAction();
  const resend = ({ id, recipient }: MailInfo) =>
    action.run(`resend-${id}`, async () => {
      await desk.resend(id);
      onChanged();
      return t("admin.outbox.resend.done", { recipient });
    });
  const discard = ({ id, recipient, subject }: MailInfo) =>
    action.run(`discard-${id}`, async () => {
      const yes = await ask({
        title: t("admin.outbox.discard.title"),
        text: t("admin.outbox.discard.text", { subject, recipient }),
        yes: t("admin.outbox.discard"),
      });
      if (!yes) return null;
      await desk.discard(id);
      onChanged();
      return t("admin.outbox.discard.done");
    });
  return (
    <DataTable
      caption={t("admin.outbox.list")}
      rows={mails}
      rowKey={({ id }) => id}
      columns={[
        { key: "subject", head: t("admin.outbox.subject"), main: true, render: ({ subject }) => subject },
        {
          key: "to",
          head: t("admin.outbox.to"),
          render: ({ recipient }) => <MailAddress>{recipient}</MailAddress>,
        },
        { key: "state", head: t("admin.field.state"), render: (mail) => <MailStateOf mail={mail} /> },
        {
          key: "actions",
          head: t("admin.actions"),
          actions: true,
          render: (mail) =>
            mail.state !== "undeliverable" && mail.state !== "waiting" ? null : (
              <>
                <Button
                  aria-label={t("admin.outbox.resend.label", {
                    subject: mail.subject,
                    recipient: mail.recipient,
                  })}
                  data-testid={`resend-${mail.id}`}
                  onClick={() => resend(mail)}
                >
                  {action.busy === `resend-${mail.id}` ? t("admin.sending") : t("admin.outbox.resend")}
                </Button>
                <Button
                  aria-label={t("admin.outbox.discard.label", {
                    subject: mail.subject,
                    recipient: mail.recipient,
                  })}
                  data-testid={`discard-${mail.id}`}
                  onClick={() => discard(mail)}
                >
                  {action.busy === `discard-${mail.id}` ? t("admin.working") : t("admin.outbox.discard")}
                </Button>
              </>
            ),
        },
      ]}
    />
  );
}

const TONES: Readonly<Record<State, "good" | "warn" | "late" | "plain">> = {
  undeliverable: "late",
  sending: "warn",
  waiting: "warn",
  sent: "good",
  discarded: "plain",
};

function StateIcon({ state }: { state: State }) {
  switch (state) {
    case "undeliverable":
      return <LineStateIcon state="busy" size={18} />;
    case "sending":
    case "waiting":
      return <ClockIcon size={18} />;
    case "sent":
      return <CheckIcon size={18} />;
    case "discarded":
      return <CrossIcon size={18} />;
  }
}

function MailStateOf({ mail }: { mail: MailInfo }) {
  const t = useText();
  const formats = useFormats();
  const { state, attempts, lastError, nextAttemptAt, sentAt } = mail;
  return (
    <div className={styles.state}>
      <Mark tone={TONES[state]} icon={<StateIcon state={state} />}>
        {t(`admin.outbox.state.${state}`)}
      </Mark>
      {state === "sent" && sentAt !== null && <p className={styles.detail}>{formats.moment(sentAt)}</p>}
      {(state === "waiting" || state === "undeliverable") && attempts > 0 && (
        <p className={styles.detail}>{t("admin.outbox.attempts", { count: attempts })}</p>
      )}
      {state === "waiting" && attempts > 0 && (
        <p className={styles.detail}>{t("admin.outbox.next", { when: formats.moment(nextAttemptAt) })}</p>
      )}
      {(state === "waiting" || state === "undeliverable") && lastError !== null && (
        <p className={styles.said}>
          {t("admin.outbox.said")} <q>{lastError}</q>
        </p>
      )}
    </div>
  );
}
