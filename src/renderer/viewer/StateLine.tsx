import type { Translate } from "../../shared/i18n/index.ts";
import { useRemoteStats, type RemoteStats } from "../rtc/stats.ts";
import { useText } from "../ui/Text.tsx";
import styles from "./StateLine.module.css";

/** What is known, and nothing for what is not. */
function parts(t: Translate, { width, height, fps, roundTripMs, path }: RemoteStats): string[] {
  return [
    width !== null && height !== null ? t("viewer.stats.size", { width, height }) : null,
    fps === null ? null : t("viewer.stats.fps", { fps }),
    roundTripMs === null ? null : t("viewer.stats.roundTrip", { ms: roundTripMs }),
    path === null ? null : t(`viewer.stats.${path}`),
  ].filter((part) => part !== null);
}

/** Resolution, frames a second, round trip, and whether the two computers speak directly. */
export function StateLine() {
  const t = useText();
  const known = parts(t, useRemoteStats());
  return (
    <p className={styles.line} data-testid="state-line" role="group" aria-label={t("viewer.stats.state")}>
      {known.length === 0 ? t("viewer.stats.none") : known.join(" · ")}
    </p>
  );
}
