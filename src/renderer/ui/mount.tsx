import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import "./base.css";

/** Draws the page. React's strict mode finds effects that do not clean up after themselves. */
export function mount(page: ReactNode): void {
  const root = document.getElementById("root");
  if (root === null) throw new Error("The page has no #root");
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}
