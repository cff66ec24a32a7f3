import { useState } from "react";
import type { Line } from "../../shared/protocol/common.ts";
import type { HelpStage } from "../../shared/protocol/ipc.ts";
import { Heading } from "../ui/Heading.tsx";
import { useText } from "../ui/Text.tsx";
import { callName } from "./callName.ts";
import { send } from "./bridge.ts";
import { Explanation, type Obstacle } from "./Explanation.tsx";
import { CallFooter } from "./CallFooter.tsx";
import { LineList } from "./LineList.tsx";
import styles from "./LinesPage.module.css";
import { NameField } from "./NameField.tsx";
import { useTypedNumber } from "./useTypedNumber.ts";

interface LinesPageProps {
  lines: readonly Line[];
  phone: string;
  notice: Extract<HelpStage, { at: "lines" }>["notice"];
  name: string;
  onName: (name: string) => void;
}

/** The numbered lines. A single click chooses, a double-click calls. */
export function LinesPage({ lines, phone, notice, name, onName }: LinesPageProps) {
  const t = useText();
  const [selected, setSelected] = useState<number | null>(null);
  /** The line that was tried here and could not be called. It speaks before main's older notice. */
  const [tried, setTried] = useState<number | null>(null);
  const obstacle: Obstacle | null =
    tried === null ? notice && { by: "server", ...notice } : { by: "state", line: tried };

  const place = (line: number, wait: boolean) => {
    setTried(null);
    send("call", { line, name: callName(name, t("help.name.default")), wait });
  };
  const call = (number: number) => {
    const line = lines.find((candidate) => candidate.number === number);
    if (line) setSelected(number);
    if (line?.state === "free") place(number, false);
    else setTried(number);
  };
  const typed = useTypedNumber(call);
  const dismiss = () => {
    setTried(null);
    if (notice) send("back", {});
  };

  if (lines.length === 0) return <NoLines phone={phone} />;
  return (
    <>
      <div className={styles.intro}>
        <Heading className={styles.todo}>{t("help.lines.todo")}</Heading>
        <NameField name={name} onName={onName} />
      </div>
      <LineList lines={lines} selected={selected} onSelect={setSelected} onCall={call} />
      <footer className={styles.footer}>
        <div role="status">
          {obstacle && typed === "" && (
            <Explanation
              obstacle={obstacle}
              lines={lines}
              phone={phone}
              onCall={call}
              onWait={(line) => place(line, true)}
              onDismiss={dismiss}
            />
          )}
        </div>
        {(obstacle === null || typed !== "") && (
          <CallFooter lines={lines} selected={selected} typed={typed} onCall={call} />
        )}
      </footer>
    </>
  );
}

function NoLines({ phone }: { phone: string }) {
  const t = useText();
  return (
    <div className={styles.none}>
      <Heading className={styles.todo}>{t("help.lines.none", { phone })}</Heading>
    </div>
  );
}
