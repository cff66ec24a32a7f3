import type { SignInStage } from "../../shared/protocol/ipc.ts";
import { Button } from "../ui/Button.tsx";
import { Pulse } from "../ui/Pulse.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import { Card } from "./Card.tsx";
import { SignInForm } from "./SignInForm.tsx";

interface SignInProps {
  stage: SignInStage;
  lastEmail: string;
  website: string;
}

/** Who works here: an account, and then the connection for calls. */
export function SignIn({ stage, lastEmail, website }: SignInProps) {
  if (stage.step === "connecting") return <Connecting unreachable={stage.error === "unreachable"} />;
  return <SignInForm stage={stage} lastEmail={lastEmail} website={website} />;
}

function Connecting({ unreachable }: { unreachable: boolean }) {
  const t = useText();
  return (
    <Card title={t("viewer.signIn.connecting.title")}>
      <p role="status" data-testid="connecting">
        {t(unreachable ? "viewer.signIn.connecting.unreachable" : "viewer.signIn.connecting.text")}
      </p>
      <Pulse />
      <Button data-testid="cancel" onClick={() => send("signOut", {})}>
        {t("common.cancel")}
      </Button>
    </Card>
  );
}
