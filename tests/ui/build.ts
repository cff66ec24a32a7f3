/** Builds pages as users get them, and starts the Chromium that shows them. */
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { build, type InlineConfig } from "vite";
import { web } from "../../vite.web.config.ts";

const FOLDER = join(import.meta.dirname, "../../.cache/ui-pages");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** @param more switches that a test needs besides */
export function launch(...more: string[]): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}

/**
 * @param name of the page; it comes into a folder of its own for each of Vitest's workers, which would
 *   else empty it under each other
 * @returns the folder
 */
export async function buildPage(name: string, config: InlineConfig, input: string): Promise<string> {
  // Vitest's own value would bring React's development build, which is not what users run.
  process.env["NODE_ENV"] = "production";
  const outDir = join(FOLDER, process.env["VITEST_POOL_ID"] ?? "0", name);
  await build({
    ...config,
    configFile: false,
    logLevel: "error",
    build: { ...config.build, outDir, emptyOutDir: true, rolldownOptions: { input: { [name]: input } } },
  });
  return outDir;
}

/** One of the server's web pages. @returns the folder */
export function buildWeb(page: "admin" | "site"): Promise<string> {
  return buildPage(page, web, join(web.root, page, "index.html"));
}
