import type { ViewerStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { durationInWords } from "../ui/format.ts";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Card } from "./Card.tsx";

interface EndedProps {
  stage: Extract<ViewerStage, { at: "ended" }>;
  waiting: number;
}

export function Ended({ stage, waiting }: EndedProps) {
  const t = useText();
  const { name, seconds } = stage;
  return (
    <Card title={t(seconds === null ? "viewer.ended.callTitle" : "viewer.ended.title", { name })}>
      <p data-testid="reason">{t(`ended.${stage.reason}.technician`)}</p>
      <p>
        {t("common.line", { line: stage.line })}
        {seconds !== null && ` · ${t("viewer.ended.duration", { duration: durationInWords(t, seconds) })}`}
      </p>
      <p role="status">{waiting > 0 && <strong>{t("viewer.calls.count", { count: waiting })}</strong>}</p>
      <Button look="primary" data-testid="back" onClick={() => send("back", {})}>
        {t("viewer.ended.back")}
      </Button>
    </Card>
  );
}
