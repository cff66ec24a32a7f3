/** How the bundle of a packed program reaches what is no JavaScript, and what it does without. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/** Each native package with the file that loads it, as seen from the program's `main/` folder. */
const LOADERS: Readonly<Record<string, string>> = {
  robotjs: "../native/robotjs.cjs",
  "@miniben90/x-win": "../native/x-win.cjs",
};

/**
 * Packages that others load when somebody asks for what we never ask for. ws takes its two when they are there: Node
 * would look for them in every folder above the program, Downloads for one. xml2js reads D-Bus' introspection.
 */
const PACKAGES = new Set(["bufferutil", "utf-8-validate", "xml2js"]);

/** The same inside packages: x11's own server, its table of keys, and its extensions but for the one that it loads itself. */
const FILES = /\/node_modules\/x11\/lib\/(xserver\/|keysyms\.js|ext\/(?!big-requests\.js))/;

/** Out of these their packages take functions while they load, for others to call: servers, which nobody is here. */
const EMPTY =
  /\/node_modules\/(dbus-native\/lib\/(broker|define-interface|server|server-handshake)|ws\/lib\/(stream|websocket-server))\.js$/;

/** Of zod: describes a schema in another language. Its schemas hold on to it from the start, so nothing shakes it off. */
const JSON_SCHEMA = /\/node_modules\/zod\/v4\/core\/to-json-schema\.js$/;

/** Texts of the web pages and of mails. `textsLeftOut` (javascript.ts) makes sure that nobody asks for one. */
const TEXTS = /\/src\/shared\/i18n\/(admin|adminPages|audit|download|mail|site)\.(it|en)\.ts$/;

const LEFT_OUT = "\0left-out";

/**
 * Nothing of a packed program comes from a node_modules folder. robotjs and x-win have loaders of their own that
 * search the disk and listen to environment variables (ROBOTJS_PREBUILD names a library to load): ours name one file.
 */
export function packed(): Plugin {
  return {
    name: "linea-packed",
    enforce: "pre",
    async resolveId(source, importer) {
      const loader = LOADERS[source];
      if (loader !== undefined) return { id: loader, external: true };
      if (PACKAGES.has(source)) return LEFT_OUT;
      if (!importer || !/\/node_modules\/(x11|dbus-native)\//.test(importer)) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved && FILES.test(resolved.id) ? LEFT_OUT : resolved;
    },
    load(id) {
      // ws tries, hears that there is none, and does without.
      if (id === LEFT_OUT) return 'throw new Error("left out of the packed program"); module.exports = {};';
      return EMPTY.test(id) ? "module.exports = {};" : null;
    },
  };
}

/** Leaves zod's JSON Schema out of a program: whoever asks for it gets an error. */
export function withoutJsonSchema(): Plugin {
  return {
    name: "linea-json-schema",
    enforce: "pre",
    async load(id) {
      if (!JSON_SCHEMA.test(id)) return null;
      const source = await readFile(id, "utf8");
      const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const refuse = 'const refuse = () => { throw new Error("left out of the packed program"); };';
      return `${refuse}\n${names.map((name) => `export const ${name} = () => refuse;`).join("\n")}
export { refuse as process };`;
    },
  };
}

/** Leaves out of a program what only the server's pages and mails say. */
export function withoutOthersTexts(): Plugin {
  return {
    name: "linea-texts",
    enforce: "pre",
    load(id) {
      const [, name = "", language = ""] = TEXTS.exec(id) ?? [];
      const exported = `${name}${language.slice(0, 1).toUpperCase()}${language.slice(1)}`;
      return name === "" ? null : `export const ${exported} = {};`;
    },
  };
}
