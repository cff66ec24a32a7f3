import { Hidden } from "../ui/Hidden.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Track.module.css";

const STOPS = ["call", "code", "consent", "link"] as const;
export type Stop = (typeof STOPS)[number];

/** The way of a call as stops on a line: what is done, where we are, what comes. */
export function Track({ stop }: { stop: Stop }) {
  const t = useText();
  const here = STOPS.indexOf(stop);
  return (
    <ol className={styles.track} aria-label={t("help.track")}>
      {STOPS.map((name, index) => (
        <li
          key={name}
          className={styles.stop}
          data-done={index < here}
          aria-current={index === here ? "step" : undefined}
        >
          <span className={styles.dot}>{index < here && <CheckIcon size={16} />}</span>
          <span>{t(`help.track.${name}`)}</span>
          {index < here && <Hidden> ({t("help.track.done")})</Hidden>}
        </li>
      ))}
    </ol>
  );
}
