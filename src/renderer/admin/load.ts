import { useCallback, useEffect, useState } from "react";

type Loading<Value> = { at: "loading" } | { at: "failed"; cause: unknown } | { at: "here"; value: Value };

export interface Loaded<Value> {
  state: Loading<Value>;
  /** Asks again; what is shown stays until the answer is there. */
  reload: () => void;
  /** Replaces what is shown by what the server has just answered. */
  replace: (change: (value: Value) => Value) => void;
}

/**
 * Something from the server, while a page is shown.
 * @param key asked anew when it changes
 * @param load gets what is shown, or null
 * @param options `keep`: what belongs to the key before is shown until the answer is there
 */
export function useLoad<Value>(
  key: string,
  load: (shown: Value | null) => Promise<Value>,
  { keep: keeps = false }: { keep?: boolean } = {},
): Loaded<Value> {
  const [round, setRound] = useState(0);
  const [loaded, setLoaded] = useState<{ key: string; state: Loading<Value> }>({
    key,
    state: { at: "loading" },
  });

  useEffect(() => {
    let wanted = true;
    const keep = (state: Loading<Value>) => wanted && setLoaded({ key, state });
    load(loaded.state.at === "here" ? loaded.state.value : null).then(
      (value) => keep({ at: "here", value }),
      (cause: unknown) => keep({ at: "failed", cause }),
    );
    return () => {
      wanted = false;
    };
    // `load` is a new function at every drawing, and what is shown no reason to ask; `key` says when it
    // asks for something else.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, round]);

  return {
    // What belongs to another key is not shown for a moment under this one.
    state: loaded.key === key || keeps ? loaded.state : { at: "loading" },
    reload: useCallback(() => setRound((n) => n + 1), []),
    replace: (change) =>
      setLoaded((before) =>
        before.state.at === "here"
          ? { ...before, state: { at: "here", value: change(before.state.value) } }
          : before,
      ),
  };
}
