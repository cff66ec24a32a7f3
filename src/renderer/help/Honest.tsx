import type { ReactNode } from "react";
import { Callout } from "../ui/Callout.tsx";
import { ShieldIcon } from "../ui/icons.tsx";
import { useText } from "../ui/Text.tsx";

/**
 * What no honest technician asks for: said before the first consent, while there is time to think.
 * @param children what else to take care of on this page
 */
export function Honest({ children }: { children?: ReactNode }) {
  const t = useText();
  return (
    <Callout tone="warn" icon={<ShieldIcon />}>
      {children}
      <p data-testid="honest">{t("help.honest")}</p>
    </Callout>
  );
}
