import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { AuditPage } from "../../src/shared/protocol/api.ts";
import { addContact, removeContact } from "../customers/contacts.ts";
import { addCustomer } from "../customers/customers.ts";
import { ACTOR, company, NOON, person, TestDesk } from "../testing/desk.ts";
import { audit } from "./audit.ts";
import { auditPage } from "./auditView.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const write = (actor: string, detail: Record<string, unknown> = {}) =>
  desk.write((tx) => audit(tx, { at: NOON, actor, action: "test.done", target: "line:3", detail }));
const fill = (rows: number) =>
  desk.write(async (tx) => {
    for (let i = 0; i < rows; i++) await audit(tx, { at: NOON + i, actor: "cli", action: "a", target: "t" });
  });
const page = async (before?: number) => AuditPage.parse(await auditPage(desk.store.db, { before }));
const seqs = async (before?: number) => (await page(before)).rows.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);

describe("a page of the audit trail", () => {
  it("of an empty one is empty", async () => {
    expect(await page()).toEqual({ rows: [], more: false });
  });

  it("holds a hundred rows, the newest first, and says whether there are more", async () => {
    await fill(250);
    expect(await seqs()).toEqual(range(250, 151));
    expect((await page()).more).toBe(true);
    expect(await seqs(151)).toEqual(range(150, 51));
    expect(await seqs(51)).toEqual(range(50, 1));
    expect((await page(51)).more).toBe(false);
    // Exactly a hundred are left: this page is the last one.
    expect((await page(101)).more).toBe(false);
    expect((await page(102)).more).toBe(true);
    expect(await page(1)).toEqual({ rows: [], more: false });
  });

  it("names those who are known, each by their kind", async () => {
    const staff = await desk.addStaff({ email: "a@x.example", role: "office", name: "Anna" });
    const customer = await desk.write((tx) => addCustomer(tx, company, "cli", NOON));
    const contact = await desk.write((tx) => addContact(tx, customer, person, "system", NOON));
    const after = (await page()).rows[0]!.seq;
    const actors = [`staff:${staff}`, `contact:${contact}`, ACTOR, `staff:${contact}`, "cli", "system"];
    for (const actor of actors) await write(actor);
    const named = async () =>
      (await page()).rows
        .filter(({ seq }) => seq > after)
        .map(({ actor, actorName }) => [actor, actorName])
        .reverse();
    expect(await named()).toEqual([
      [`staff:${staff}`, "Anna"],
      [`contact:${contact}`, person.name],
      [ACTOR, null],
      [`staff:${contact}`, null],
      ["cli", null],
      ["system", null],
    ]);
    await desk.write((tx) => removeContact(tx, contact, "cli", NOON));
    expect((await page()).rows.find(({ actor }) => actor === `contact:${contact}`)?.actorName).toBeNull();
  });

  it("shows what changed", async () => {
    await write("cli", { from: { rateCents: null }, to: { rateCents: 1 } });
    expect((await page()).rows).toEqual([
      {
        seq: 1,
        at: NOON,
        actor: "cli",
        actorName: null,
        action: "test.done",
        target: "line:3",
        detail: { from: { rateCents: null }, to: { rateCents: 1 } },
      },
    ]);
  });

  it.each(["{", "[1]", "null", ""])("stays readable when a row was tampered with (%j)", async (detail) => {
    await write("cli");
    await sql`drop trigger auditNoUpdate`.execute(desk.store.db);
    await sql`update audit set detailJson = ${detail}`.execute(desk.store.db);
    expect((await page()).rows[0]?.detail).toEqual({ unreadable: detail });
  });
});
