/**
 * The house rules of who may import whom, as an oxlint plugin: oxlint's own
 * no-restricted-imports sees the text of an import only, so it can neither tell where `../x` leads
 * nor see `import()` and `export … from`. Here paths are resolved first.
 */
import { isBuiltin } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** Every layer that has rules, with the folder that holds it. */
const folders = {
  shared: "src/shared",
  main: "src/main",
  preload: "src/preload",
  renderer: "src/renderer",
  native: "native",
  server: "signaling-server",
  harness: "harness",
  bench: "bench",
  tests: "tests",
  scripts: "scripts",
};

const everything = Object.keys(folders);
/** Tools drive the programs from outside, and may look into them; native add-ons they leave to main. */
const forTools = everything.filter((layer) => layer !== "native");
const isTool = (layer) => ["harness", "bench", "tests", "scripts"].includes(layer);
const anyPackage = (name) => name !== "robotjs";
/** createRequire would load anything unseen. */
const forPrograms = (name) => anyPackage(name) && name !== "node:module";

/** Which layers each layer may import, and which packages. Built-in modules come with their "node:". */
const rules = {
  shared: { layers: ["shared"], packages: (name) => ["zod", "intl-messageformat", "semver"].includes(name) },
  main: { layers: ["main", "shared"], packages: forPrograms },
  preload: { layers: ["preload", "shared"], packages: (name) => name === "electron" },
  renderer: {
    layers: ["renderer", "shared"],
    packages: (name) => anyPackage(name) && !name.startsWith("node:") && name !== "electron",
  },
  native: { layers: ["native", "main", "shared"], packages: (name) => name !== "electron" },
  server: { layers: ["server", "shared"], packages: (name) => forPrograms(name) && name !== "electron" },
  harness: { layers: forTools, packages: anyPackage },
  bench: { layers: forTools, packages: anyPackage },
  tests: { layers: forTools, packages: anyPackage },
  scripts: { layers: forTools, packages: anyPackage },
};

/** The one file that puts Help together. */
const compositionRoot = "src/main/help.ts";

/** Unit tests and their generators keep to their layer's neighbours, but may use any package. */
const isTest = (file) => /\.test\.tsx?$/.test(file) || file === "src/shared/protocol/arbitrary.ts";

function layerOf(file) {
  return everything.find((layer) => file.startsWith(`${folders[layer]}/`)) ?? null;
}

function packageOf(specifier) {
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** What is wrong with this import, or null. `file` is relative to the root, with slashes. */
function problemWith(file, specifier) {
  const layer = layerOf(file);
  if (layer === null) return null;
  const rule = rules[layer];
  if (/^(\/|[a-z]:[\\/]|file:)/i.test(specifier)) return `imports an absolute path: ${specifier}`;

  if (!specifier.startsWith(".")) {
    const name = packageOf(specifier);
    const allowed = isTest(file) ? anyPackage(name) || layer === "native" : rule.packages(name);
    return allowed ? null : `${folders[layer]} may not import the package ${name}`;
  }

  const target = resolve("/", dirname(file), specifier)
    .split(sep)
    .join("/")
    .replace(/^[A-Za-z]:/, "")
    .slice(1);
  const other = layerOf(`${target}/`);
  if (other === null) {
    return isTool(layer) ? null : `${folders[layer]} may not import ${target}, which is in no layer`;
  }
  if (rule.layers.includes(other) || (file === compositionRoot && other === "native")) return null;
  return `${folders[layer]} may not import from ${folders[other]}`;
}

/** Programs import by name, so that these rules can see what. */
function unknownProblem(file) {
  const layer = layerOf(file);
  return layer === null || isTool(layer) ? null : "imports what only the running program knows";
}

const imports = {
  create(context) {
    const file = relative(ROOT, context.filename).split(sep).join("/");
    const check = (source) => {
      if (!source) return;
      const specifier = source.type === "TemplateLiteral" ? source.quasis[0].value.cooked : source.value;
      const isKnown = typeof specifier === "string" && !source.expressions?.length;
      const problem = isKnown ? problemWith(file, specifier) : unknownProblem(file);
      if (problem !== null) context.report({ node: source, message: problem });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument),
      CallExpression: (node) => {
        if (node.callee.type === "Identifier" && node.callee.name === "require") check(node.arguments[0]);
      },
    };
  },
};

export default { meta: { name: "layers" }, rules: { imports } };
