/** `downloads.json` beside the files of a build: read, and believed only where it makes sense for this server. */
import { readFile, stat } from "node:fs/promises";
import { Downloads } from "../../src/shared/protocol/downloads.ts";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { hasCode } from "../store/files.ts";

export type Program = Downloads["program"];

/** Under this name beside the files. */
export const MANIFEST = "downloads.json";

/** Far more than twenty files need, in bytes. */
const LONGEST = 64 * 1024;

/** none: there is none. wrong: why it is not believed; goes on from “it”. */
export type Manifest =
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "good"; readonly downloads: Downloads };

/** @param testBuilds whether builds that are not for people will do */
export async function readManifest(path: string, program: Program, testBuilds: boolean): Promise<Manifest> {
  let text: string;
  try {
    if ((await stat(path)).size > LONGEST) return wrong(`is longer than ${LONGEST} bytes`);
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return { kind: "none" };
    return wrong("cannot be read");
  }
  const { success, data, error } = Downloads.safeParse(parseJson(text));
  if (!success) {
    const [issue] = error.issues;
    return wrong(`is not as it must be at “${issue?.path.join(".") ?? ""}”: ${issue?.message ?? ""}`);
  }
  if (data.program !== program) return wrong(`is of ${data.program}, and this is the folder of ${program}`);
  if (data.notForRelease && !testBuilds) return wrong("is of a build for tests (notForRelease)");
  if (program === "help" && data.files.some(({ kind }) => kind !== "portable")) {
    return wrong("has an installer, and Help is never installed");
  }
  const names = new Set(data.files.map(({ name }) => name.toLowerCase()));
  const targets = new Set(data.files.map(({ platform, arch, kind }) => `${platform} ${arch} ${kind}`));
  if (names.size < data.files.length || targets.size < data.files.length) {
    return wrong("has two files of one name, or for the same computers");
  }
  return { kind: "good", downloads: data };
}

const wrong = (why: string): Manifest => ({ kind: "wrong", why });
