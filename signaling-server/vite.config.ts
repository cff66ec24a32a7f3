/** Bundles the server with the shared protocol into dist/main.mjs, so that this folder deploys alone. */
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: "main.ts",
    target: "node24",
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      // What package.json names as dependencies is installed, not bundled.
      external: ["fastify", "ws", "zod"],
      output: { format: "es", entryFileNames: "main.mjs" },
    },
  },
});
