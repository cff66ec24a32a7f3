import { useCallback, useEffect, useRef, useState } from "react";
import type { ViewerStage } from "../../shared/protocol/ipc.ts";
import { useText } from "../ui/Text.tsx";
import { RemoteScreen } from "./RemoteScreen.tsx";
import styles from "./Session.module.css";
import { Toolbar, type Scale } from "./Toolbar.tsx";

interface SessionProps {
  stage: Extract<ViewerStage, { at: "active" }>;
  /** Calls that ring meanwhile. */
  waiting: number;
}

/** The caller's screen, with as little around it as possible. */
export function Session({ stage, waiting }: SessionProps) {
  const t = useText();
  const [scale, setScale] = useState<Scale>("fit");
  const toolbar = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Also after a change of scale: what is typed next is meant for the caller's computer.
    picture.current?.querySelector<HTMLElement>("[tabindex]")?.focus();
  }, [scale]);
  const leave = useCallback(() => toolbar.current?.querySelector("button")?.focus(), []);

  return (
    <>
      <div ref={toolbar}>
        <Toolbar stage={stage} waiting={waiting} scale={scale} onScale={setScale} />
      </div>
      <div ref={picture} className={styles.picture}>
        <RemoteScreen scale={scale} label={t("viewer.screen", { name: stage.name })} onLeave={leave} />
      </div>
    </>
  );
}
