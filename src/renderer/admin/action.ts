import { useState } from "react";
import { useText } from "../ui/Text.tsx";
import { notify } from "./route.ts";
import { failureWords } from "./words.ts";

interface Action {
  /** Which of several buttons is at work, or null. */
  busy: string | null;
  /**
   * Runs what a button does, and says on the page what it came to.
   * @param key which button
   * @param job resolves to the words of success, or to null where the page shows it by itself
   */
  run: (key: string, job: () => Promise<string | null>) => void;
}

/** Something that a button does at once, without a form. One at a time. */
export function useAction(): Action {
  const t = useText();
  const [busy, setBusy] = useState<string | null>(null);
  const work = async (key: string, job: () => Promise<string | null>) => {
    setBusy(key);
    notify(null);
    try {
      const text = await job();
      if (text !== null) notify({ tone: "good", text });
    } catch (cause) {
      notify({ tone: "warn", text: failureWords(t, cause) });
    } finally {
      setBusy(null);
    }
  };
  return {
    busy,
    run: (key, job) => {
      if (busy === null) void work(key, job);
    },
  };
}
