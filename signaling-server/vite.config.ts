/** Bundles the server with the shared protocol into dist/main.mjs, its pages beside it, so that this folder deploys alone. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import manifest from "./package.json" with { type: "json" };

/** What package.json names as dependencies is installed, not bundled. */
const installed = Object.keys(manifest.dependencies);
const pages = join(import.meta.dirname, "../out/web");

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: "main.ts",
    target: "node24",
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      external: (id) => installed.some((name) => id === name || id.startsWith(`${name}/`)),
      output: { format: "es", entryFileNames: "main.mjs" },
    },
  },
  plugins: [
    {
      name: "pages",
      writeBundle: ({ dir }) => cpSync(pages, join(dir ?? "dist", "web"), { recursive: true }),
    },
  ],
});
