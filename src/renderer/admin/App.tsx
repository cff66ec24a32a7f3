import { useEffect } from "react";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { LineStateIcon } from "../ui/icons.tsx";
import { Text, useText } from "../ui/Text.tsx";
import { ApiFailure } from "./api.ts";
import { answerQuestion, useQuestion } from "./ask.ts";
import { Pages } from "./Pages.tsx";
import { Reauthenticate } from "./Reauthenticate.tsx";
import { answerLeaving, useRoute } from "./route.ts";
import { startSession, useSession } from "./session.ts";
import { Shell } from "./Shell.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { Front } from "./Front.tsx";
import { failureWords } from "./words.ts";

/** The web administration. */
export function App() {
  const language = useSession((state) => state.language);
  return (
    <Text language={language}>
      <Stage />
      <Questions />
    </Text>
  );
}

function Stage() {
  const t = useText();
  const phase = useSession((state) => state.phase);
  useEffect(() => {
    if (phase.at !== "signed-in") document.title = t("admin.title");
  }, [t, phase.at]);
  switch (phase.at) {
    case "starting":
      return null;
    case "failed":
      return (
        <Front title={t("admin.failed.title")}>
          <Callout tone="warn" icon={<LineStateIcon state="busy" />}>
            <p role="alert">{failureWords(t, new ApiFailure(phase.code))}</p>
          </Callout>
          <div>
            <Button look="primary" data-testid="retry" onClick={() => void startSession()}>
              {t("admin.retry")}
            </Button>
          </div>
        </Front>
      );
    case "signed-out":
      return <SignInPage />;
    case "signed-in":
      return (
        // Another person's pages are other pages.
        <Shell key={phase.me.id}>
          <Pages />
          <Reauthenticate />
        </Shell>
      );
  }
}

/** Questions before something is lost. */
function Questions() {
  const t = useText();
  const question = useQuestion();
  const wanted = useRoute((state) => state.wanted);
  return (
    <>
      <Confirm
        open={question !== null}
        title={question?.title ?? ""}
        text={question?.text ?? ""}
        warning={question?.warning}
        yes={question?.yes ?? ""}
        no={t("common.cancel")}
        onAnswer={answerQuestion}
      />
      <Confirm
        open={wanted !== null}
        title={t("admin.unsaved.title")}
        text={t("admin.unsaved.text")}
        yes={t("admin.unsaved.leave")}
        no={t("admin.unsaved.stay")}
        onAnswer={answerLeaving}
      />
    </>
  );
}
