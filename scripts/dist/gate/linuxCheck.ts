/** The gate, for a program on Linux: its icon. Linux has no signature that a desktop would look at. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problem.ts";
import { startsWith } from "./program.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

export function linuxProblems(resources: string): Problem[] {
  const where = join(resources, "icon.png");
  if (existsSync(where) && startsWith(where, PNG)) return [];
  return [{ where, what: "It has no icon.", todo: "Put icon.png into the branding folder." }];
}
