import { useEffect, useRef, useState } from "react";
import { weekdays, type Weekday } from "../../../shared/protocol/hours.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { ClockIcon, CrossIcon, PlusIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/Text.tsx";
import {
  checkHours,
  copyMonday,
  dayKey,
  hoursInWords,
  MAX_SPANS,
  tidyTime,
  type HoursDraft,
} from "./hours.ts";
import styles from "./HoursEditor.module.css";

const WORKDAYS: readonly Weekday[] = ["tue", "wed", "thu", "fri"];
const OTHERS: readonly Weekday[] = [...WORKDAYS, "sat", "sun"];

interface HoursEditorProps {
  id: string;
  draft: HoursDraft;
  onChange: (draft: HoursDraft) => void;
  /** What is wrong at "hours.mon.0.to" and the like. */
  wrong: (path: string) => string | null;
}

/** The opening hours of a week, day by day, and what they come to in a sentence. */
export function HoursEditor({ id, draft, onChange, wrong }: HoursEditorProps) {
  const t = useText();
  const [beforeCopy, setBeforeCopy] = useState<HoursDraft | null>(null);
  const checked = checkHours(draft);

  const change = (next: HoursDraft) => {
    setBeforeCopy(null);
    onChange(next);
  };
  const copy = (onto: readonly Weekday[]) => {
    setBeforeCopy(draft);
    onChange(copyMonday(draft, onto));
  };

  return (
    <fieldset className={styles.editor} data-testid="hours">
      <legend className={styles.legend}>{t("admin.hours.title")}</legend>
      <Checkbox
        id={`${id}-always`}
        label={t("admin.hours.always")}
        hint={t("admin.hours.always.hint")}
        checked={draft.always}
        testId="always"
        onChange={(always) => change({ ...draft, always })}
      />
      {!draft.always && (
        <>
          <div className={styles.days}>
            {weekdays.map((day) => (
              <Day
                key={day}
                id={id}
                day={day}
                draft={draft}
                wrong={wrong}
                onChange={(spans) => change({ ...draft, days: { ...draft.days, [day]: spans } })}
              />
            ))}
          </div>
          <div className={styles.copy}>
            <Button data-testid="copy-workdays" onClick={() => copy(WORKDAYS)}>
              {t("admin.hours.copy.workdays")}
            </Button>
            <Button data-testid="copy-all" onClick={() => copy(OTHERS)}>
              {t("admin.hours.copy.all")}
            </Button>
            <p role="status">{beforeCopy !== null && t("admin.hours.copied")}</p>
            {beforeCopy !== null && (
              <Button data-testid="copy-undo" onClick={() => change(beforeCopy)}>
                {t("admin.hours.copy.undo")}
              </Button>
            )}
          </div>
        </>
      )}
      <div className={styles.summary}>
        <ClockIcon />
        <p aria-live="polite" data-testid="hours-summary">
          {"hours" in checked ? hoursInWords(t, checked.hours) : t("admin.hours.unclear")}
        </p>
      </div>
    </fieldset>
  );
}

type Spans = HoursDraft["days"][Weekday];

interface DayProps {
  id: string;
  day: Weekday;
  draft: HoursDraft;
  wrong: (path: string) => string | null;
  onChange: (spans: Spans) => void;
}

function Day({ id, day, draft, wrong, onChange }: DayProps) {
  const t = useText();
  const spans = draft.days[day];
  const name = t(dayKey(day));
  const box = useRef<HTMLDivElement>(null);
  /** The keyboard follows what has appeared, and is not lost with what has gone. */
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    box.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  }, [spans.length]);

  const add = () => {
    focusNext.current = `#${CSS.escape(`${id}-${day}-${spans.length}-from`)}`;
    onChange([...spans, { from: "", to: "" }]);
  };
  const remove = (index: number) => {
    focusNext.current = "[data-add]";
    onChange(spans.filter((_, i) => i !== index));
  };
  const put = (index: number, typed: { from?: string; to?: string }) =>
    onChange(spans.map((span, i) => (i === index ? { ...span, ...typed } : span)));

  return (
    <div ref={box} role="group" aria-label={name} className={styles.day} data-testid={`day-${day}`}>
      <p className={styles.name} aria-hidden="true">
        {name}
      </p>
      <div className={styles.spans}>
        {spans.length === 0 && <p className={styles.closed}>{t("admin.hours.closed")}</p>}
        {spans.map((span, index) => (
          // Spans have no identity but their place.
          <div key={index} className={styles.span}>
            <Time
              id={`${id}-${day}-${index}-from`}
              label={t("admin.hours.from")}
              spoken={t("admin.hours.from.spoken", { day: name, span: index + 1 })}
              value={span.from}
              isWrong={wrong(`hours.${day}.${index}.from`) !== null}
              onChange={(from) => put(index, { from })}
            />
            <Time
              id={`${id}-${day}-${index}-to`}
              label={t("admin.hours.to")}
              spoken={t("admin.hours.to.spoken", { day: name, span: index + 1 })}
              value={span.to}
              isWrong={wrong(`hours.${day}.${index}.to`) !== null}
              onChange={(to) => put(index, { to })}
            />
            <button
              type="button"
              className={styles.remove}
              aria-label={t("admin.hours.remove", { day: name, span: index + 1 })}
              data-testid={`remove-${day}-${index}`}
              onClick={() => remove(index)}
            >
              <CrossIcon size={22} />
            </button>
            {(["from", "to"] as const).map((end) => (
              <p key={end} id={`${id}-${day}-${index}-${end}-below`} className={styles.error} data-end={end}>
                {wrong(`hours.${day}.${index}.${end}`)}
              </p>
            ))}
          </div>
        ))}
        {/* It stays where it is when the day is full, so that the keyboard does not lose its place. */}
        <button
          type="button"
          data-add
          className={styles.add}
          aria-disabled={spans.length >= MAX_SPANS}
          aria-label={t("admin.hours.add.label", { day: name })}
          data-testid={`add-${day}`}
          onClick={() => spans.length < MAX_SPANS && add()}
        >
          <PlusIcon size={20} />
          {t("admin.hours.add")}
        </button>
      </div>
    </div>
  );
}

interface TimeProps {
  id: string;
  label: string;
  /** The label with its day, for screen readers. */
  spoken: string;
  value: string;
  isWrong: boolean;
  onChange: (value: string) => void;
}

/** A time of day as text: the browser's own time field knows no 24:00, and shows a.m. to some. */
function Time({ id, label, spoken, value, isWrong, onChange }: TimeProps) {
  return (
    <div className={styles.time}>
      <label htmlFor={id} className={styles.label}>
        <span aria-hidden="true">{label}</span>
      </label>
      <input
        id={id}
        className={styles.input}
        aria-label={spoken}
        aria-invalid={isWrong}
        aria-describedby={`${id}-below`}
        autoComplete="off"
        inputMode="text"
        maxLength={6}
        value={value}
        data-testid={id.slice(id.indexOf("-") + 1)}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => onChange(tidyTime(value))}
      />
    </div>
  );
}
