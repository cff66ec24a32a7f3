import type { Translate } from "../../shared/i18n/index.ts";
import type { DeskNotice, IncomingCall } from "../../shared/protocol/ipc.ts";
import { Callout } from "../ui/Callout.tsx";
import { LineStateIcon, PhoneIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";

function words(t: Translate, notice: DeskNotice): string {
  switch (notice.kind) {
    case "error": {
      const text = t(`error.${notice.code}`);
      return notice.line === null ? text : `${t("common.line", { line: notice.line })}. ${text}`;
    }
    case "gone":
      return `${t("viewer.gone", { name: notice.name })} ${t(`ended.${notice.reason}.technician`)}`;
    case "taken":
      return t("viewer.taken", { name: notice.name, by: notice.by });
  }
}

/** A passing message; main takes it back with the next thing that happens. */
export function Notice({ notice, incoming }: { notice: DeskNotice | null; incoming: IncomingCall[] }) {
  const t = useText();
  if (notice === null) return null;
  const isError = notice.kind === "error";
  // The card of the call says it better, with the tries left.
  if (isError && notice.code === "wrong-code" && incoming.some((call) => call.wrongCodes > 0)) return null;
  return (
    <div data-testid="notice">
      <Callout
        tone={isError ? "warn" : "plain"}
        icon={isError ? <LineStateIcon state="busy" /> : <PhoneIcon />}
      >
        <p>{words(t, notice)}</p>
      </Callout>
    </div>
  );
}
