/** Help as people get it: one file, built for the server of a test, in the hands of a user without rights. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { NOBODY } from "./packaged.ts";
import type { ServerProgram } from "./programs.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
/** Where scripts/dist.ts puts what it makes. */
const BUILT = join(root, "dist/help");

/** What the window says: the name in the branding below, and that it is not for release. */
export const TITLE = /^Aiuto Prova .*non per la distribuzione/;
const BRANDING = { programName: { it: "Aiuto Prova", en: "Test Help" }, fileName: "aiuto-prova" };

export interface PackagedHelp {
  /** The one file. */
  readonly file: string;
  /** The same, unpacked: a folder, and the program in it. */
  readonly unpacked: string;
  readonly program: string;
}

/**
 * Builds Help for this server as `npm run dist -- --linux-portable --branding DIR` does.
 * @param folder what is built goes into it; its user may be another
 */
export async function buildHelp(server: ServerProgram, folder: string): Promise<PackagedHelp> {
  const branding = join(folder, "branding");
  await cp(join(root, "branding/demo"), branding, { recursive: true });
  await copyFile(server.organisationFile, join(branding, "organisation.json"));
  const file = join(branding, "branding.json");
  const demo = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...demo, ...BRANDING }));
  const output = join(folder, "dist");
  await withoutOthers(async () => {
    await run(process.execPath, [
      ...[join(root, "scripts/dist.ts"), "help", "--linux-portable"],
      ...["--branding", branding],
    ]);
    await run("mv", [BUILT, output]);
  });
  await chmod(folder, 0o755);
  const name = (await readdir(output)).find((entry) => entry.endsWith(".run"));
  if (name === undefined) throw new Error("there is no file to start");
  const unpacked = join(output, "linux-unpacked");
  return { file: join(output, name), unpacked, program: join(unpacked, BRANDING.fileName) };
}

/** What the developer has built there stays theirs. */
async function withoutOthers(build: () => Promise<void>): Promise<void> {
  const kept = `${BUILT}.kept-${process.pid}`;
  if (existsSync(BUILT)) await rename(BUILT, kept);
  try {
    await build();
  } finally {
    if (existsSync(kept)) {
      await rm(BUILT, { recursive: true, force: true });
      await rename(kept, BUILT);
    }
  }
}

/** A user without rights, with a home that is empty. */
export interface User {
  readonly env: Readonly<Record<string, string>>;
  /** What the processes of this user's Help can be told by. */
  readonly mark: string;
  remove(): Promise<void>;
}

/** @throws unless root runs this: nobody else can start a program as another user */
export async function newUser(): Promise<User> {
  if (process.getuid?.() !== 0) throw new Error("only root can start Help as another user");
  const folder = await mkdtemp(join(tmpdir(), "linea-user-"));
  await chmod(folder, 0o755);
  const [home, runtime] = [join(folder, "home"), join(folder, "run")];
  for (const path of [home, runtime]) {
    await mkdir(path, { mode: 0o700 });
    await chown(path, NOBODY, NOBODY);
  }
  const mark = crypto.randomUUID();
  const { PATH = "" } = process.env;
  return {
    env: { PATH, HOME: home, XDG_RUNTIME_DIR: runtime, LANG: "it_IT.UTF-8", LINEA_TEST_MARK: mark },
    mark: `LINEA_TEST_MARK=${mark}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
