import { useEffect, useState } from "react";

/** Line numbers have at most three digits (LineNumber in shared/protocol/common). */
const MAX_DIGITS = 3;

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement;
}

/** What a key makes of the digits typed so far; null when the key is none of ours. */
function nextDigits(typed: string, key: string): string | null {
  if (/^\d$/.test(key)) return (typed + key).replace(/^0+/, "").slice(0, MAX_DIGITS);
  if (typed === "") return null;
  if (key === "Backspace") return typed.slice(0, -1);
  return key === "Escape" ? "" : null;
}

/**
 * A number typed anywhere in the window, except in a text field, and sent by Enter.
 * Listens before everything else, so that this Enter presses no focused button as well.
 * @returns the digits typed so far
 */
export function useTypedNumber(onEnter: (line: number) => void): string {
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTextField(event.target)) return;
      const digits = event.key === "Enter" && typed !== "" ? "" : nextDigits(typed, event.key);
      if (digits === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTyped(digits);
      if (event.key === "Enter" && !event.repeat) onEnter(Number(typed));
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  });
  return typed;
}
