import { existsSync } from "node:fs";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const at = (path: string) => resolve(import.meta.dirname, path);

/** The pages that the server serves: the administration under /admin/, the public site under /. */
const pages = ["admin", "site"]
  .map((name) => [name, at(`src/renderer/${name}/index.html`)] as const)
  .filter(([, page]) => existsSync(page));

/** Built into out/web; tests/ui builds the same pages elsewhere. */
export const web = {
  root: at("src/renderer"),
  base: "/",
  plugins: [react()],
  build: {
    outDir: at("out/web"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // A data: font or style would be refused by the content security policy; pictures gain nothing either.
    assetsInlineLimit: 0,
    rolldownOptions: { input: Object.fromEntries(pages) },
  },
} satisfies UserConfig;

export default defineConfig(web);
