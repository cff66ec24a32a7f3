/** Forms: check here first, send, say how it went, and lose nothing that was typed. */
import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";
import type { z } from "zod";
import type { Translate } from "../../shared/i18n/index.ts";
import { useText } from "../ui/Text.tsx";
import { ApiFailure } from "./api.ts";
import { markUnsaved } from "./route.ts";
import { failureWords, fieldWords } from "./words.ts";

/** What is wrong, by the path of the field. */
type Wrong = Readonly<Record<string, string>>;
export type Checked<Input> = { input: Input } | { wrong: Wrong };

interface FormOptions<Values, Input, Answer> {
  start: Values;
  check: (values: Values) => Checked<Input>;
  /** Asks before something that cannot be taken back; false: nothing is sent. */
  sure?: (input: Input) => Promise<boolean>;
  send: (input: Input) => Promise<Answer>;
  /** After the server has taken it: where to go, what to draw anew. */
  onSaved?: (answer: Answer) => void;
  /** Whether leaving with something typed asks first; it does for everything that is kept. */
  guarded?: boolean;
}

export interface Form<Values> {
  /** Prefix of the ids of its fields. */
  id: string;
  values: Values;
  change: (changes: Partial<Values>) => void;
  /** What is wrong with a field, or null. */
  wrong: (path: string) => string | null;
  failure: string | null;
  busy: boolean;
  saved: boolean;
  /** Something has been typed since the last save. */
  changed: boolean;
  submit: (event: SyntheticEvent) => void;
  /** Other values, as if they had just been loaded. @param keep what was said about the save stays */
  reset: (values: Values, keep?: boolean) => void;
}

/** Checks with the same schema as the server. */
export function checkBy<Input>(t: Translate, schema: z.ZodType<Input>, raw: unknown): Checked<Input> {
  const result = schema.safeParse(raw);
  if (result.success) return { input: result.data };
  const paths = result.error.issues.map(({ path }) => path.map(String).join("."));
  return { wrong: Object.fromEntries(paths.map((path) => [path, fieldWords(t, path)])) };
}

interface Outcome {
  wrong: Wrong;
  failure: string | null;
  saved: boolean;
  /** Grows with every failure, so that the focus goes to the field anew each time. */
  failures: number;
}

const NOTHING: Outcome = { wrong: {}, failure: null, saved: false, failures: 0 };

/** Whether a wrong field lies in what was changed: "hours.mon.0.to" in "hours". */
const lies = (path: string, changed: readonly string[]) => changed.includes(path.split(".")[0] ?? "");

export function useForm<Values extends object, Input, Answer>(
  options: FormOptions<Values, Input, Answer>,
): Form<Values> {
  const { start, check, sure, send, onSaved, guarded = true } = options;
  const t = useText();
  const id = useId();
  const [values, setValues] = useState(start);
  const [kept, setKept] = useState(() => JSON.stringify(start));
  const [outcome, setOutcome] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const changed = JSON.stringify(values) !== kept;

  useEffect(() => {
    markUnsaved(id, guarded && changed);
    return () => markUnsaved(id, false);
  }, [id, guarded, changed]);

  useEffect(() => {
    if (outcome.failures > 0) focusProblem(id);
  }, [id, outcome.failures]);

  const fails = (failure: string, wrong: Wrong) =>
    setOutcome(({ failures }) => ({ wrong, failure, saved: false, failures: failures + 1 }));

  const submit = async () => {
    const checked = check(values);
    if ("wrong" in checked) return fails(t("api.invalid"), checked.wrong);
    setOutcome((before) => ({ ...NOTHING, failures: before.failures }));
    if (sure !== undefined && !(await sure(checked.input))) return;
    setBusy(true);
    try {
      const answer = await send(checked.input);
      setKept(JSON.stringify(values));
      setOutcome((before) => ({ ...before, saved: true }));
      // Now, not after the next drawing: what follows may go to another page.
      markUnsaved(id, false);
      onSaved?.(answer);
    } catch (cause) {
      fails(failureWords(t, cause), wrongOf(t, cause));
    } finally {
      setBusy(false);
    }
  };

  return {
    id,
    values,
    change: (changes) => {
      setValues((before) => ({ ...before, ...changes }));
      setOutcome((before) => ({
        ...before,
        saved: false,
        wrong: Object.fromEntries(
          Object.entries(before.wrong).filter(([path]) => !lies(path, Object.keys(changes))),
        ),
      }));
    },
    wrong: (path) => outcome.wrong[path] ?? null,
    failure: outcome.failure,
    busy,
    saved: outcome.saved && !changed,
    changed,
    submit: (event) => {
      event.preventDefault();
      // The button stays alive while busy, so that it keeps the focus; a second press does nothing.
      if (underWay.current) return;
      underWay.current = true;
      void submit().finally(() => {
        underWay.current = false;
      });
    },
    reset: (next, keep = false) => {
      setValues(next);
      setKept(JSON.stringify(next));
      if (!keep) setOutcome(NOTHING);
    },
  };
}

/** The field that the server marked, in words that say more than "wrong" where there are any. */
function wrongOf(t: Translate, cause: unknown): Wrong {
  if (!(cause instanceof ApiFailure) || cause.field === null) return {};
  return { [cause.field]: cause.code === "invalid" ? fieldWords(t, cause.field) : failureWords(t, cause) };
}

/** To the first field that is wrong, or else to the words that say why. */
function focusProblem(id: string): void {
  const form = document.getElementById(id);
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong="true"]');
  const target = field ?? document.getElementById(`${id}-failure`);
  target?.focus();
}
