import { useEffect, useRef, type KeyboardEvent } from "react";
import type { Line } from "../../shared/protocol/common.ts";
import { useText } from "../ui/Text.tsx";
import styles from "./LineList.module.css";
import { LineOption } from "./LineOption.tsx";

interface LineListProps {
  lines: readonly Line[];
  selected: number | null;
  onSelect: (line: number) => void;
  onCall: (line: number) => void;
}

/** Where a key leads from `index`; null when it leads nowhere. */
function destination(key: string, index: number, last: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(index + 1, last);
    case "ArrowUp":
      return Math.max(index - 1, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** A listbox with one Tab stop: arrows, Home and End choose, Enter calls. */
export function LineList({ lines, selected, onSelect, onCall }: LineListProps) {
  const t = useText();
  const list = useRef<HTMLUListElement>(null);
  const selectedIndex = lines.findIndex((line) => line.number === selected);

  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    // An explanation at the foot takes room from the list: what it speaks of must stay in sight.
    const keepInSight = () =>
      box.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    const observer = new ResizeObserver(keepInSight);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const onKeyDown = (event: KeyboardEvent, index: number, line: Line) => {
    if (event.key === "Enter" && !event.repeat) onCall(line.number);
    const next = destination(event.key, index, lines.length - 1);
    if (next === null) return;
    event.preventDefault();
    const option = list.current?.children[next];
    // Taking the focus also chooses the line.
    if (option instanceof HTMLElement) option.focus();
  };

  return (
    <ul ref={list} role="listbox" aria-label={t("help.lines.list")} className={styles.list}>
      {lines.map((line, index) => (
        <LineOption
          key={line.number}
          line={line}
          selected={index === selectedIndex}
          tabStop={index === Math.max(0, selectedIndex)}
          onSelect={() => onSelect(line.number)}
          onCall={() => onCall(line.number)}
          onKeyDown={(event) => onKeyDown(event, index, line)}
        />
      ))}
    </ul>
  );
}
