/** Bundles the server with the shared protocol into dist/main.mjs and program.mjs, its pages and what to install beside them, so that this folder deploys alone. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { OLDEST_NODE } from "./cli/node-version.ts";
import manifest from "./package.json" with { type: "json" };

/** What package.json names as dependencies is installed, not bundled. */
const installed = Object.keys(manifest.dependencies);
const pages = join(import.meta.dirname, "../out/web");

export default defineConfig({
  root: import.meta.dirname,

  // Else Vite leaves out every package, and one that package.json does not name is missing where this runs.
  ssr: { noExternal: true },
  build: {
    ssr: "entry.ts",
    target: "node24",
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      external: (id) => installed.some((name) => id === name || id.startsWith(`${name}/`)),
      // All in one folder: what the program finds, it finds beside itself.
      output: {
        format: "es",
        entryFileNames: "main.mjs",
        chunkFileNames: ({ name }) => (name === "main" ? "program.mjs" : "[name].mjs"),
      },
    },
  },
  plugins: [
    {
      name: "pages",
      writeBundle: ({ dir }) => cpSync(pages, join(dir ?? "dist", "web"), { recursive: true }),
    },
    {
      name: "manifest",
      writeBundle({ dir }) {
        const deployed = {
          ...manifest,
          bin: { "linea-server": "main.mjs" },
          engines: { node: `>=${OLDEST_NODE}` },
        };
        writeFileSync(join(dir ?? "dist", "package.json"), `${JSON.stringify(deployed, null, 2)}\n`);
      },
    },
  ],
});
