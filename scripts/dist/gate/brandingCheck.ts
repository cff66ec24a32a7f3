/** The gate, for whose program it is: an organisation's own, with a key that only its server has. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseJson } from "../../../src/shared/protocol/json.ts";
import { isLoopback } from "../../../src/shared/protocol/address.ts";
import { BuildFile } from "../../../src/shared/protocol/buildFile.ts";
import { OrganisationFile } from "../../../src/shared/protocol/organisationFile.ts";
import { ReleaseKeyFile } from "../../../src/shared/protocol/signedDownloads.ts";
import { DEMO_ORGANISATION } from "../../../signaling-server/demoOrganisation.ts";
import { isPublicKey } from "../ed25519.ts";
import type { ProgramName } from "../target.ts";
import type { Problem } from "./problem.ts";

/**
 * @param resources folder beside the archive
 * @param version of Linea, as in package.json
 * @param demoKeys public keys whose private half is public
 * @param program null where that cannot be told
 */
export function brandingProblems(
  resources: string,
  version: string,
  demoKeys: ReadonlySet<string>,
  program: ProgramName | null,
): Problem[] {
  return [
    ...organisationProblems(join(resources, "organisation.json"), demoKeys),
    ...buildProblems(join(resources, "build.json"), version),
    ...(program === "viewer" ? releaseKeyProblems(join(resources, "release-key.json")) : []),
  ];
}

/** Without it no Viewer that is out could ever be told of a newer one (docs/adr/0025-updates.md). */
function releaseKeyProblems(where: string): Problem[] {
  const todo = "Put release-key.json into the branding folder (docs/RELEASING.md) and build again.";
  if (!existsSync(where)) {
    return [{ where, what: "This Viewer has no release key.", todo, rehearsal: true }];
  }
  const { data } = ReleaseKeyFile.safeParse(parseJson(readFileSync(where, "utf8")));
  if (data && isPublicKey(data.publicKey)) return [];
  return [{ where, what: "The release key is wrong: Viewer would not start.", todo }];
}

function organisationProblems(where: string, demoKeys: ReadonlySet<string>): Problem[] {
  const todo =
    "Build with --branding and the organisation's folder; linea-server writes its organisation file.";
  if (!existsSync(where)) return [{ where, what: "This program belongs to no organisation.", todo }];
  const parsed = OrganisationFile.safeParse(parseJson(readFileSync(where, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "the whole";
    return [{ where, what: `The organisation file is wrong: ${field}: ${issue?.message ?? ""}`, todo }];
  }
  return [...demoMarks(parsed.data, demoKeys)].map((what) => ({ where, what, todo, rehearsal: true }));
}

function* demoMarks(
  { server, publicKey, name, phone }: OrganisationFile,
  demoKeys: ReadonlySet<string>,
): Generator<string> {
  const { hostname } = new URL(server);
  if (isLoopback(hostname) || RESERVED.test(hostname)) {
    yield `Nobody else reaches the server ${server}: it is a demo's.`;
  }
  if (name === DEMO_ORGANISATION.name) yield `"${name}" is the demo's name.`;
  if (phone === DEMO_ORGANISATION.phone) yield `${phone} is the demo's telephone number.`;
  if (demoKeys.has(publicKey)) yield "The key is the demo's, or a test's: anybody could sign lines with it.";
  else if (isMadeUp(publicKey)) yield "The key was typed and not drawn: no server has its private half.";
}

/**
 * Names that belong to nobody (RFC 2606, sections 2 and 3; RFC 6761, section 6). In a socket's address, URL leaves
 * the last dot of a name alone.
 */
const RESERVED = /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)\.?$/;

/** Of 32 drawn bytes about 30 differ; fewer than 16 happens to nobody. */
function isMadeUp(publicKey: string): boolean {
  return new Set(Buffer.from(publicKey, "base64url")).size < 16;
}

function buildProblems(where: string, version: string): Problem[] {
  const todo = "Build with npm run dist.";
  const parsed = existsSync(where) ? BuildFile.safeParse(parseJson(readFileSync(where, "utf8"))) : null;
  if (!parsed?.success) return [{ where, what: "The build does not say what it is.", todo }];
  const problems: Problem[] = [];
  if (!parsed.data.release) {
    problems.push({ where, what: "The build says that it is for tests.", todo, rehearsal: true });
  }
  if (parsed.data.version !== version) {
    problems.push({
      where,
      what: `The build is of version ${parsed.data.version}; package.json says ${version}.`,
      todo: "Delete the output folder and build again.",
    });
  }
  return problems;
}

/**
 * Keys whose private half anybody can read: RFC 8032's examples (section 7.1, tests 1 to 3), and that of the demo's
 * branding. The demo's server draws a new key each time, so that its own show by name and address only.
 * @param root of the repository
 */
export function readDemoKeys(root: string): Set<string> {
  const keys = new Set(RFC_8032);
  const file = join(root, "branding/demo/organisation.json");
  const demo = existsSync(file)
    ? z.object({ publicKey: z.string() }).safeParse(parseJson(readFileSync(file, "utf8")))
    : null;
  if (demo?.success) keys.add(demo.data.publicKey);
  return keys;
}

const RFC_8032 = [
  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
].map((hex) => Buffer.from(hex, "hex").toString("base64url"));
