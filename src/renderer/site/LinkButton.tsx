import type { ReactNode } from "react";
import button from "../ui/Button.module.css";
import styles from "./LinkButton.module.css";

interface LinkButtonProps {
  href: string;
  look?: "primary" | "quiet";
  size?: "normal" | "large";
  onClick?: () => void;
  testId?: string;
  children: ReactNode;
}

/** A link that leads on: it looks like a button, and opens like a link. */
export function LinkButton({
  href,
  look = "quiet",
  size = "normal",
  onClick,
  testId,
  children,
}: LinkButtonProps) {
  return (
    <a
      href={href}
      className={`${button["button"]} ${styles["link"]}`}
      data-look={look}
      data-size={size}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </a>
  );
}
