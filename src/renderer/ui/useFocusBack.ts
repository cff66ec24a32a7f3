import { useRef } from "react";

/** For a dialog that code opens: when it closes, the focus goes back to where it was. */
export function useFocusBack(): { onOpenAutoFocus: () => void; onCloseAutoFocus: () => void } {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus() {
      before.current = document.activeElement;
    },
    onCloseAutoFocus() {
      // The answer may have led to another page, whose heading has the focus already.
      if (document.activeElement !== document.body) return;
      if (before.current instanceof HTMLElement) before.current.focus();
    },
  };
}
