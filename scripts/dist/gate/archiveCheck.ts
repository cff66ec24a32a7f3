/** The gate, for our own code: in one archive, that program's alone, and nothing left over from making it. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { parseJson } from "../../../src/shared/protocol/json.ts";
import { looseFiles, openArchive, type Archive, type PackedFile } from "./archive.ts";
import type { ProgramName } from "../target.ts";
import type { Problem } from "./problem.ts";

interface Looked {
  /** For whoever compares its hash; null when it cannot be read. */
  readonly archive: Archive | null;
  /** null where that cannot be told. */
  readonly program: ProgramName | null;
  readonly problems: Problem[];
}

export function archiveProblems(resources: string): Looked {
  const where = join(resources, "app.asar");
  const loose = looseFiles(resources)
    .filter(({ path }) => path !== "app.asar" && !path.startsWith("app/"))
    .flatMap((file) => leftoverProblems(resources, file));
  const beside = [...looseCodeProblems(resources), ...loose];
  if (!existsSync(where)) {
    const what = "The program is not in an archive: anybody could change it unseen.";
    return { archive: null, program: null, problems: [{ where, what, todo: REPACK }, ...beside] };
  }
  let archive: Archive;
  try {
    archive = openArchive(where);
  } catch (error) {
    const what = `The archive cannot be read: ${String(error)}`;
    return { archive: null, program: null, problems: [{ where, what, todo: REPACK }, ...beside] };
  }
  const { files } = archive;
  const program = roleOf(files);
  return {
    archive,
    program,
    problems: [
      ...files.flatMap((file) => leftoverProblems(where, file)),
      ...roleProblems(where, program, files),
      ...beside,
    ],
  };
}

const REPACK = "Delete the output folder and build again with npm run dist.";
const LEAVE_OUT = "Leave it out of `files` in electron-builder's configuration.";

/** Code that Electron, or our program, would take though no hash covers it. */
function looseCodeProblems(resources: string): Problem[] {
  const names = existsSync(resources) ? readdirSync(resources) : [];
  const others = names.filter((name) => name === "app" || (name.endsWith(".asar") && name !== "app.asar"));
  const unpacked = join(resources, "app.asar.unpacked");
  return [
    ...others.map((name) => ({
      where: join(resources, name),
      what: "Electron could start this in place of the program.",
      todo: REPACK,
    })),
    ...looseFiles(unpacked)
      .filter(({ path }) => !/\.(node|dll|so(\.\d+)*|dylib)$/.test(path))
      .map(({ path }) => ({
        where: join(unpacked, path),
        what: "Only libraries may lie beside the archive: no hash covers what is there.",
        todo: "Unpack `**/*.node` alone, with `smartUnpack` off.",
      })),
  ];
}

/** What the path alone tells. */
const leftovers: readonly (readonly [RegExp, string])[] = [
  [/\.map$/, "is a source map"],
  [/\.[cm]?tsx?$/, "is source text"],
  [/(^|\/)(tests?|__tests__|__mocks__|__fixtures__)\/|\.(test|spec)\.[cm]?jsx?$/, "belongs to a test"],
  [/(^|\/)\.[^/]/, "is a hidden file, as those with settings and passwords are"],
  [/\.(pem|key|p8|p12|pfx|jks|keystore)$/i, "is a file for keys"],
  [/\.(db|sqlite3?)(-wal|-shm)?$/, "is a database"],
];

/** A key that was written out, and not the words alone: libraries that read keys have those. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\r|\\n|\s)*[A-Za-z0-9+/]{40}/;
const INLINE_MAP = /\/\/[#@] ?sourceMappingURL=data:/;

function leftoverProblems(folder: string, file: PackedFile): Problem[] {
  const where = join(folder, file.path);
  const found = leftovers.find(([match]) => match.test(file.path));
  if (found) return [{ where, what: `This ${found[1]}.`, todo: LEAVE_OUT }];
  const text = file.read().toString("latin1");
  if (PRIVATE_KEY.test(text)) {
    return [
      {
        where,
        what: "There is a private key in it.",
        todo: "Take it out, and draw a new one: this one is known.",
      },
    ];
  }
  if (/\.[cm]?js$/.test(file.path) && INLINE_MAP.test(text)) {
    return [{ where, what: "There is a source map in it.", todo: "Build without `sourcemap`." }];
  }
  return [];
}

const Manifest = z.object({ main: z.string().max(200) });

/** Which program an archive is, by the script that it starts with. */
function roleOf(files: readonly PackedFile[]): ProgramName | null {
  const manifest = files.find(({ path }) => path === "package.json");
  const parsed = Manifest.safeParse(manifest && parseJson(manifest.read().toString("utf8")));
  if (!parsed.success) return null;
  const role = /^(?:\.\/)?(?:[\w-]+\/)*(help|viewer)\.[cm]?js$/.exec(parsed.data.main)?.[1];
  return role === "help" || role === "viewer" ? role : null;
}

function roleProblems(where: string, role: ProgramName | null, files: readonly PackedFile[]): Problem[] {
  if (role === null) {
    return [{ where, what: "Its package.json starts neither Help nor Viewer.", todo: REPACK }];
  }
  if (role === "viewer") return [];
  // Callers get what they need, and no technician's program to study.
  return files
    .filter(({ path }) => !/(^|\/)node_modules\//.test(path))
    .filter(
      ({ path }) =>
        /(^|\/)(viewer|admin|site)\//.test(path) || /^(viewer|admin|site)[.-]/.test(basename(path)),
    )
    .map(({ path }) => ({
      where: join(where, path),
      what: "This is another program's: it has no business in Help.",
      todo: LEAVE_OUT,
    }));
}
