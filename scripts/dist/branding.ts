/** The branding folder: everything that makes the programs those of one organisation (docs/branding-guide.en.md). */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { z } from "zod";
import { problemsOfColours } from "../../src/shared/brand/palette.ts";
import { isLoopback } from "../../src/shared/protocol/address.ts";
import { Colours, Languages, ProgramName } from "../../src/shared/protocol/brand.ts";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { OrganisationFile } from "../../src/shared/protocol/organisationFile.ts";
import { ReleaseKeyFile } from "../../src/shared/protocol/signedDownloads.ts";
import { isPublicKey } from "./ed25519.ts";
import { DistError } from "./problem.ts";
import type { ProgramName as Program } from "./target.ts";

/** `branding.json`. */
const BrandingFile = z.strictObject({
  v: z.literal(1),
  /** true: an example. No release can be made with it. */
  demo: z.boolean(),
  /** What Help is called, in each of `languages`. */
  programName: ProgramName,
  /** Beginning of the names of the files that people download. */
  fileName: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, {
    message: "needs to be small letters, digits and hyphens, beginning with a letter",
  }),
  /** The organisation's own domain the other way round; never another one later: systems know the program by it. */
  appId: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*){1,4}$/, {
    message: "needs to be a domain the other way round, such as it.example.assistance",
  }),
  /** Who signs: as in the certificate. Windows shows it in the file's properties. */
  publisher: z
    .string()
    .trim()
    .min(1)
    .max(100)
    // electron-builder takes what is in brackets for an address, and drops it.
    .regex(/^[^()<>]+$/, { message: "needs to do without brackets" }),
  colours: Colours,
  languages: Languages,
});

export interface Branding extends z.infer<typeof BrandingFile> {
  readonly organisation: OrganisationFile;
  readonly icon: PNG;
  /** Who may say what the next Viewer is; null: Viewer asks for none, and is not released (docs/adr/0025-updates.md). */
  readonly releaseKey: ReleaseKeyFile | null;
  /** The folder, for messages. */
  readonly folder: string;
}

/** Side of the icon's square, in pixels. */
const ICON = { least: 512, most: 2048 };
const MOST_BYTES = 4_000_000;

/**
 * Reads a branding folder.
 * @param release the program that people get; null for a build for tests, where less is asked
 * @throws {DistError} with everything that is wrong with it
 */
export function readBrandingFolder(folder: string, release: Program | null): Branding {
  const problems: string[] = [];
  const told = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DistError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const branding = told(() => readJson(join(folder, "branding.json"), BrandingFile));
  const organisation = told(() => readJson(join(folder, "organisation.json"), OrganisationFile));
  const icon = told(() => readIcon(join(folder, "icon.png")));
  const keyFile = join(folder, "release-key.json");
  const releaseKey = existsSync(keyFile) ? told(() => readJson(keyFile, ReleaseKeyFile)) : null;
  if (organisation !== null) problems.push(...problemsOfOrganisation(organisation, release !== null));
  if (releaseKey !== null) problems.push(...problemsOfReleaseKey(releaseKey, organisation));
  if (release === "viewer" && !existsSync(keyFile)) {
    problems.push(`${keyFile} is missing: a Viewer without it can never be told of a newer one.`);
  }
  if (branding !== null) {
    problems.push(...problemsOfColours(branding.colours));
    for (const language of branding.languages) {
      if (branding.programName[language] === undefined) {
        problems.push(`branding.json: programName.${language} is missing: languages has "${language}".`);
      }
    }
    if (release !== null && branding.demo) {
      problems.push(`The branding in ${folder} is an example ("demo": true): no release is made with it.`);
    }
  }
  if (problems.length > 0 || !branding || !organisation || !icon) throw new DistError(problems);
  return { ...branding, organisation, icon, releaseKey, folder };
}

function readJson<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(parseJson(readBytes(file).toString("utf8")));
  if (parsed.success) return parsed.data;
  throw new DistError(
    parsed.error.issues.map(({ path, message }) => `${file}: ${path.join(".") || "the whole"}: ${message}`),
  );
}

function readBytes(file: string): Buffer {
  if (!existsSync(file)) throw new DistError([`${file} is missing.`]);
  if (statSync(file).size > MOST_BYTES) {
    throw new DistError([`${file} is larger than ${MOST_BYTES} bytes.`]);
  }
  return readFileSync(file);
}

function readIcon(file: string): PNG {
  const bytes = readBytes(file);
  let icon: PNG;
  try {
    icon = PNG.sync.read(bytes);
  } catch {
    throw new DistError([`${file} is not a PNG picture.`]);
  }
  const { width, height } = icon;
  if (width !== height || width < ICON.least || width > ICON.most) {
    throw new DistError([
      `${file} is ${width} x ${height} pixels: it needs to be a square of ${ICON.least} to ${ICON.most}.`,
    ]);
  }
  return icon;
}

function problemsOfReleaseKey(
  { publicKey }: ReleaseKeyFile,
  organisation: OrganisationFile | null,
): string[] {
  if (!isPublicKey(publicKey)) {
    return [
      "release-key.json: publicKey is no Ed25519 key: please make one with scripts/release-key.ts new.",
    ];
  }
  // That one's other half is on the server, which must not be able to make a Viewer.
  return publicKey === organisation?.publicKey
    ? ["release-key.json has the key of organisation.json: it needs to be another, which is on no server."]
    : [];
}

function problemsOfOrganisation({ server, publicKey }: OrganisationFile, release: boolean): string[] {
  const problems = isPublicKey(publicKey)
    ? []
    : ["organisation.json: publicKey is no Ed25519 key: please export the file again, and do not edit it."];
  const { protocol, hostname } = new URL(server);
  if (release && (isLoopback(hostname) || !["https:", "wss:"].includes(protocol))) {
    problems.push(
      `organisation.json: server is ${server}, which nobody else can reach: a release needs an https address.`,
    );
  }
  return problems;
}
