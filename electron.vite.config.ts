import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { UserConfig } from "vite";
import { RECORDS, recordPackages } from "./scripts/dist/bundled.ts";
import { packed, withoutJsonSchema, withoutOthersTexts } from "./scripts/dist/packed.ts";
import manifest from "./package.json" with { type: "json" };

const at = (path: string) => resolve(import.meta.dirname, path);

/** The windows. tests/ui builds these same pages for Chromium without Electron. */
export const renderer = {
  root: at("src/renderer"),
  base: "./",
  plugins: [react()],
  build: {
    target: "chrome130",
    // A page asks for all its scripts at once, instead of for each when another has named it.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages("help", "host", "bar", "viewer") },
  },
} satisfies UserConfig;

function pages<N extends string>(...names: N[]): Record<N, string> {
  const entries = names.map((name) => [name, at(`src/renderer/${name}/index.html`)]);
  return Object.fromEntries(entries) as Record<N, string>;
}

/** One program for people (scripts/dist.ts), by `--mode`: that program alone, small, and of the same shape as `out/`. */
const programs: Readonly<Record<string, Record<string, string>>> = {
  help: pages("help", "host", "bar"),
  viewer: pages("viewer"),
};

/** For the licences and the bill of materials (scripts/dist/licences.ts, sbom.ts). */
const recorded = () => recordPackages(at(RECORDS));

const slim = () => [withoutOthersTexts(), withoutJsonSchema(), recorded()];

// One build runs on Electron 45 (users) and on the Electron 33 test runtime: the older one is the target.
export default defineConfig(({ mode }) => {
  const program = programs[mode];
  const outDir = (part: string) => at(program ? `dist/${mode}/app/${part}` : `out/${part}`);
  const mains = program ? [mode] : ["help", "viewer"];
  const shared = { target: "node20.18", externalizeDeps: false, minify: program !== undefined };
  return {
    main: {
      define: { LINEA_VERSION: JSON.stringify(manifest.version) },
      ...(program && { plugins: [packed(), ...slim()] }),
      build: {
        ...shared,
        outDir: outDir("main"),
        emptyOutDir: true,
        rolldownOptions: {
          input: Object.fromEntries(mains.map((name) => [name, at(`src/main/${name}.ts`)])),
          output: {
            // An ES module that imports from Electron or Node reads everything that they offer, and so loads what is
            // never used: a third of a start (docs/adr/0026-size-and-start.md).
            format: "cjs",
            // Flat, because main finds the preload script and the pages relative to its own file.
            entryFileNames: "[name].cjs",
            chunkFileNames: "[name]-[hash].cjs",
          },
          external: [
            "original-fs",
            "electron",
            ...(program ? [] : ["robotjs", "@miniben90/x-win", "bufferutil", "utf-8-validate"]),
          ],
        },
      },
    },
    preload: {
      ...(program && { plugins: [recorded()] }),
      build: {
        ...shared,
        outDir: outDir("preload"),
        emptyOutDir: true,
        rolldownOptions: {
          input: { index: at("src/preload/index.ts") },
          output: { format: "cjs", entryFileNames: "[name].cjs" },
        },
      },
    },
    renderer: {
      ...renderer,
      plugins: [...renderer.plugins, ...(program ? slim() : [])],
      build: {
        ...renderer.build,
        outDir: outDir("renderer"),
        emptyOutDir: true,
        // electron-vite leaves pages as they are, too.
        ...(program && { minify: true, rolldownOptions: { input: program } }),
      },
    },
  };
});
