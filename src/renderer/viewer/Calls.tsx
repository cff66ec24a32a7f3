import type { ViewerView } from "../../shared/protocol/ipc.ts";
import { Heading } from "../ui/Heading.tsx";
import { PhoneIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { CallCard } from "./CallCard.tsx";
import styles from "./Calls.module.css";

export function Calls({ view, taking }: { view: ViewerView; taking: string | null }) {
  const t = useText();
  const { incoming, open } = view;
  return (
    <>
      <Heading className={styles.title}>{t("viewer.calls.title")}</Heading>
      {incoming.length === 0 ? (
        <div className={styles.none}>
          <PhoneIcon size={40} />
          <p className={styles.quiet}>{t("viewer.calls.none")}</p>
          <p>{open.length === 0 ? t("viewer.calls.openOne") : t("viewer.calls.ready")}</p>
        </div>
      ) : (
        <ul className={styles.cards} aria-live="polite" aria-relevant="additions">
          {incoming.map((call) => (
            <CallCard key={call.call} call={call} taking={taking === call.call} busy={taking !== null} />
          ))}
        </ul>
      )}
    </>
  );
}
