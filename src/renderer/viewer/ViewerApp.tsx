import { useState } from "react";
import type { ViewerView } from "../../shared/protocol/ipc.ts";
import { useRing } from "../ui/ring.ts";
import { Text } from "../ui/Text.tsx";
import { useView } from "./bridge.ts";
import { Desk } from "./Desk.tsx";
import { Ended } from "./Ended.tsx";
import { Session } from "./Session.tsx";
import { SignIn } from "./SignIn.tsx";
import { TopBar } from "./TopBar.tsx";
import { Asking, Linking, Outdated } from "./Waiting.tsx";
import styles from "./ViewerApp.module.css";

/** The technician's window. */
export function ViewerApp() {
  const view = useView();
  const [muted, setMuted] = useState(false);
  // In a session the technician is talking to someone: the toolbar counts the calls, silently.
  const mayRing = view !== null && (view.stage.at === "desk" || view.stage.at === "ended");
  useRing(view?.incoming.map(({ call }) => call) ?? [], mayRing && !muted);
  if (view === null) return null;
  return (
    <Text language={view.language} title="window.viewer">
      <div className={styles.window}>
        {view.stage.at !== "active" && <TopBar view={view} muted={muted} onMuted={setMuted} />}
        <main className={styles.stage} data-testid={`stage-${view.stage.at}`}>
          {view.outdated && view.stage.at !== "active" ? (
            <Outdated update={view.update} />
          ) : (
            <Stage view={view} />
          )}
        </main>
      </div>
    </Text>
  );
}

/** Calls that ring here, and callers who wait in the queues of this technician's lines. */
function callsWaiting({ incoming, open, directory }: ViewerView): number {
  const mine = directory?.lines.filter(({ number }) => open.includes(number)) ?? [];
  return mine.reduce((sum, { waiting }) => sum + waiting, incoming.length);
}

function Stage({ view }: { view: ViewerView }) {
  const { stage } = view;
  switch (stage.at) {
    case "sign-in":
      return <SignIn stage={stage} lastEmail={view.lastEmail} website={view.website} />;
    case "desk":
      return <Desk view={view} taking={null} />;
    case "taking":
      return <Desk view={view} taking={stage.call} />;
    case "asking":
      return <Asking name={stage.name} line={stage.line} />;
    case "linking":
      return <Linking name={stage.name} line={stage.line} />;
    case "active":
      return <Session stage={stage} waiting={callsWaiting(view)} />;
    case "ended":
      return <Ended stage={stage} waiting={callsWaiting(view)} />;
  }
}
