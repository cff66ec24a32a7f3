import type { StaffInfo } from "../../../shared/protocol/api.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { RadioGroup } from "../../ui/RadioGroup.tsx";
import { useText } from "../../ui/Text.tsx";
import styles from "./LineStaff.module.css";

interface LineStaffProps {
  id: string;
  staff: readonly StaffInfo[];
  everybody: boolean;
  chosen: readonly string[];
  wrong: string | null;
  onChange: (changes: { everybody?: boolean; staff?: string[] }) => void;
}

/** Who may open a line in Viewer: all technicians, or some of them by name. */
export function LineStaff({ id, staff, everybody, chosen, wrong, onChange }: LineStaffProps) {
  const t = useText();
  const able = staff.filter((one) => chosen.includes(one.id) || (one.active && one.role !== "office"));
  return (
    <div>
      <RadioGroup
        label={t("admin.lines.who")}
        value={everybody ? "all" : "some"}
        options={[
          { value: "all", label: t("admin.lines.everybody"), testId: "staff-all" },
          { value: "some", label: t("admin.lines.some"), testId: "staff-some" },
        ]}
        onChange={(which) => onChange({ everybody: which === "all", staff: [...chosen] })}
      />
      {!everybody && (
        <div
          role="group"
          tabIndex={-1}
          aria-label={t("admin.lines.some")}
          aria-describedby={`${id}-staff-below`}
          data-wrong={wrong !== null}
          className={styles.people}
        >
          {able.map((one) => (
            <Checkbox
              key={one.id}
              id={`${id}-staff-${one.id}`}
              label={one.name}
              checked={chosen.includes(one.id)}
              testId={`staff-${one.id}`}
              onChange={(on) =>
                onChange({ staff: on ? [...chosen, one.id] : chosen.filter((other) => other !== one.id) })
              }
            />
          ))}
          <p id={`${id}-staff-below`} role="alert" className={styles.error}>
            {wrong}
          </p>
        </div>
      )}
    </div>
  );
}
