import type { ReactNode } from "react";
import { Hidden } from "../../ui/Hidden.tsx";
import { useText } from "../../ui/Text.tsx";
import styles from "./Stop.module.css";

interface StopProps {
  number: number;
  description: string;
  children: ReactNode;
}

/** A line as its stop on the map: the number in a circle, the name beside it. */
export function Stop({ number, description, children }: StopProps) {
  const t = useText();
  return (
    <div className={styles.stop}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <p className={styles.label}>
          <Hidden>{t("common.line", { line: number })}: </Hidden>
          {children}
        </p>
        {description !== "" && <p className={styles.description}>{description}</p>}
      </div>
    </div>
  );
}
