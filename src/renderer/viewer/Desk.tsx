import type { ViewerView } from "../../shared/protocol/ipc.ts";
import { Callout } from "../ui/Callout.tsx";
import { LineStateIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { Calls } from "./Calls.tsx";
import styles from "./Desk.module.css";
import { LineSwitches } from "./LineSwitches.tsx";
import { Notice } from "./Notice.tsx";
import { Update } from "./Update.tsx";

interface DeskProps {
  view: ViewerView;
  /** The call whose code the server is checking. */
  taking: string | null;
}

/** Between sessions: my lines, and who calls. */
export function Desk({ view, taking }: DeskProps) {
  const t = useText();
  return (
    <div className={styles.desk}>
      <aside className={styles.lines}>
        <LineSwitches lines={view.directory?.lines ?? []} open={view.open} online={view.online} />
      </aside>
      <section className={styles.calls}>
        {!view.online && (
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            <p>{t("viewer.offline.text")}</p>
          </Callout>
        )}
        <div role="status">
          <Notice notice={view.notice} incoming={view.incoming} />
        </div>
        <Calls view={view} taking={taking} />
        <Update update={view.update} />
      </section>
    </div>
  );
}
