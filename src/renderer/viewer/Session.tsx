import { useCallback, useEffect, useRef, useState } from "react";
import type { ViewerStage } from "../../shared/protocol/ipc.ts";
import { useSpoken } from "../rtc/stats.ts";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { PermissionNotice } from "./Permissions.tsx";
import { RemoteScreen } from "./RemoteScreen.tsx";
import styles from "./Session.module.css";
import { SpokenPanel } from "./SpokenPanel.tsx";
import { Toolbar, type Scale } from "./Toolbar.tsx";

interface SessionProps {
  stage: Extract<ViewerStage, { at: "active" }>;
  /** Calls that ring meanwhile. */
  waiting: number;
}

/** Of the toolbar's buttons, which stand in the order of the work: not what is done, nor what has to wait. */
const USEFUL = "button:not([aria-disabled='true'], [data-spoken='same'])";

/** The caller's screen, with as little around it as possible. */
export function Session({ stage, waiting }: SessionProps) {
  const t = useText();
  const [scale, setScale] = useState<Scale>("fit");
  const spoken = useSpoken();
  // Until the technician has said so, nobody knows (docs/adr/0017-spoken-check.md).
  const [same, setSame] = useState(false);
  const [shown, setShown] = useState(true);
  const toolbar = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Also after a change of scale: what is typed next is meant for the caller's computer.
    picture.current?.querySelector<HTMLElement>("[tabindex]")?.focus();
  }, [scale]);
  useEffect(() => {
    if (!shown) picture.current?.querySelector<HTMLElement>("[tabindex]")?.focus();
  }, [shown]);
  const leave = useCallback(() => toolbar.current?.querySelector<HTMLElement>(USEFUL)?.focus(), []);

  return (
    <>
      <div ref={toolbar}>
        <Toolbar
          stage={stage}
          waiting={waiting}
          scale={scale}
          onScale={setScale}
          spoken={spoken === null ? "none" : same ? "same" : "unchecked"}
          shown={shown}
          onShown={setShown}
        />
        {spoken && shown && (
          <SpokenPanel
            {...spoken}
            onSame={() => {
              setSame(true);
              setShown(false);
            }}
            onDifferent={() => send("peer.state", { call: stage.call, state: "unsafe" })}
          />
        )}
      </div>
      <PermissionNotice />
      <div ref={picture} className={styles.picture}>
        <RemoteScreen scale={scale} label={t("viewer.screen", { name: stage.name })} onLeave={leave} />
      </div>
    </>
  );
}
