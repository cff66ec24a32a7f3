import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LineInput } from "../../src/shared/protocol/api.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { createOrganisation, readOrganisation } from "../organisation.ts";
import { newId } from "../store/ids.ts";
import { Store } from "../store/store.ts";
import { addClosure, listClosures, listLines, putLine, removeClosure, removeLine } from "./catalogue.ts";

const NOW = 1_800_000_000_000;
const ACTOR = "staff:admin";
const posta: LineInput = {
  label: "Posta",
  description: "E-mail e Office",
  hours: standardHours,
  staff: null,
  rateCents: null,
};

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-catalogue-"));
  store = await Store.open(join(folder, "linea.db"));
  const aurora = {
    name: "Aurora",
    phone: "06 5550 0142",
    email: "a@b.example",
    publicUrl: "https://a.example",
  };
  await store.write((tx) => createOrganisation(tx, aurora, NOW));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const put = (number: number, input: LineInput = posta) =>
  store.write((tx) => putLine(tx, number, input, ACTOR, NOW));
const version = async () => (await readOrganisation(store.db))?.directoryVersion;
/** Without the row that made the organisation. */
const trail = async () => {
  const rows = await store.db.selectFrom("audit").selectAll().orderBy("seq").execute();
  return rows.slice(1).map(({ action, target, actor }) => [action, target, actor]);
};

async function addStaff(): Promise<string> {
  const id = newId();
  const person = {
    id,
    email: `${id.toLowerCase()}@a.example`,
    name: "Tina",
    role: "technician",
    language: "it",
  } as const;
  const rest = {
    passwordHash: null,
    totpSecret: null,
    totpLastStep: null,
    totpRequired: 0,
    active: 1,
    createdAt: 0,
  } as const;
  await store.write((tx) =>
    tx
      .insertInto("staff")
      .values({ ...person, ...rest })
      .execute(),
  );
  return id;
}

describe("lines", () => {
  it("are made, changed and taken away; each time the directory is a new version, and the trail tells it", async () => {
    const tina = await addStaff();
    await put(12);
    await put(3, { ...posta, label: "Stampa", hours: "always", staff: [tina], rateCents: 4500 });
    expect(await listLines(store.db)).toEqual([
      { ...posta, number: 3, label: "Stampa", hours: "always", staff: [tina], rateCents: 4500 },
      { ...posta, number: 12 },
    ]);
    await put(12, { ...posta, label: "Posta e web" });
    await store.write((tx) => removeLine(tx, 3, ACTOR, NOW));
    expect(await listLines(store.db)).toEqual([{ ...posta, number: 12, label: "Posta e web" }]);
    expect(await version()).toBe(5);
    expect(await trail()).toEqual([
      ["line.created", "line:12", ACTOR],
      ["line.created", "line:3", ACTOR],
      ["line.changed", "line:12", ACTOR],
      ["line.removed", "line:3", ACTOR],
    ]);
  });

  it("name only staff that there is", async () => {
    const tina = await addStaff();
    await expect(put(1, { ...posta, staff: [tina, newId()] })).rejects.toMatchObject({
      code: "invalid",
      detail: { field: "staff.1" },
    });
    expect(await listLines(store.db)).toEqual([]);
    expect(await version()).toBe(1);
    expect(await trail()).toEqual([]);
  });

  it("that are not there cannot be taken away", async () => {
    await expect(store.write((tx) => removeLine(tx, 9, ACTOR, NOW))).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await version()).toBe(1);
  });

  it("are at most 99, and each of those can still be changed", async () => {
    await store.write(async (tx) => {
      for (let number = 1; number <= 99; number += 1) await putLine(tx, number, posta, ACTOR, NOW);
    });
    await expect(put(100)).rejects.toMatchObject({ code: "invalid", detail: { field: "number" } });
    await put(99, { ...posta, label: "Nuova" });
    expect(await listLines(store.db)).toHaveLength(99);
  });

  it("fit one message to Help: the longest words 90 times do in plain letters, and not in wide ones", async () => {
    const long = { ...posta, label: "l".repeat(80), description: "d".repeat(160) };
    await store.write(async (tx) => {
      for (let number = 901; number <= 990; number += 1) await putLine(tx, number, long, ACTOR, NOW);
    });
    const wide = { ...posta, label: "線".repeat(80), description: "線".repeat(160) };
    await expect(
      store.write(async (tx) => {
        for (let number = 901; number <= 990; number += 1) await putLine(tx, number, wide, ACTOR, NOW);
      }),
    ).rejects.toMatchObject({ code: "too-large", detail: { field: "description" } });
    expect((await listLines(store.db)).every(({ label }) => label === long.label)).toBe(true);
  });

  it.each([
    ["no JSON", { hoursJson: "{" }],
    ["hours that are none", { hoursJson: '{"mon":[]}' }],
    ["staff that is nobody", { staffJson: '["x"]' }],
    ["a label of two lines", { label: "a\nb" }],
  ])("whose row holds %s are not believed", async (_, row) => {
    await put(1);
    await store.write((tx) => tx.updateTable("line").set(row).execute());
    await expect(listLines(store.db)).rejects.toThrow();
  });
});

describe("closures", () => {
  it("are added and taken away, with version and trail", async () => {
    const add = (fromDay: string, toDay: string) =>
      store.write((tx) => addClosure(tx, { fromDay, toDay, reason: "Ferie" }, ACTOR, NOW));
    const winter = await add("2026-12-28", "2027-01-05");
    const summer = await add("2026-08-10", "2026-08-21");
    expect(await listClosures(store.db)).toEqual([summer, winter]);
    expect(winter).toEqual({ id: winter.id, fromDay: "2026-12-28", toDay: "2027-01-05", reason: "Ferie" });
    await store.write((tx) => removeClosure(tx, summer.id, ACTOR, NOW));
    expect(await listClosures(store.db)).toEqual([winter]);
    expect(await version()).toBe(4);
    expect(await trail()).toEqual([
      ["closure.added", `closure:${winter.id}`, ACTOR],
      ["closure.added", `closure:${summer.id}`, ACTOR],
      ["closure.removed", `closure:${summer.id}`, ACTOR],
    ]);
    await expect(store.write((tx) => removeClosure(tx, summer.id, ACTOR, NOW))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

it("nothing is changed without an organisation whose directory it would be in", async () => {
  await store.write((tx) => tx.deleteFrom("organisation").execute());
  await expect(put(1)).rejects.toThrow(/no organisation/);
  expect(await listLines(store.db)).toEqual([]);
});
