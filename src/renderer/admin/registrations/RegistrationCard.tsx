import { useId, useState, type ReactNode } from "react";
import type { CustomerInfo, RegistrationInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { ClockIcon, LineStateIcon } from "../../ui/icons.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { useText } from "../../ui/Text.tsx";
import { useAction } from "../action.ts";
import { ask } from "../ask.ts";
import { desk } from "../desk.ts";
import { Fact, Facts } from "../Facts.tsx";
import { useFormats } from "../formats.ts";
import { AcceptedTerms } from "./AcceptedTerms.tsx";
import { CustomerPicker } from "./CustomerPicker.tsx";
import { dueInWords } from "./due.ts";
import { Known } from "./Known.tsx";
import styles from "./RegistrationCard.module.css";

interface RegistrationCardProps {
  registration: RegistrationInfo;
  /** Milliseconds since 1970. */
  now: number;
  onDecided: () => void;
}

/** One registration with what was written, the time that is left, and the two answers. */
export function RegistrationCard({ registration, now, onDecided }: RegistrationCardProps) {
  const t = useText();
  const formats = useFormats();
  const action = useAction();
  const { id, company, name, email, phone, taxCode, message, quickAccess, confirmedAt, dueAt, known } =
    registration;
  const approval = known.length > 0 ? "admin.registrations.approveNew" : "admin.registrations.approve";
  const due = dueInWords(t, dueAt ?? now, now);

  const pickerId = useId();
  const [isPicking, setPicking] = useState(false);

  const approve = () =>
    action.run("approve", async () => {
      await desk.approve(id);
      onDecided();
      return t("admin.registrations.approve.done", { company, email });
    });
  const addTo = (customer: Pick<CustomerInfo, "id" | "company">) =>
    action.run(customer.id, async () => {
      // Whoever fills in the form can type anybody's name and VAT number: only a person can tell.
      const yes = await ask({
        title: t("admin.registrations.add.title", { name, company: customer.company }),
        text: t("admin.registrations.add.sure", { email, company: customer.company }),
        yes: t("admin.registrations.add", { company: customer.company }),
      });
      if (!yes) return null;
      await desk.approve(id, customer.id);
      onDecided();
      return t("admin.registrations.add.done", { name, email, company: customer.company });
    });
  const refuse = () =>
    action.run("refuse", async () => {
      const yes = await ask({
        title: t("admin.registrations.refuse.title", { company }),
        text: t("admin.registrations.refuse.text", { email }),
        yes: t("admin.registrations.refuse"),
      });
      if (!yes) return null;
      await desk.refuse(id);
      onDecided();
      return t("admin.registrations.refuse.done", { company });
    });

  return (
    <article
      className={styles.card}
      data-row=""
      data-urgency={due.urgency}
      data-testid={`registration-${id}`}
    >
      <div className={styles.head}>
        <h3 className={styles.company}>{company}</h3>
        <Mark
          tone={due.urgency === "late" ? "late" : due.urgency === "soon" ? "warn" : "plain"}
          icon={due.urgency === "late" ? <LineStateIcon state="busy" size={20} /> : <ClockIcon size={20} />}
          testId="due"
        >
          {due.words}
        </Mark>
      </div>
      <Facts>
        <KnownFact name={t("admin.field.name")}>{name}</KnownFact>
        <KnownFact name={t("admin.field.email")}>{email}</KnownFact>
        <KnownFact name={t("admin.field.phone")}>{phone}</KnownFact>
        <KnownFact name={t("admin.field.taxCode")}>{taxCode}</KnownFact>
        <KnownFact name={t("admin.registrations.confirmed")}>
          {confirmedAt === null ? "" : formats.moment(confirmedAt)}
        </KnownFact>
        <KnownFact name={t("admin.registrations.due")}>
          {dueAt === null ? "" : formats.moment(dueAt)}
        </KnownFact>
        <KnownFact name={t("admin.customers.quickAccess")}>
          {quickAccess ? t("admin.yes") : t("admin.no")}
        </KnownFact>
        <KnownFact name={t("admin.registrations.terms")}>
          <AcceptedTerms registration={registration} />
        </KnownFact>
      </Facts>
      {message !== "" && (
        <div>
          <p className={styles.messageTitle}>{t("admin.registrations.message")}</p>
          <p className={styles.message}>{message}</p>
        </div>
      )}
      {known.length > 0 && <Known registration={registration} busy={action.busy} onAdd={addTo} />}
      <div className={styles.buttons}>
        <Button
          look={known.length > 0 ? "quiet" : "primary"}
          aria-label={t(`${approval}.label`, { company })}
          data-testid="approve"
          onClick={approve}
        >
          {action.busy === "approve" ? t("admin.working") : t(approval)}
        </Button>
        <Button
          aria-label={t("admin.registrations.refuse.label", { company })}
          data-testid="refuse"
          onClick={refuse}
        >
          {action.busy === "refuse" ? t("admin.working") : t("admin.registrations.refuse")}
        </Button>
        <Button
          aria-expanded={isPicking}
          aria-controls={pickerId}
          aria-label={t("admin.registrations.existing.label", { company })}
          data-testid="existing"
          onClick={() => setPicking(!isPicking)}
        >
          {t("admin.registrations.existing")}
        </Button>
      </div>
      <div id={pickerId} hidden={!isPicking}>
        {isPicking && <CustomerPicker registration={registration} busy={action.busy} onAdd={addTo} />}
      </div>
    </article>
  );
}

/** Nothing for what was left empty. */
function KnownFact({ name, children }: { name: string; children: ReactNode }) {
  return children === "" ? null : <Fact name={name}>{children}</Fact>;
}
