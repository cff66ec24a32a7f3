import type { ComponentProps } from "react";
import { go } from "./route.ts";

/** A link to another page of the administration. With a modifier key the browser does what it always does. */
export function Link({ to, ...rest }: Omit<ComponentProps<"a">, "href" | "onClick"> & { to: string }) {
  return (
    <a
      {...rest}
      href={`#/${to}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {rest.children}
    </a>
  );
}
