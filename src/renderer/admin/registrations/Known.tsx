import type { Translate } from "../../../shared/i18n/index.ts";
import type { KnownCustomer, RegistrationInfo } from "../../../shared/protocol/api.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { BellIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/Text.tsx";
import { Link } from "../Link.tsx";
import styles from "./RegistrationCard.module.css";

interface KnownProps {
  registration: RegistrationInfo;
  /** Identifier of the customer that it is being added to, or another action, or null. */
  busy: string | null;
  onAdd: (customer: KnownCustomer) => void;
}

/** That the company seems to be a customer already: why, and what can be done about it. */
export function Known({ registration, busy, onAdd }: KnownProps) {
  const t = useText();
  return (
    <Callout tone="plain" icon={<BellIcon />}>
      {registration.known.map((customer) => (
        <div key={customer.id} className={styles.known} data-testid={`known-${customer.id}`}>
          <p>{knownWords(t, registration, customer)}</p>
          <div className={styles.buttons}>
            {customer.active && customer.by !== "email" && (
              <Button data-testid="add-known" onClick={() => onAdd(customer)}>
                {busy === customer.id
                  ? t("admin.working")
                  : t("admin.registrations.add", { company: customer.company })}
              </Button>
            )}
            <Link to={`customers/${customer.id}`} className={styles.see}>
              {t("admin.registrations.known.see", { company: customer.company })}
            </Link>
          </div>
        </div>
      ))}
    </Callout>
  );
}

function knownWords(
  t: Translate,
  { email }: RegistrationInfo,
  { by, company, active }: KnownCustomer,
): string {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const why = t(`admin.registrations.known.${by}`, { company, email, domain });
  return active ? why : `${why} ${t("admin.registrations.known.inactive")}`;
}
