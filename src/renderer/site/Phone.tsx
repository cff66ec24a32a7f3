import { PhoneIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { usePhone } from "./organisation.ts";
import styles from "./Phone.module.css";

/** What a telephone dials: digits and a leading plus. */
const dialled = (phone: string) => phone.replaceAll(/(?!^\+)\D/g, "");

/** The number in a sentence; a phone dials it at a touch. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a className={styles.link} href={`tel:${dialled(phone)}`}>
      {phone}
    </a>
  );
}

interface BigPhoneProps {
  phone: string;
  /** What it stands on. */
  ground?: "dark" | "light";
}

/** The number to see from afar. */
export function BigPhone({ phone, ground = "light" }: BigPhoneProps) {
  const t = useText();
  return (
    <a
      className={styles.big}
      data-ground={ground}
      href={`tel:${dialled(phone)}`}
      aria-label={`${t("help.phone")}: ${phone}`}
      data-testid="big-phone"
    >
      <span className={styles.handset}>
        <PhoneIcon size={30} />
      </span>
      {phone}
    </a>
  );
}

interface CallUsProps {
  /** Why one would. */
  why?: "site.stuck" | "site.questions" | "site.nothing.stuck";
}

/** Whom to phone when one gets no further. */
export function CallUs({ why = "site.stuck" }: CallUsProps) {
  const t = useText();
  const phone = usePhone();
  if (phone === null) return null;
  return (
    <p>
      {t(why)} <PhoneLink phone={phone} />
    </p>
  );
}
