import { useCallback, useRef, useState } from "react";
import type { Failure, Result } from "../web/request.ts";

interface Sending {
  /** Waits for an answer. */
  busy: boolean;
  /** Why the last try failed; null while a new one is under way. */
  failure: Failure | null;
  /** Runs one request at a time: null for what is asked while another is under way. */
  send: <Value>(run: () => Promise<Result<Value>>) => Promise<Result<Value> | null>;
}

/** What a form needs around its request. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // Two clicks can come before the first drawing.
  const underWay = useRef(false);
  const send = useCallback(
    async <Value>(run: () => Promise<Result<Value>>): Promise<Result<Value> | null> => {
      if (underWay.current) return null;
      underWay.current = true;
      setBusy(true);
      setFailure(null);
      const result = await run();
      underWay.current = false;
      setBusy(false);
      if (!result.ok) setFailure(result.failure);
      return result;
    },
    [],
  );
  return { busy, failure, send };
}
