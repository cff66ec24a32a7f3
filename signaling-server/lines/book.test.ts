import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KyselyPlugin } from "kysely";
import SQLite from "better-sqlite3";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { DIRECTORY_LIFE_MS } from "../../src/shared/protocol/limits.ts";
import { fillDemo } from "../demo.ts";
import { createOrganisation } from "../organisation.ts";
import { databaseIn } from "../store/data.ts";
import { StoreError } from "../store/error.ts";
import type { Reader } from "../store/store.ts";
import { ManualClock } from "../testing/clock.ts";
import { connectHelp } from "../testing/client.ts";
import { openTestDatabase, type TestDatabase } from "../testing/database.ts";
import { ACTOR } from "../testing/desk.ts";
import { startDesk } from "../testing/startDesk.ts";
import { LineBook } from "./book.ts";
import { putLine } from "./catalogue.ts";

const line = {
  label: "Contabilità",
  description: "",
  hours: "always",
  staff: null,
  rateCents: null,
} as const;

describe("the book of lines", () => {
  let house: TestDatabase;
  let clock: ManualClock;
  let logged: unknown[];
  let book: LineBook;
  /** How many of the next readings fail. */
  let failing: number;

  /** The real database, whose reads fail for a while. */
  const faulty = (db: Reader): Reader => {
    const plugin: KyselyPlugin = {
      transformQuery({ node }) {
        if (failing > 0) {
          failing -= 1;
          throw new StoreError("disk-failed");
        }
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    return db.withPlugin(plugin);
  };

  beforeEach(async () => {
    house = await openTestDatabase();
    clock = new ManualClock();
    logged = [];
    failing = 0;
    const organisation = { name: "Aurora", phone: "06 5555 0142", email: "info@aurora.example" };
    await house.store.write((tx) =>
      createOrganisation(tx, { ...organisation, publicUrl: "https://aurora.example" }, clock.date()),
    );
    const log = {
      info: () => {},
      warn: () => {},
      error: (what: unknown) => void logged.push(what),
    };
    book = new LineBook({ store: { db: faulty(house.store.db) }, clock, log });
  });
  afterEach(async () => {
    book.stop();
    expect(clock.pending).toBe(0);
    await house.close();
  });

  const addLine = (number: number) =>
    house.store.write((tx) => putLine(tx, number, line, ACTOR, clock.date()));
  const numbers = (): number[] => book.lines.map(({ number }) => number);

  it("says at the start that it cannot be read", async () => {
    failing = 1;
    await expect(book.load()).rejects.toMatchObject({ code: "disk-failed" });
  });

  it("reads again what could not be read after a change, ever more seldom, and tells of it", async () => {
    await book.load();
    let changes = 0;
    book.onChange(() => (changes += 1));
    await addLine(1);
    failing = 3;
    await book.reload();
    expect(book.isOutdated).toBe(true);
    expect(numbers()).toEqual([]);
    expect(logged).toMatchObject([{ err: { code: "disk-failed" }, retryMs: 1_000 }]);
    for (const [retryMs, next] of [
      [1_000, 2_000],
      [2_000, 4_000],
    ] as const) {
      clock.advance(retryMs - 1);
      const before = failing;
      clock.advance(1);
      await expect.poll(() => logged.at(-1)).toMatchObject({ retryMs: next });
      expect(failing).toBe(before - 1);
    }
    expect(changes).toBe(0);
    clock.advance(4_000);
    await expect.poll(() => book.isOutdated).toBe(false);
    expect(numbers()).toEqual([1]);
    expect(changes).toBe(1);
    expect(logged).toHaveLength(3);
  });

  it("tries at least every minute, and begins anew with short waits once it has succeeded", async () => {
    await book.load();
    failing = 10;
    for (let i = 0; i < 10; i += 1) await book.reload();
    expect(logged.at(-1)).toMatchObject({ retryMs: 60_000 });
    await book.reload();
    expect(book.isOutdated).toBe(false);
    failing = 1;
    await book.reload();
    expect(logged.at(-1)).toMatchObject({ retryMs: 1_000 });
  });

  it("is made by the next change, if that comes first, and then no more", async () => {
    await book.load();
    failing = 1;
    await addLine(1);
    await book.reload();
    await addLine(2);
    await book.reload();
    expect(numbers()).toEqual([1, 2]);
    let changes = 0;
    book.onChange(() => (changes += 1));
    clock.advance(59_000);
    await book.reload();
    expect(changes).toBe(1);
  });

  it("finds the organisation that is set up beside it, though a look in between fails", async () => {
    await house.store.db.deleteFrom("organisation").execute();
    await book.load();
    expect(book.organisation).toBeNull();
    failing = 1;
    clock.advance(2_000);
    await expect.poll(() => book.isOutdated).toBe(true);
    const organisation = { name: "Beta", phone: "06 5555 0143", email: "info@beta.example" };
    await house.store.write(async (tx) => {
      await createOrganisation(tx, { ...organisation, publicUrl: "https://beta.example" }, clock.date());
      await fillDemo(tx, clock.date());
    });
    clock.advance(1_000);
    await expect.poll(() => book.organisation?.name).toBe("Beta");
    expect(numbers()).toHaveLength(6);
  });

  it("tells each listener, whatever becomes of another, and takes no listener's error for its own", async () => {
    const told: string[] = [];
    const broken = () => {
      throw new Error("a listener broke");
    };
    for (const tell of [book.onChange, book.onHours, book.onRenewal]) tell.call(book, broken);
    book.onChange(() => told.push("change"));
    book.onHours(() => told.push("hours"));
    book.onRenewal(() => told.push("renewal"));
    await book.load();
    await house.store.write((tx) => putLine(tx, 1, { ...line, hours: standardHours }, ACTOR, clock.date()));
    await book.reload();
    expect(told).toEqual(["change", "change"]);
    expect(numbers()).toEqual([1]);
    expect(book.isOutdated).toBe(false);
    expect(logged).toEqual([{ err: new Error("a listener broke") }, { err: new Error("a listener broke") }]);
    // It is not read again by itself: there was nothing wrong with it.
    clock.advance(60_000);
    await book.reload();
    expect(told).toEqual(["change", "change", "change"]);
    clock.advance(DIRECTORY_LIFE_MS);
    for (const kind of ["hours", "renewal"]) {
      expect(told.filter((one) => one === kind).length).toBeGreaterThan(1);
    }
  });

  it("reads no more once it is stopped", async () => {
    await book.load();
    failing = 1;
    const reading = book.reload();
    book.stop();
    await reading;
    expect(logged).toEqual([]);
  });
});

describe("a change that callers cannot be shown yet", () => {
  it("is acknowledged, shown by the metrics, and seen as soon as it can be read", async () => {
    const desk = await startDesk();
    try {
      const administrator = await desk.browserOf("administrator");
      const help = await connectHelp(desk.url);
      const database = new SQLite(databaseIn(desk.data));
      const setHours = database.prepare("update line set hoursJson = ? where number = 3");
      const outdated = async (): Promise<string | undefined> =>
        /^linea_lines_outdated (\d)$/m.exec(await (await fetch(`${desk.url}/metrics`)).text())?.[1];
      expect(await outdated()).toBe("0");
      // Damage that the change has nothing to do with.
      setHours.run("not JSON");
      const settings = (await administrator.ask("GET", "/settings")).body as object;
      const changed = await administrator.ask("PUT", "/settings", { ...settings, name: "Nuovo nome" });
      expect(changed.status).toBeLessThan(300);
      expect(await outdated()).toBe("1");
      expect(desk.log.filter((entry) => entry.includes("cannot be read"))).toHaveLength(1);
      setHours.run('"always"');
      database.close();
      desk.clock.advance(1_000);
      await help.next("directory", ({ directory }) => directory.payload.includes("Nuovo nome"));
      expect(await outdated()).toBe("0");
    } finally {
      await desk.close();
    }
  });
});
