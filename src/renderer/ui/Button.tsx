import type { ComponentProps } from "react";
import styles from "./Button.module.css";

interface ButtonProps extends ComponentProps<"button"> {
  /** primary: what one usually wants. quiet: everything else. stop: ends a session, and only that. */
  look?: "primary" | "quiet" | "stop";
  size?: "normal" | "large" | "small";
}

export function Button({ look = "quiet", size = "normal", type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={styles.button} data-look={look} data-size={size} />;
}
