import { useEffect, useRef, type ReactNode } from "react";

/**
 * The heading of a stage. It takes the focus when the stage begins: a screen reader then reads it, and
 * an Enter pressed once too often presses no button of the new stage.
 */
export function Heading({ children, className }: { children: ReactNode; className?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
