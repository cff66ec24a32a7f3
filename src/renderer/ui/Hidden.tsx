import { VisuallyHidden } from "radix-ui";
import type { ReactNode } from "react";

/** Text for screen readers only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <VisuallyHidden.Root>{children}</VisuallyHidden.Root>;
}
