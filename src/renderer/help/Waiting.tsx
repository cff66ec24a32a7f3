import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Pulse } from "../ui/Pulse.tsx";
import { SomethingWrong } from "./SomethingWrong.tsx";
import { StagePage } from "./StagePage.tsx";

/** Gives up a call that no technician has taken yet. */
export function CancelButton({ label }: { label: string }) {
  return (
    <Button data-testid="cancel" onClick={() => send("cancel", {})}>
      {label}
    </Button>
  );
}

export function Calling({ line }: { line: number }) {
  const t = useText();
  return (
    <StagePage
      stop="call"
      title={t("help.calling.title", { line })}
      actions={<CancelButton label={t("common.cancel")} />}
    >
      <p>{t("help.calling.text")}</p>
      <Pulse />
    </StagePage>
  );
}

export function Linking({ technician, organisation }: { technician: string; organisation: string }) {
  const t = useText();
  return (
    <StagePage
      stop="link"
      title={t("help.linking.title")}
      actions={
        <>
          <Button look="stop" data-testid="stop" onClick={() => send("stop", {})}>
            {t("help.active.stop")}
          </Button>
          <SomethingWrong organisation={organisation} />
        </>
      }
    >
      <p>{t("help.linking.text", { technician })}</p>
      <Pulse />
    </StagePage>
  );
}
