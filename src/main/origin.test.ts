import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { originOf, watchOrigin, type OriginParts } from "./origin.ts";

const FILE = "/media/anna/CHIAVETTA/Help.run";
const USB = 7;
const ROOT = 1;

/** Path to number of its drive; what is missing is not there. */
let there: Record<string, number>;
let look: () => void;
let running: boolean;
const gone = vi.fn<() => void>();

const parts: OriginParts = {
  driveOf: async (path) => {
    const drive = there[path];
    if (drive === undefined) throw new Error("ENOENT");
    return drive;
  },
  every: (_ms, each) => {
    running = true;
    look = each;
    return () => (running = false);
  },
};

beforeEach(() => {
  gone.mockReset();
  there = { [FILE]: USB, "/media/anna/CHIAVETTA": USB, "/media/anna": ROOT, "/media": ROOT, "/": ROOT };
});

async function looks(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    look();
    // Longer than any chain of answers above.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("the drive that Help was started from", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ["is taken away, its folder too", { "/media/anna": ROOT, "/media": ROOT, "/": ROOT }],
    [
      "is taken away, its empty folder stays",
      { "/media/anna/CHIAVETTA": ROOT, "/media/anna": ROOT, "/": ROOT },
    ],
    ["was a drive letter", {}],
  ] as [string, Record<string, number>][])("%s: told once", async (_what, left) => {
    watchOrigin(FILE, gone, parts);
    await looks(3);
    expect(gone).not.toHaveBeenCalled();
    there = left;
    await looks(1);
    // One look may be a moment's trouble.
    expect(gone).not.toHaveBeenCalled();
    await looks(3);
    expect(gone).toHaveBeenCalledTimes(1);
    expect(running).toBe(false);
  });

  it.each([
    ["the file is deleted or renamed", FILE],
    ["its folder is", "/media/anna/CHIAVETTA"],
  ])("is still there when %s", async (_what, path) => {
    there = { ...there, [path]: USB };
    const below = Object.keys(there).filter((one) => one.startsWith(path));
    watchOrigin(FILE, gone, parts);
    await looks(1);
    there = Object.fromEntries(
      Object.entries({ ...there, "/media/anna": USB }).filter(([one]) => !below.includes(one)),
    );
    await looks(5);
    expect(gone).not.toHaveBeenCalled();
  });

  it("is still there when a file that a layer below has is deleted", async () => {
    there = { ...there, [FILE]: ROOT };
    watchOrigin(FILE, gone, parts);
    await looks(1);
    there = Object.fromEntries(Object.entries(there).filter(([path]) => path !== FILE));
    await looks(5);
    expect(gone).not.toHaveBeenCalled();
  });

  it("comes back before the second look: nothing happened", async () => {
    watchOrigin(FILE, gone, parts);
    const before = there;
    for (let time = 0; time < 3; time += 1) {
      there = {};
      await looks(1);
      there = before;
      await looks(1);
    }
    expect(gone).not.toHaveBeenCalled();
  });

  it("was never to be seen: nothing is watched", async () => {
    there = {};
    watchOrigin(FILE, gone, parts);
    await looks(5);
    expect(gone).not.toHaveBeenCalled();
  });

  it("is not watched any more once ended", async () => {
    const end = watchOrigin(FILE, gone, parts);
    await looks(1);
    there = {};
    await looks(1);
    end();
    await looks(3);
    expect(gone).not.toHaveBeenCalled();
  });
});

it.each([
  [{ LINEA_PORTABLE_FILE: "/a" }, "/a"],
  [{ APPIMAGE: "/b" }, "/b"],
  [{ PORTABLE_EXECUTABLE_FILE: "C:\\c.exe" }, "C:\\c.exe"],
  [{}, null],
])("is named by what unpacked it (%j)", (environment, file) => {
  expect(originOf(environment)).toBe(file);
});
