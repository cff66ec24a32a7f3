import { Dialog } from "radix-ui";
import { Button } from "../ui/Button.tsx";
import styles from "../ui/Dialog.module.css";
import { useText } from "../ui/Text.tsx";
import { useFocusBack } from "../ui/useFocusBack.ts";
import { answerAgain, useMe, useSession } from "./session.ts";
import { SignInForm } from "./SignInForm.tsx";

/** The session ran out under a page: sign in over it, then what was under way goes on by itself. */
export function Reauthenticate() {
  const t = useText();
  const { email } = useMe();
  const open = useSession((state) => state.askingAgain);
  const focusBack = useFocusBack();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || answerAgain(false)}>
      <Dialog.Portal>
        <div className={styles.backdrop}>
          <Dialog.Content
            className={styles.dialog}
            data-testid="sign-in-again"
            onPointerDownOutside={(event) => event.preventDefault()}
            {...focusBack}
          >
            <Dialog.Title className={styles.title}>{t("admin.again.title")}</Dialog.Title>
            <Dialog.Description>{t("admin.again.text")}</Dialog.Description>
            <SignInForm email={email} onDone={() => answerAgain(true)} />
            <div className={styles.buttons}>
              <Button onClick={() => answerAgain(false)}>{t("admin.again.later")}</Button>
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
