import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { useText } from "../ui/Text.tsx";
import { send } from "./bridge.ts";
import styles from "./SomethingWrong.module.css";

/**
 * The way out for who feels that something is wrong: asks once more, in the page, so that Stop beside
 * it can be pressed all the while; then ends the call and tells the organisation.
 */
export function SomethingWrong({ organisation }: { organisation: string }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLHeadingElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** The keyboard goes with what has changed, but not at the start: the page's heading has it then. */
  const wasAsking = useRef(false);
  useEffect(() => {
    if (asking) question.current?.focus();
    else if (wasAsking.current) button.current?.focus();
    wasAsking.current = asking;
  }, [asking]);

  if (!asking) {
    return (
      <Button ref={button} data-testid="wrong" onClick={() => setAsking(true)}>
        {t("help.wrong.button")}
      </Button>
    );
  }
  return (
    <section className={styles.question} aria-labelledby="wrong-title" data-testid="wrong-question">
      <h2 id="wrong-title" ref={question} tabIndex={-1} className={styles.title}>
        {t("help.wrong.title")}
      </h2>
      <p>{t("help.wrong.text", { organisation })}</p>
      <div className={styles.answers}>
        <Button look="stop" data-testid="wrong-yes" onClick={() => send("report", {})}>
          {t("help.wrong.yes")}
        </Button>
        <Button data-testid="wrong-no" onClick={() => setAsking(false)}>
          {t("help.wrong.no")}
        </Button>
      </div>
    </section>
  );
}
