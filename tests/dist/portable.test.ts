/** The self-extracting file (build/portable.sh), with a small script in the place of Help. */
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLinuxPortable } from "../../scripts/dist/linuxPortable.ts";

const run = promisify(execFile);
const USER = process.getuid?.() ?? 0;

/** Says where it runs and what it was given, then ends as its first word tells it. */
const PROGRAM = `#!/bin/sh
printf '%s\\n' "$0" "$LINEA_PORTABLE_FILE" "$(umask)" "$@" > "$SAID"
case "$1" in
  wait)
    trap 'echo told >> "$SAID"; kill "$waiting"; exit 7' HUP TERM
    sleep 60 & waiting=$!
    echo ready >> "$SAID"
    wait ;;
  *) exit "$1" ;;
esac
`;

let folder: string;
let temporary: string;
let file: string;
let said: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "linea-portable-test-"));
  const unpacked = join(folder, "unpacked");
  temporary = join(folder, "tmp");
  said = join(folder, "said");
  file = join(folder, "L’aiuto – prova.run");
  await mkdir(unpacked);
  await mkdir(temporary);
  await writeFile(join(unpacked, "program"), PROGRAM, { mode: 0o755 });
  makeLinuxPortable({ unpacked, program: "program", name: "Aiuto d'oro", output: file });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const env = (more: Record<string, string> = {}) => ({
  PATH: process.env["PATH"] ?? "",
  LANG: "it_IT.UTF-8",
  TMPDIR: temporary,
  SAID: said,
  ...more,
});
const heard = async (): Promise<string[]> => (await readFile(said, "utf8")).trimEnd().split("\n");
/** Where the part begins that has all but the program: behind the program that unpacks. */
const besideAt = async (bytes: Buffer): Promise<number> =>
  bytes.indexOf("\x7fELF") + (await stat("/usr/bin/pzstd")).size;
const home = () => join(temporary, `linea-help-${USER}`);

/** @returns how it ended, and what it said on standard error */
async function start(
  words: string[],
  more?: Record<string, string>,
): Promise<{ code: number; error: string }> {
  try {
    const { stderr } = await run(file, words, { env: env(more) });
    return { code: 0, error: stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, error: stderr };
  }
}

describe("one file for Linux", () => {
  it("starts the program from a folder of this user's alone, and leaves nothing", async () => {
    execFileSync("sh", ["-c", 'umask 022; exec "$0" "$@"', file, "0", "two words", "ò"], { env: env() });
    const [program = "", origin, mask, ...words] = await heard();
    expect(program).toMatch(new RegExp(`^${home()}/\\d+/app/program$`));
    // What it starts shall not inherit the shell's own caution.
    expect([origin, mask, ...words]).toEqual([file, "0022", "0", "two words", "ò"]);
    expect(await readdir(temporary)).toEqual([]);
  });

  it("ends as the program does", async () => {
    expect((await start(["3"])).code).toBe(3);
  });

  it("has the same folder whatever language the system speaks", async () => {
    for (const LANGUAGE of ["de", "fr", "en", "it"]) {
      expect((await start(["0"], { LANGUAGE })).code).toBe(0);
      expect((await heard())[0]).toMatch(new RegExp(`^${home()}/`));
    }
  });

  it("takes another folder when that one is open to others", async () => {
    await mkdir(home(), { mode: 0o755 });
    await chmod(home(), 0o755);
    expect((await start(["0"])).code).toBe(0);
    expect((await heard())[0]).toMatch(new RegExp(`^${home()}-\\w{6}/\\d+/app/program$`));
    expect(await readdir(temporary)).toEqual([`linea-help-${USER}`]);
  });

  it("removes nothing that a variable of its surroundings names", async () => {
    const precious = join(folder, "precious");
    await mkdir(precious);
    const { code, error } = await start(["0"], { TMPDIR: join(folder, "missing"), run: precious });
    expect(code).toBe(1);
    expect(error).toMatch(/^Non è stato possibile/m);
    expect(await readdir(folder)).toContain("precious");
  });

  it("leaves alone what other runs have there", async () => {
    await mkdir(join(home(), "1", "app"), { recursive: true, mode: 0o700 });
    await writeFile(join(home(), "SingletonLock"), "");
    expect((await start(["0"])).code).toBe(0);
    expect((await readdir(home())).toSorted()).toEqual(["1", "SingletonLock"]);
  });

  it("takes away the lock of a program that was killed", async () => {
    await mkdir(home(), { mode: 0o700 });
    await writeFile(join(home(), "SingletonLock"), "");
    expect((await start(["0"])).code).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "passes %s on, and cleans up after it",
    async (signal) => {
      const child = spawn(file, ["wait"], { env: env(), stdio: "ignore" });
      await expect.poll(() => heard().catch(() => [])).toContain("ready");
      child.kill(signal);
      const [code] = (await once(child, "exit")) as [number];
      expect(code).toBe(7);
      expect(await heard()).toContain("told");
      expect(await readdir(temporary)).toEqual([]);
    },
  );

  it.each([
    ["it", /^Non è stato possibile aprire Aiuto d'oro\. .*liberi in/],
    ["en_GB.UTF-8", /^Aiuto d'oro could not be opened\. .*free space in/],
  ])("says in words (%s) when it came damaged, and leaves nothing", async (LANG, words) => {
    const { size } = await stat(file);
    await truncate(file, size - 20);
    const { code, error } = await start(["0"], { LANG, PATH: "/usr/bin:/bin" });
    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(words.source, "m"));
    expect(await readdir(temporary)).toEqual([]);
  });

  it("starts nothing when the program itself has not come at all", async () => {
    const bytes = await readFile(file);
    const rest = Number(/count=(\d+) status=none \|\| damaged/.exec(bytes.toString("latin1"))?.[1]);
    await truncate(file, (await besideAt(bytes)) + rest);
    expect((await start(["0"], { PATH: "/usr/bin:/bin" })).code).toBe(1);
    await expect(heard()).rejects.toThrow("ENOENT");
  });

  it("starts nothing when only what lies beside the program came damaged", async () => {
    const bytes = await readFile(file);
    const beside = await besideAt(bytes);
    await writeFile(file, bytes.fill(0, beside + 16, beside + 48));
    expect((await start(["0"], { PATH: "/usr/bin:/bin" })).code).toBe(1);
    await expect(heard()).rejects.toThrow("ENOENT");
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each(['a"b', "a$b", "a`b", "a\\b"])(
    "is not made with the name %s, which the shell would read",
    (name) => {
      const make = () =>
        makeLinuxPortable({ unpacked: join(folder, "unpacked"), program: "program", name, output: file });
      expect(make).toThrow("not in a name");
    },
  );
});
