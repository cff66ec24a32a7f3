import type { ReactNode } from "react";
import { Heading } from "../ui/Heading.tsx";
import styles from "./StagePage.module.css";
import { Track, type Stop } from "./Track.tsx";

interface StagePageProps {
  /** Where the call is on its way; none once it is over. */
  stop?: Stop;
  title: string;
  children: ReactNode;
  /** The buttons, always in the same place at the foot. */
  actions?: ReactNode;
}

/** The frame of every stage of a call. */
export function StagePage({ stop, title, children, actions }: StagePageProps) {
  return (
    <>
      {stop && <Track stop={stop} />}
      <div className={styles.body}>
        <Heading className={styles.title}>{title}</Heading>
        {children}
      </div>
      {actions && <footer className={styles.actions}>{actions}</footer>}
    </>
  );
}
