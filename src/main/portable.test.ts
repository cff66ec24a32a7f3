import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAlive, leave, sweep, takePlace } from "./portable.ts";

const removeTree = (folder: string) => rm(folder, { recursive: true, force: true });
const USER = process.getuid?.() ?? null;
const HOME = USER === null ? "linea-help" : `linea-help-${USER}`;
const EXECUTABLE = "/opt/linea/linea-help";
const PID = 4711;
const aliveAre =
  (...pids: number[]) =>
  (pid: number) =>
    pids.includes(pid);

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "linea-portable-"));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

const take = (executable = EXECUTABLE, pid = PID) =>
  takePlace({ temporary, user: USER, pid, executable, unpacked: executable !== EXECUTABLE });
const home = () => join(temporary, HOME);
const make = (...path: string[]) => {
  mkdirSync(join(home(), ...path), { recursive: true, mode: 0o700 });
  writeFileSync(join(home(), ...path, "something"), "x");
};

describe("the place that a run takes", () => {
  it("is its own, in a folder that is open to this user alone", () => {
    expect(take()).toEqual({ home: home(), run: join(home(), String(PID)) });
    if (USER !== null) expect(statSync(home()).mode & 0o777).toBe(0o700);
    expect(take(EXECUTABLE, PID + 1).home).toBe(home());
  });

  it("is where it was unpacked to, when it unpacked itself", () => {
    mkdirSync(join(home(), "99", "app"), { recursive: true, mode: 0o700 });
    expect(take(join(home(), "99", "app", "linea-help"))).toEqual({ home: home(), run: join(home(), "99") });
    expect(readdirSync(home())).toEqual(["99"]);
  });

  it.skipIf(USER === null).each([
    ["open to others", () => (mkdirSync(home()), chmodSync(home(), 0o755))],
    [
      "a link to elsewhere",
      () => (mkdirSync(join(temporary, "x"), { mode: 0o700 }), symlinkSync("x", home())),
    ],
    ["a file", () => writeFileSync(home(), "")],
  ])("is another one when the folder is %s", (_what, prepare) => {
    prepare();
    const place = take();
    expect(place.home).not.toBe(home());
    expect(basename(place.home)).toMatch(new RegExp(`^${HOME}-`));
    expect(statSync(place.home).mode & 0o777).toBe(0o700);
  });

  it.skipIf(USER === null)("is another one when the folder is somebody else's", () => {
    const user = (USER ?? 0) + 1;
    const other = takePlace({ temporary, user, pid: PID, executable: EXECUTABLE, unpacked: false });
    // Made by us just now, and so not theirs.
    expect(other.home).not.toBe(join(temporary, `linea-help-${user}`));
  });

  it.each([
    ["not in a folder app", ["99", "elsewhere"]],
    ["not in a run's folder", ["v2", "app"]],
    ["in a folder of another name", ["..", "other", "99", "app"]],
  ])("is a new one for a program that lies %s, whatever it is told", (_what, path) => {
    mkdirSync(join(home(), ...path), { recursive: true, mode: 0o700 });
    expect(take(join(home(), ...path, "linea-help"))).toEqual({
      home: home(),
      run: join(home(), String(PID)),
    });
  });
});

describe("what runs have left that were killed", () => {
  it("is removed, but nothing of those that live, nor of this one", async () => {
    const place = take();
    for (const run of ["1001", "1002", String(PID)]) make(run, "app");
    make("not-a-run");
    await sweep(place, aliveAre(1002), removeTree);
    expect(readdirSync(home()).toSorted()).toEqual(["1002", String(PID), "not-a-run"]);
  });

  it("is told by whether there is such a process", () => {
    expect(isAlive(process.pid)).toBe(true);
    // Above the most that Linux gives out (proc_sys_kernel(5): 2^22).
    expect(isAlive(2 ** 30)).toBe(false);
  });
});

describe("at the end", () => {
  it("nothing stays", () => {
    const place = take();
    make(String(PID), "session");
    make("SingletonLock.d");
    leave(place, aliveAre());
    expect(existsSync(home())).toBe(false);
  });

  it("the program file stays for whoever has unpacked it", () => {
    make("99", "app");
    make("99", "session");
    leave(take(join(home(), "99", "app", "linea-help")), aliveAre());
    expect(readdirSync(join(home(), "99"))).toEqual(["app"]);
  });

  it("what others still need stays", () => {
    const place = take();
    make("1002", "app");
    make("SingletonLock.d");
    leave(place, aliveAre(1002));
    expect(readdirSync(home()).toSorted()).toEqual(["1002", "SingletonLock.d"]);
  });

  it("another run's folder stays, alive or not: it may have been made just now", () => {
    const place = take();
    make("1002", "app");
    make("SingletonLock.d");
    leave(place, aliveAre());
    expect(readdirSync(home())).toEqual(["1002"]);
  });

  it("what is gone already is no trouble", () => {
    const place = take();
    rmSync(home(), { recursive: true });
    leave(place, aliveAre());
    expect(existsSync(home())).toBe(false);
  });
});
