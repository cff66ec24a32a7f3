import type { ReactNode } from "react";
import type { Translate } from "../../shared/i18n/index.ts";
import type { Line } from "../../shared/protocol/common.ts";
import type { ErrorCode } from "../../shared/protocol/errors.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { useOpening } from "../ui/useOpening.ts";
import styles from "./Explanation.module.css";

/** Why a line was not called: by its state here, which may still change, or by the server's answer. */
export type Obstacle = { by: "state"; line: number } | { by: "server"; code: ErrorCode; line: number | null };

interface ExplanationProps {
  obstacle: Obstacle;
  lines: readonly Line[];
  phone: string;
  onCall: (line: number) => void;
  onWait: (line: number) => void;
  onDismiss: () => void;
}

type Case = "closed" | "busy" | "free" | "unknown";

function caseOf(obstacle: Obstacle, lines: readonly Line[]): Case | null {
  if (obstacle.by === "state") {
    return lines.find((line) => line.number === obstacle.line)?.state ?? "unknown";
  }
  switch (obstacle.code) {
    case "line-closed":
      return "closed";
    case "line-busy":
      return "busy";
    case "unknown-line":
      return "unknown";
    default:
      return null;
  }
}

interface Facts {
  phone: string;
  /** When the line opens, where that is known. */
  opening: string | null;
}

function words(t: Translate, which: Case | null, obstacle: Obstacle, facts: Facts): [string, string] {
  const { line } = obstacle;
  const { phone, opening } = facts;
  if (which === "closed" && line !== null && opening !== null) {
    return [t("help.closed.title", { line }), t("help.closed.opens", { phone, when: opening })];
  }
  if (which !== null && line !== null) {
    return [t(`help.${which}.title`, { line }), t(`help.${which}.todo`, { phone })];
  }
  const reason = obstacle.by === "server" ? t(`error.${obstacle.code}`) : "";
  return [t("help.refused.title"), `${reason} ${t("help.refused.phone", { phone })}`];
}

/** Says in place why a line was not called and what to do now. */
export function Explanation({ obstacle, lines, phone, onCall, onWait, onDismiss }: ExplanationProps) {
  const t = useText();
  const which = caseOf(obstacle, lines);
  const opening = useOpening(lines.find((line) => line.number === obstacle.line));
  const [title, todo] = words(t, which, obstacle, { phone, opening });
  return (
    <div data-testid="notice" data-case={which ?? "refused"}>
      <Callout tone={which === "free" ? "good" : "warn"} icon={<CaseIcon which={which} />}>
        <p className={styles.title}>{title}</p>
        <p>{todo}</p>
        <div className={styles.buttons}>
          <Choices which={which} line={obstacle.line} onCall={onCall} onWait={onWait} onDismiss={onDismiss} />
        </div>
      </Callout>
    </div>
  );
}

function CaseIcon({ which }: { which: Case | null }): ReactNode {
  return <LineStateIcon size={26} state={which === "closed" || which === "free" ? which : "busy"} />;
}

interface ChoicesProps extends Pick<ExplanationProps, "onCall" | "onWait" | "onDismiss"> {
  which: Case | null;
  line: number | null;
}

function Choices({ which, line, onCall, onWait, onDismiss }: ChoicesProps) {
  const t = useText();
  if (which === "busy" && line !== null) {
    return (
      <>
        <Button look="primary" data-testid="wait" onClick={() => onWait(line)}>
          {t("help.busy.wait")}
        </Button>
        <Button data-testid="dismiss" onClick={onDismiss}>
          {t("help.busy.leave")}
        </Button>
      </>
    );
  }
  return (
    <>
      {which === "free" && line !== null && (
        <Button look="primary" data-testid="call" onClick={() => onCall(line)}>
          {t("help.lines.call", { line })}
        </Button>
      )}
      <Button data-testid="dismiss" onClick={onDismiss}>
        {t("common.ok")}
      </Button>
    </>
  );
}
