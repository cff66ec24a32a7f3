import styles from "./Pulse.module.css";

/** Something is under way: a point that travels along a line. Words beside it say what. */
export function Pulse() {
  return (
    <div className={styles.line} aria-hidden="true">
      <span className={styles.point} />
    </div>
  );
}
