import type { ReactNode } from "react";
import { Hidden } from "../ui/Hidden.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Stations.module.css";

export interface Station {
  title: string;
  text?: ReactNode;
  /** here: what comes now. */
  state?: "done" | "here";
}

interface StationsProps {
  label: string;
  stations: readonly Station[];
  /** across: side by side where there is room. */
  way?: "down" | "across";
}

/** Steps as stations on a line. */
export function Stations({ label, stations, way = "down" }: StationsProps) {
  const t = useText();
  return (
    <ol className={styles.line} data-way={way} aria-label={label}>
      {stations.map(({ title, text, state }, index) => (
        <li
          key={title}
          className={styles.station}
          data-state={state}
          aria-current={state === "here" ? "step" : undefined}
        >
          <span className={styles.stop} aria-hidden="true">
            {state === "done" ? <CheckIcon size={26} /> : index + 1}
          </span>
          <div className={styles.words}>
            <p className={styles.title}>
              {title}
              {state === "done" && <Hidden> ({t("site.done")})</Hidden>}
            </p>
            {text !== undefined && <p>{text}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
