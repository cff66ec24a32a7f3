import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import { request } from "../web/request.ts";

/** Pauses between tries, in milliseconds; after the last it is up to the visitor. */
const PAUSES_MS = [1_000, 4_000, 15_000, 60_000];

/** loading: nothing is known yet. failed: not yet, and the first try has failed. */
export type Asked<Value extends object> = "loading" | "failed" | Value;

/**
 * Something that the page cannot do without: asked for again and again at first.
 * @returns beside it, how to ask anew; what is known stays until the answer is there
 */
export function useAsked<Value extends object>(
  path: string,
  schema: z.ZodType<Value>,
): [Asked<Value>, () => void] {
  const [asked, setAsked] = useState<Asked<Value>>("loading");
  const [round, setRound] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async (pauses: readonly number[]): Promise<void> => {
      const result = await request(path, schema);
      if (gone) return;
      setAsked(result.ok ? result.value : "failed");
      const [pause, ...others] = pauses;
      if (!result.ok && pause !== undefined) timer = setTimeout(() => void ask(others), pause);
    };
    void ask(PAUSES_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path, schema, round]);
  const again = useCallback(() => {
    setAsked((known) => (known === "failed" ? "loading" : known));
    setRound((n) => n + 1);
  }, []);
  return [asked, again];
}
