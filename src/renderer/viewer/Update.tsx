import { useEffect, useRef } from "react";
import type { UpdateStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { LineStateIcon, ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./Update.module.css";

/** A newer Viewer: nothing happens with it but at the technician's word (docs/adr/0025-updates.md). */
export function Update({ update }: { update: UpdateStage }) {
  const box = useRef<HTMLDivElement>(null);
  const acted = useRef(false);
  // The button that was pressed may be gone with what it did: the keyboard stays here.
  useEffect(() => {
    if (acted.current) box.current?.focus();
    acted.current = false;
  }, [update.at]);
  const isRefused = update.at === "refused";
  // Always there, so that what comes into it is read out.
  return (
    <div role="status">
      {update.at !== "none" && (
        <div ref={box} tabIndex={-1} className={styles.box} data-testid="update" data-at={update.at}>
          <Callout
            tone={isRefused ? "warn" : "plain"}
            icon={isRefused ? <LineStateIcon state="busy" /> : <ShieldIcon />}
          >
            <Said update={update} />
            <div className={styles.buttons}>
              <Actions
                update={update}
                onAct={(command) => {
                  acted.current = true;
                  send(command, {});
                }}
              />
            </div>
          </Callout>
        </div>
      )}
    </div>
  );
}

function Said({ update }: { update: Exclude<UpdateStage, { at: "none" }> }) {
  const t = useText();
  switch (update.at) {
    case "offered":
      return (
        <>
          <p>
            <strong>{t("viewer.update.offered", { version: update.version })}</strong>{" "}
            {t("viewer.update.offered.text", { size: megabytes(update.bytes) })}
          </p>
          {update.problem !== null && (
            <p data-testid="update-problem">{t(`viewer.update.problem.${update.problem}`)}</p>
          )}
        </>
      );
    case "fetching": {
      const { version, got, bytes } = update;
      const words = t("viewer.update.fetching", { version });
      return (
        <p>
          <label htmlFor="update-progress">{words}</label>{" "}
          <progress id="update-progress" className={styles.progress} max={bytes} value={got} />
        </p>
      );
    }
    case "ready":
      return (
        <>
          <p>
            <strong>{t("viewer.update.ready", { version: update.version })}</strong>{" "}
            {t("viewer.update.ready.text", { name: update.name })}
          </p>
          <p>{t("viewer.update.ready.then")}</p>
        </>
      );
    case "refused":
      return (
        <p data-testid="update-problem">
          {update.version !== null && (
            <>
              <strong>{t("viewer.update.refused", { version: update.version })}</strong>{" "}
            </>
          )}
          {t(`viewer.update.problem.${update.why}`)}
        </p>
      );
  }
}

interface ActionsProps {
  update: UpdateStage;
  onAct: (command: "update.fetch" | "update.show" | "update.later") => void;
}

function Actions({ update, onAct }: ActionsProps) {
  const t = useText();
  return (
    <>
      {update.at === "offered" && (
        <Button look="primary" data-testid="update-fetch" onClick={() => onAct("update.fetch")}>
          {t(update.problem === null ? "viewer.update.fetch" : "viewer.update.again")}
        </Button>
      )}
      {update.at === "ready" && (
        <Button look="primary" data-testid="update-show" onClick={() => onAct("update.show")}>
          {t("viewer.update.show")}
        </Button>
      )}
      <Button data-testid="update-later" onClick={() => onAct("update.later")}>
        {t(LATER[update.at])}
      </Button>
    </>
  );
}

/** Nothing of it is lost: whoever comes to the desk six hours after the last look (updater.ts) is offered it again. */
const LATER = {
  none: "viewer.update.later",
  offered: "viewer.update.later",
  fetching: "viewer.update.stop",
  ready: "viewer.update.close",
  refused: "viewer.update.close",
} as const;

/** Whole megabytes, and never none. */
const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1_000_000));
