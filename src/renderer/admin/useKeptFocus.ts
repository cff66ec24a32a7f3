import { useEffect } from "react";

/**
 * What had the focus may go away with what it did: a deleted row, an approved registration. The focus then
 * goes to the heading of the page, and the keyboard does not start all over at the top.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    // Dialogs stand outside, and give the focus back by themselves.
    const inPage = (target: EventTarget | null) =>
      target instanceof Element && target.closest("main") !== null ? target : null;
    const remember = ({ target }: FocusEvent) => {
      last = inPage(target) ?? last;
    };
    // Whoever presses beside everything wants the focus nowhere.
    const forget = ({ target }: PointerEvent) => {
      if (inPage(target) !== null) last = null;
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", remember);
    document.addEventListener("pointerdown", forget);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      document.removeEventListener("pointerdown", forget);
      observer.disconnect();
    };
  }, []);
}
