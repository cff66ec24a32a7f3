import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { discardMail, enqueueMail } from "../mail/outbox.ts";
import { findTampering } from "../store/audit.ts";
import { openData } from "../store/data.ts";
import type { Store } from "../store/store.ts";
import { captureIo } from "../testing/cli.ts";
import { makeData } from "../testing/data.ts";
import { exportOutbox } from "./export-outbox.ts";

const NOW = Date.UTC(2026, 10, 23, 11);
const link = "https://assistenza.example/password#TOKEN";

let folder: string;
let data: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-outbox-"));
  data = join(folder, "data");
  await makeData(data, { now: NOW, technicians: [] });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { store, ...opened } = await openData(data, "serve");
  try {
    return await work(store);
  } finally {
    await opened.close();
  }
}

const write = (store: Store, name: string): Promise<void> =>
  store.write((tx) =>
    enqueueMail(
      tx,
      {
        kind: "password-reset",
        to: `${name}@ditta.example`,
        language: "it",
        params: { name, link: link + name, minutes: 60 },
      },
      NOW,
    ),
  );

const trail = () =>
  withStore(({ db }) =>
    db
      .selectFrom("audit")
      .select(["actor", "target", "detailJson"])
      .where("action", "=", "mail.read")
      .execute(),
  );

describe("linea-server export outbox", () => {
  it("prints what waits, in words and with its link, while the server runs; the trail says so without it", async () => {
    await withStore(async (store) => {
      await write(store, "anna");
      await write(store, "bruno");
      await write(store, "carla");
      await store.write((tx) => discardMail(tx, 2, "cli", NOW));
      const io = captureIo(NOW);
      expect(await exportOutbox({ data }, io)).toBe(0);
      expect(io.out()).toMatch(
        /^To: anna@ditta\.example\nSubject: .+\nWritten: 2026-11-23T11:00:00\.000Z\nState: waiting\n\n/,
      );
      expect(io.out()).toContain(`${link}anna\n`);
      expect(io.out().indexOf(`${link}carla\n`)).toBeGreaterThan(io.out().indexOf(`${link}anna\n`));
      expect(io.out()).not.toContain("bruno");
      expect(await findTampering(store.db)).toBeNull();
    });
    expect(await trail()).toEqual([{ actor: "cli", target: "mails", detailJson: '{"mails":[1,3]}' }]);
  });

  it("with --all prints also those that were given up or whose words are erased", async () => {
    await withStore(async (store) => {
      await write(store, "anna");
      await write(store, "bruno");
      await store.write(async (tx) => {
        await discardMail(tx, 1, "cli", NOW);
        await tx.updateTable("outbox").set({ state: "undeliverable" }).where("id", "=", 2).execute();
      });
    });
    const some = captureIo(NOW);
    expect(await exportOutbox({ data }, some)).toBe(0);
    expect(some.out()).toBe("");
    expect(some.err()).toContain("No mail waits.");
    expect(await trail()).toEqual([]);
    const all = captureIo(NOW);
    expect(await exportOutbox({ data, all: true }, all)).toBe(0);
    expect(all.out()).toContain("State: discarded\n\n(Its words were erased");
    expect(all.out()).not.toContain(`${link}anna`);
    expect(all.out()).toContain("State: undeliverable\n");
    expect(all.out()).toContain(`${link}bruno\n`);
    expect(await trail()).toMatchObject([{ detailJson: '{"mails":[2]}' }]);
  });

  it("says in words where there is no database", async () => {
    const io = captureIo(NOW);
    expect(await exportOutbox({ data: join(folder, "elsewhere") }, io)).toBe(1);
    expect(io.err()).toMatch(/^linea-server export outbox: /);
  });
});
