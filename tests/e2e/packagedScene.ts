/** Help as people get it: one file, built for the server of the test, in the hands of a user without rights. */
import { execFile } from "node:child_process";
import { chown, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { launchPackaged, NOBODY, type PackagedProgram } from "../../harness/packaged.ts";
import { living, type Family } from "../../harness/processes.ts";
import type { ServerProgram } from "../../harness/programs.ts";
import type { VirtualDisplay } from "../../harness/display.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** What the window says: the name of the test's own branding, and that it is not for release. */
export const TITLE = /^Aiuto Prova .*non per la distribuzione/;

export interface PackagedHelp {
  /** The one file. */
  readonly file: string;
  /** The same, unpacked: a folder. */
  readonly unpacked: string;
}

/** Builds Help for this server, as `npm run dist -- --linux-portable --branding DIR` does, into `folder`. */
export async function buildHelp(server: ServerProgram, folder: string): Promise<PackagedHelp> {
  const branding = join(folder, "branding");
  await cp(join(root, "branding/demo"), branding, { recursive: true });
  await copyFile(server.organisationFile, join(branding, "organisation.json"));
  const settings = JSON.parse(await readFile(join(branding, "branding.json"), "utf8")) as object;
  const own = { programName: { it: "Aiuto Prova", en: "Test Help" }, fileName: "aiuto-prova" };
  await writeFile(join(branding, "branding.json"), JSON.stringify({ ...settings, ...own }));
  await run(process.execPath, [
    join(root, "scripts/dist.ts"),
    "help",
    "--linux-portable",
    "--branding",
    branding,
  ]);
  // The next build will make its own in that place.
  const output = join(folder, "dist");
  await run("mv", [join(root, "dist/help"), output]);
  const name = (await readdir(output)).find((entry) => entry.endsWith(".run"));
  if (name === undefined) throw new Error("there is no file to start");
  return { file: join(output, name), unpacked: join(output, "linux-unpacked") };
}

/** A user without rights, with a home that is empty. */
export interface User {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the processes of this user's Help can be told by. */
  readonly mark: string;
}

export async function newUser(): Promise<User> {
  const folder = await mkdtemp(join(tmpdir(), "linea-user-"));
  const [home, runtime] = [join(folder, "home"), join(folder, "run")];
  for (const path of [home, runtime]) {
    await mkdir(path, { mode: 0o700 });
    await chown(path, NOBODY, NOBODY);
  }
  await run("chmod", ["755", folder]);
  const mark = crypto.randomUUID();
  const { PATH = "" } = process.env;
  const env = { PATH, HOME: home, XDG_RUNTIME_DIR: runtime, LANG: "it_IT.UTF-8", LINEA_TEST_MARK: mark };
  return { folder, env, mark: `LINEA_TEST_MARK=${mark}` };
}

export const removeUser = ({ folder }: User): Promise<void> => rm(folder, { recursive: true, force: true });

export const open = (file: string, user: User, display: VirtualDisplay): Promise<PackagedProgram> =>
  launchPackaged(file, { display, env: user.env, user: NOBODY, title: TITLE });

export const familyOf = (program: { pid: number }, { mark }: User): Family => ({ root: program.pid, mark });

/** Ends everything of this user's at once, as a power cut would. */
export async function cutPower(family: Family): Promise<void> {
  for (const { pid } of await living(family)) process.kill(pid, "SIGKILL");
}

/**
 * Everything on this machine that belongs to the user without rights, files and folders, each with size and last
 * change: what a program of theirs has made or changed is among it. Without the system's own views (/proc, /sys).
 */
export async function belongings(): Promise<string[]> {
  const { stdout } = await run(
    "find",
    ["/", "/dev/shm", "-xdev", "-uid", String(NOBODY), "-printf", "%p %y %s\\n"],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => {
    // Files of others go while it looks.
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  return stdout.split("\n").filter((line) => line !== "");
}
