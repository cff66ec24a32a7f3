import type { ReactNode } from "react";
import { useText } from "../ui/Text.tsx";
import styles from "./NothingArrives.module.css";
import { CallUs } from "./Phone.tsx";

interface NothingArrivesProps {
  /** The address it went to, for another look. */
  check: string;
  /** The button that leads back to the address. */
  children: ReactNode;
}

/** What to do when a mail does not come. */
export function NothingArrives({ check, children }: NothingArrivesProps) {
  const t = useText();
  return (
    <section className={styles.nothing}>
      <h2 className={styles.title}>{t("site.nothing.title")}</h2>
      <p>{t("site.nothing.wait")}</p>
      <p>{check}</p>
      <div>{children}</div>
      <CallUs why="site.nothing.stuck" />
    </section>
  );
}
