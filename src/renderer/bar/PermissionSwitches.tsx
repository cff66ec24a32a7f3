import { Switch } from "radix-ui";
import type { BarView } from "../../shared/protocol/ipc.ts";
import { permissionNames } from "../../shared/protocol/permissions.ts";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./PermissionSwitches.module.css";

/**
 * What the technician does, each with a switch to take it back. A switch that is off stays off: granting
 * takes the question, which main puts.
 */
export function PermissionSwitches({ view }: { view: Pick<BarView, "granted"> }) {
  const t = useText();
  return (
    <ul className={styles.switches} aria-label={t("bar.permissions")}>
      {permissionNames.map((permission) => {
        const granted = view.granted.includes(permission);
        const id = `permission-${permission}`;
        return (
          <li key={permission} className={styles.permission} data-granted={granted}>
            <Switch.Root
              id={id}
              className={styles.switch}
              checked={granted}
              disabled={!granted}
              data-testid={id}
              onCheckedChange={() => send("take-back", { permission })}
            >
              <Switch.Thumb className={styles.thumb} />
            </Switch.Root>
            <label htmlFor={id}>{t(`permission.${permission}.bar`)}</label>
          </li>
        );
      })}
    </ul>
  );
}
