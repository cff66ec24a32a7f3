import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { UserConfig } from "vite";
import manifest from "./package.json" with { type: "json" };

const at = (path: string) => resolve(import.meta.dirname, path);

/** The windows. tests/ui builds these same pages for Chromium without Electron. */
export const renderer = {
  root: at("src/renderer"),
  base: "./",
  plugins: [react()],
  build: {
    target: "chrome130",
    modulePreload: false,
    rolldownOptions: {
      input: {
        help: at("src/renderer/help/index.html"),
        host: at("src/renderer/host/index.html"),
        bar: at("src/renderer/bar/index.html"),
        viewer: at("src/renderer/viewer/index.html"),
      },
    },
  },
} satisfies UserConfig;

// One build runs on Electron 45 (users) and on the Electron 33 test runtime: the older one is the target.
export default defineConfig({
  main: {
    define: { LINEA_VERSION: JSON.stringify(manifest.version) },
    build: {
      target: "node20.18",
      externalizeDeps: false,
      rolldownOptions: {
        input: { help: at("src/main/help.ts"), viewer: at("src/main/viewer.ts") },
        // Flat, because main finds the preload script and the pages relative to its own file.
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        external: ["electron", "robotjs", "@miniben90/x-win", "bufferutil", "utf-8-validate"],
      },
    },
  },
  preload: {
    build: {
      target: "node20.18",
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("src/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer,
});
