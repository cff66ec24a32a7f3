import type { UpdateStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Card } from "./Card.tsx";
import { Update } from "./Update.tsx";

interface CallProps {
  name: string;
  line: number;
}

function EndButton() {
  const t = useText();
  return (
    <Button look="stop" data-testid="end" onClick={() => send("end", {})}>
      {t("viewer.end")}
    </Button>
  );
}

/** The caller has not answered the consent question yet. */
export function Asking({ name, line }: CallProps) {
  const t = useText();
  return (
    <Card title={t("viewer.asking.title")}>
      <p>
        <strong>{name}</strong>, {t("common.line", { line })}
      </p>
      <p>{t("viewer.asking.text", { name })}</p>
      <Pulse />
      <EndButton />
    </Card>
  );
}

export function Linking({ name, line }: CallProps) {
  const t = useText();
  return (
    <Card title={t("viewer.linking.title")}>
      <p>
        <strong>{name}</strong>, {t("common.line", { line })}
      </p>
      <p>{t("viewer.linking.text", { name })}</p>
      <p>{t("viewer.linking.keyboard")}</p>
      <Pulse />
      <EndButton />
    </Card>
  );
}

/** The server no longer understands this program. */
export function Outdated({ update }: { update: UpdateStage }) {
  const t = useText();
  return (
    <Card title={t("viewer.outdated.title")}>
      <p data-testid="outdated">{t("viewer.outdated.text")}</p>
      <Update update={update} />
    </Card>
  );
}
