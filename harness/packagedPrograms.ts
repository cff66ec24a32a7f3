/** Help and Viewer as people get them, built for the server of a test, in the hands of users without rights. */
import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
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
import type { ServerProgram } from "./programs.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/** What the windows say: the name in the branding below, and that it is not for release. */
export const TITLE = /^Aiuto Prova .*non per la distribuzione/;
export const VIEWER_TITLE = /^Linea Viewer .*non per la distribuzione/;
const BRANDING = { programName: { it: "Aiuto Prova", en: "Test Help" }, fileName: "aiuto-prova" };

export interface PackagedHelp {
  /** The one file. */
  readonly file: string;
  /** The same, unpacked: a folder, and the program in it. */
  readonly unpacked: string;
  readonly program: string;
}

/**
 * The branding folder of this server's organisation, for the builds.
 * @param folder it is made there; what is built may come beside it, for other users to start
 */
export async function newBranding(server: ServerProgram, folder: string): Promise<string> {
  await chmod(folder, 0o755);
  const branding = join(folder, "branding");
  await cp(join(root, "branding/demo"), branding, { recursive: true });
  await copyFile(server.organisationFile, join(branding, "organisation.json"));
  const file = join(branding, "branding.json");
  const demo = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...demo, ...BRANDING }));
  return branding;
}

/** As `npm run dist -- --linux-portable --branding DIR` does; into `folder`. */
export async function buildHelp(branding: string, folder: string): Promise<PackagedHelp> {
  await build("help", ["--linux-portable", "--branding", branding], folder);
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".run"));
  if (name === undefined) throw new Error("there is no file to start");
  const unpacked = join(folder, "linux-unpacked");
  return { file: join(folder, name), unpacked, program: join(unpacked, BRANDING.fileName) };
}

/**
 * As `npm run dist:viewer -- --linux-dir --branding DIR` does; into `folder`.
 * @returns the program file
 */
export async function buildViewer(branding: string, folder: string): Promise<string> {
  await build("viewer", ["--linux-dir", "--branding", branding], folder);
  return join(folder, "linux-unpacked", `${BRANDING.fileName}-viewer`);
}

/** What the developer has built there stays theirs. */
async function build(program: "help" | "viewer", words: readonly string[], folder: string): Promise<void> {
  const built = join(root, "dist", program);
  const kept = `${built}.kept-${process.pid}`;
  if (existsSync(built)) await rename(built, kept);
  try {
    await run(process.execPath, [join(root, "scripts/dist.ts"), program, ...words]);
    // Not renamed: it may be another file system.
    await run("mv", [built, folder]);
  } finally {
    if (existsSync(kept)) {
      await rm(built, { recursive: true, force: true });
      await rename(kept, built);
    }
  }
}

/** A user without rights, with a home that is empty. */
export interface User {
  /** Of user and group. */
  readonly uid: number;
  readonly env: Readonly<Record<string, string>>;
  /** What the processes of this user's Help can be told by. */
  readonly mark: string;
  /** Where a Help that is one file unpacks itself (docs/adr/0030-portable-files.md). */
  readonly unpacked: string;
  /** Takes away all that was made for them, and what a Help that was killed has left. */
  remove(): Promise<void>;
}

/**
 * One whom the system knows by number only, and whom nobody else has: what was left, or runs, from other tests on
 * this computer is not theirs.
 * @throws unless root runs this: nobody else can start a program as another user
 */
export async function newUser(): Promise<User> {
  if (process.getuid?.() !== 0) throw new Error("only root can start Help as another user");
  // Above all that systems give to people, services and containers (systemd's UIDS-GIDS).
  const uid = randomInt(0x7000_0000, 0x7fff_0000);
  const folder = await mkdtemp(join(tmpdir(), "linea-user-"));
  await chmod(folder, 0o755);
  const [home, runtime] = [join(folder, "home"), join(folder, "run")];
  for (const path of [home, runtime]) {
    await mkdir(path, { mode: 0o700 });
    await chown(path, uid, uid);
  }
  const mark = crypto.randomUUID();
  const { PATH = "" } = process.env;
  const unpacked = join(tmpdir(), `linea-help-${uid}`);
  return {
    uid,
    env: { PATH, HOME: home, XDG_RUNTIME_DIR: runtime, LANG: "it_IT.UTF-8", LINEA_TEST_MARK: mark },
    mark: `LINEA_TEST_MARK=${mark}`,
    unpacked,
    async remove() {
      for (const path of [folder, unpacked]) await rm(path, { recursive: true, force: true });
    },
  };
}
