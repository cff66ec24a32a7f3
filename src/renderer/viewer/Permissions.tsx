import { useState } from "react";
import { entryOf, permissionNames, type Permission } from "../../shared/protocol/permissions.ts";
import { remote, type Granted } from "../rtc/stats.ts";
import { Button } from "../ui/Button.tsx";
import { CheckIcon, ClockIcon, CrossIcon, ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import styles from "./Permissions.module.css";

/** Whether the technician's hand goes through at this moment. */
export const hasControl = ({ granted, asked, paused }: Granted): boolean =>
  granted.includes("control") && asked === null && !paused;

/** Whether nothing of the caller's screen is to be seen, not even the last frame that came. */
export const isCovered = ({ granted, paused }: Granted): boolean => paused || !granted.includes("look");

/** In the toolbar: what is granted, and a button for what can be asked for next. */
export function Permissions() {
  const t = useText();
  const { granted, asked, paused } = remote((state) => state.permissions);
  const ask = remote((state) => state.ask);
  const cannot = ask === null || asked !== null || paused;
  const canAsk = (permission: Permission): boolean => {
    const { needs } = entryOf(permission);
    return !granted.includes(permission) && (needs === null || granted.some((one) => one === needs));
  };
  return (
    <ul className={styles.permissions} aria-label={t("viewer.permission.title")}>
      {permissionNames.map((permission) => (
        <li key={permission}>
          {granted.includes(permission) && !entryOf(permission).captures && (
            <span className={styles.has} data-testid={`has-${permission}`}>
              <CheckIcon size={18} />
              {t(`permission.${permission}.has`)}
            </span>
          )}
          {canAsk(permission) && (
            <Button
              look="primary"
              size="small"
              data-testid={`ask-${permission}`}
              // For a moment only: the keyboard stays where it is.
              aria-disabled={cannot}
              onClick={() => {
                if (!cannot) ask(permission);
              }}
            >
              {t(`permission.${permission}.ask`)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Under the toolbar: the question that waits, the pause, or what the caller did not grant or took back. */
export function PermissionNotice() {
  const t = useText();
  const now = remote((state) => state.permissions);
  const [before, setBefore] = useState(now);
  const [refused, setRefused] = useState<Permission | null>(null);
  if (before !== now) {
    setBefore(now);
    const gone = permissionNames.find(
      (name) => !now.granted.includes(name) && (before.asked === name || before.granted.includes(name)),
    );
    if (now.asked !== null) setRefused(null);
    else if (gone !== undefined) setRefused(gone);
    else if (refused !== null && now.granted.includes(refused)) setRefused(null);
  }
  return (
    <p role="status" className={styles.notice} data-testid="permission-notice">
      {now.paused ? (
        <>
          <ShieldIcon size={18} />
          {t("viewer.permission.paused")}
        </>
      ) : now.asked !== null ? (
        <>
          <ClockIcon size={18} />
          {t("viewer.permission.asking")}
        </>
      ) : (
        refused && (
          <>
            <CrossIcon size={18} />
            {t(`permission.${refused}.without`)}
          </>
        )
      )}
    </p>
  );
}
