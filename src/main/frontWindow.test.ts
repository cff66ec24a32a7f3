import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Sighting } from "../shared/session/bankPause.ts";
import { FrontWatcher, LOOK_EVERY_MS, type FrontWindow, type FrontWindowReader } from "./frontWindow.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const OWN = 4711;
const letter: FrontWindow = { id: "7", title: "Lettera", pid: 12 };
const seenLetter: Sighting = { is: "window", id: "7", title: "Lettera" };

type Answer = Awaited<ReturnType<FrontWindowReader["read"]>>;

/** A system whose answers the test gives: a value, an error, or "hangs". */
function system(answer: Answer | Error | "hangs") {
  const desk = {
    answer,
    opened: 0,
    closed: 0,
    seen: [] as Sighting[],
    opening: "at once" as "at once" | "hangs",
  };
  const reader: FrontWindowReader = {
    read: () =>
      desk.answer === "hangs"
        ? new Promise(() => undefined)
        : desk.answer instanceof Error
          ? Promise.reject(desk.answer)
          : Promise.resolve(desk.answer),
    close: () => void (desk.closed += 1),
  };
  let open = () => undefined as void;
  const watcher = new FrontWatcher({
    open: () => {
      desk.opened += 1;
      if (desk.opening === "at once") return Promise.resolve(reader);
      return new Promise((resolve) => (open = () => resolve(reader)));
    },
    ownPid: OWN,
    onSeen: (sighting) => void desk.seen.push(sighting),
  });
  return { desk, watcher, openNow: () => open() };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("the watcher", () => {
  test("does nothing before a session, and nothing after it", async () => {
    const { desk, watcher } = system(letter);
    await pass(10_000);
    expect(desk.opened).toBe(0);
    watcher.start();
    await pass(0);
    watcher.stop();
    watcher.stop();
    expect(vi.getTimerCount()).toBe(0);
    await pass(10_000);
    expect(desk).toMatchObject({ opened: 1, closed: 1, seen: [seenLetter] });
  });

  test("looks at once, then at its interval, through one reader; and again in the next session", async () => {
    const { desk, watcher } = system(letter);
    watcher.start();
    watcher.start();
    await pass(0);
    expect(desk.seen).toHaveLength(1);
    await pass(LOOK_EVERY_MS - 1);
    expect(desk.seen).toHaveLength(1);
    await pass(1 + 3 * LOOK_EVERY_MS);
    expect(desk.seen).toHaveLength(5);
    expect(desk.opened).toBe(1);
    watcher.stop();
    watcher.start();
    await pass(0);
    expect(desk).toMatchObject({ opened: 2, closed: 1 });
    expect(desk.seen).toHaveLength(6);
    watcher.stop();
  });

  const answers: [string, Answer, Sighting][] = [
    ["a window", letter, seenLetter],
    ["a window that does not say whose it is", { ...letter, pid: null }, seenLetter],
    ["a window of Help itself, without its title", { ...letter, pid: OWN }, { is: "own" }],
    ["a bare desktop", "nothing", { is: "nothing" }],
    ["what the system does not say", null, null],
  ];
  test.each(answers)("tells of %s", async (_, answer, expected) => {
    const { desk, watcher } = system(answer);
    watcher.start();
    await pass(LOOK_EVERY_MS - 1);
    watcher.stop();
    expect(desk.seen).toEqual([expected]);
  });

  test("does not take the moment between two windows for a bare desktop", async () => {
    const { desk, watcher } = system("nothing");
    watcher.start();
    await pass(60);
    desk.answer = letter;
    await pass(LOOK_EVERY_MS - 61);
    watcher.stop();
    expect(desk.seen).toEqual([seenLetter]);
  });

  test("asks nothing more when it is stopped between two windows", async () => {
    const { desk, watcher } = system("nothing");
    watcher.start();
    await pass(0);
    watcher.stop();
    await pass(10_000);
    expect(desk).toMatchObject({ opened: 1, closed: 1, seen: [] });
  });

  test("answers null where the system tells nothing at all", async () => {
    const seen: Sighting[] = [];
    const watcher = new FrontWatcher({
      open: () => Promise.resolve(null),
      ownPid: OWN,
      onSeen: (sighting) => void seen.push(sighting),
    });
    watcher.start();
    await pass(LOOK_EVERY_MS);
    watcher.stop();
    expect(seen).toEqual([null, null]);
  });

  test("answers null after an error, and opens another reader for the next look", async () => {
    const { desk, watcher } = system(new Error("gone"));
    watcher.start();
    await pass(0);
    expect(desk).toMatchObject({ seen: [null], opened: 1, closed: 1 });
    desk.answer = letter;
    await pass(LOOK_EVERY_MS);
    expect(desk).toMatchObject({ seen: [null, seenLetter], opened: 2, closed: 1 });
    watcher.stop();
  });

  test("answers null when an answer hangs", async () => {
    const { desk, watcher } = system("hangs");
    watcher.start();
    await pass(999);
    expect(desk.seen).toEqual([]);
    await pass(1);
    expect(desk).toMatchObject({ seen: [null], closed: 1 });
    watcher.stop();
  });

  test("tells nothing of an answer that comes after the end, and closes what opens late", async () => {
    const { desk, watcher, openNow } = system(letter);
    desk.opening = "hangs";
    watcher.start();
    await pass(0);
    watcher.stop();
    openNow();
    await pass(10_000);
    expect(desk).toMatchObject({ opened: 1, closed: 1, seen: [] });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("closes what opens after nobody waits for it any more", async () => {
    const { desk, watcher, openNow } = system(letter);
    desk.opening = "hangs";
    watcher.start();
    await pass(1000);
    expect(desk.seen).toEqual([null]);
    openNow();
    await pass(0);
    expect(desk.closed).toBe(1);
    desk.opening = "at once";
    await pass(LOOK_EVERY_MS);
    expect(desk).toMatchObject({ seen: [null, seenLetter], opened: 2, closed: 1 });
    watcher.stop();
    expect(desk.closed).toBe(2);
  });

  test("survives a system that cannot be opened", async () => {
    const seen: Sighting[] = [];
    const watcher = new FrontWatcher({
      open: () => Promise.reject(new Error("no binary for this system")),
      ownPid: OWN,
      onSeen: (sighting) => void seen.push(sighting),
    });
    watcher.start();
    await pass(2 * LOOK_EVERY_MS);
    watcher.stop();
    expect(seen).toEqual([null, null, null]);
  });
});
