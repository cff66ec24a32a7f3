import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import SQLite from "better-sqlite3";
import type { LineInput, RegistrationInput } from "../../src/shared/protocol/api.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { putLine } from "../lines/catalogue.ts";
import { changeSettings, readOrganisation, settingsOf } from "../organisation.ts";
import { ACTOR, HOUR, NOON, TestDesk, tokenIn } from "../testing/desk.ts";
import { confirm, register } from "./register.ts";
import { acceptedTerms, termsInForce } from "./terms.ts";
import * as text from "../../src/shared/terms/text.ts";

vi.mock("../../src/shared/terms/text.ts", { spy: true });

const form: Omit<RegistrationInput, "terms"> = {
  company: "Zucchini Zirconia S.r.l.",
  taxCode: "",
  name: "Zelinda Zorzi",
  email: "zelinda@zirconia.example",
  phone: "",
  quickAccess: false,
  message: "",
  language: "en",
};

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const version = async () => (await termsInForce(desk.store.db)).version;
const send = (terms: string, now = NOON) =>
  desk.write((tx) => register(tx, { ...form, terms }, desk.at(now)));
const rate = (standardRateCents: number) =>
  desk.write(async (tx) => {
    const row = await readOrganisation(tx);
    await changeSettings(tx, { ...settingsOf(row!), standardRateCents }, ACTOR, NOON);
  });
const line = (number: number, change: Partial<LineInput> = {}) =>
  desk.write((tx) =>
    putLine(
      tx,
      number,
      {
        label: "Contabilità",
        description: "",
        hours: standardHours,
        staff: null,
        rateCents: null,
        ...change,
      },
      ACTOR,
      NOON,
    ),
  );
const saturday = {
  ...(standardHours as object),
  sat: [{ from: "09:00", to: "12:00" }],
} as typeof standardHours;

describe("the version", () => {
  it("differs with the rate, the hours and the rate of a line, and comes back with them", async () => {
    await line(1);
    const seen = [await version()];
    await rate(4_500);
    seen.push(await version());
    await line(1, { hours: saturday });
    seen.push(await version());
    await line(1, { hours: saturday, rateCents: 9_000 });
    seen.push(await version());
    await line(2);
    seen.push(await version());
    expect(new Set(seen).size).toBe(seen.length);
    for (const one of seen) expect(one).toMatch(/^2026-11-[0-9a-f]{8}$/);
    await rate(3_000);
    await desk.write((tx) => tx.deleteFrom("line").execute());
    await line(1);
    expect(await version()).toBe(seen[0]);
  });

  it("does not hang on what the terms do not say", async () => {
    await line(1);
    const before = await version();
    await line(1, { label: "Fatture", description: "Tutto sulle fatture" });
    await line(2);
    await desk.write(async (tx) => {
      const row = await readOrganisation(tx);
      await changeSettings(tx, { ...settingsOf(row!), phone: "06 1", totpRequired: true }, ACTOR, NOON);
    });
    expect(await version()).toBe(before);
  });
});

describe("composing them", () => {
  /** How often a text was written since the last time this was asked; there are two languages. */
  const written = () => {
    const { calls } = vi.mocked(text.termsText).mock;
    return calls.splice(0).length;
  };

  it("is done once for each state of the settings, for however many ask and accept", async () => {
    await line(1);
    written();
    const terms = await termsInForce(desk.store.db);
    expect(written()).toBe(2);
    for (let i = 0; i < 3; i += 1) {
      expect(await termsInForce(desk.store.db)).toBe(terms);
      await send(terms.version);
    }
    expect(written()).toBe(0);
    await rate(4_500);
    expect((await termsInForce(desk.store.db)).version).not.toBe(terms.version);
    expect(written()).toBe(2);
  });

  it("goes by what the command line has changed beside the server", async () => {
    await line(1);
    const before = await version();
    const beside = new SQLite(desk.file);
    beside.exec("update line set rateCents = 9000");
    const changed = await version();
    beside.exec("update line set rateCents = null");
    beside.close();
    expect(changed).not.toBe(before);
    expect(await version()).toBe(before);
  });

  it("does not keep what a transaction has taken back", async () => {
    await line(1);
    const before = await version();
    const taken = desk.write(async (tx) => {
      await tx.updateTable("organisation").set({ standardRateCents: 1 }).execute();
      expect((await termsInForce(tx)).version).not.toBe(before);
      throw new Error("taken back");
    });
    await expect(taken).rejects.toThrow("taken back");
    expect(await version()).toBe(before);
  });
});

describe("a registration", () => {
  it("that accepts other terms than those in force is refused, and leaves nothing", async () => {
    const read = await version();
    await rate(4_500);
    await expect(send(read)).rejects.toMatchObject({ code: "terms-changed" });
    expect(await desk.registrations()).toEqual([]);
    expect(await desk.store.db.selectFrom("terms").selectAll().execute()).toEqual([]);
    expect(desk.mails).toEqual([]);
    await send(await version());
    expect(await desk.registrations()).toHaveLength(1);
  });

  it("tells nobody by such a refusal whether an address is known", async () => {
    const read = await version();
    for (let i = 0; i < 4; i += 1) await send(read);
    await rate(4_500);
    await expect(send(read)).rejects.toMatchObject({ code: "terms-changed" });
  });

  it("keeps the text as it was read, whatever changes later", async () => {
    await line(1);
    const terms = await termsInForce(desk.store.db);
    await send(terms.version);
    const [{ id } = { id: "" }] = await desk.registrations();
    await rate(4_500);
    await line(1, { hours: "always" });
    const accepted = await acceptedTerms(desk.store.db, id);
    expect(accepted).toEqual({ version: terms.version, language: "en", text: terms.text.en });
    const said = accepted.text.flatMap(({ clauses }) => clauses).join(" ");
    expect(said).toContain("€30.00");
    expect(said).toContain("from 9:00 to 12:00 and from 15:00 to 18:00");
    // A second one of the same address replaces the first, and the terms it accepted.
    await send(await version(), NOON + HOUR);
    const [second] = await desk.registrations();
    expect((await acceptedTerms(desk.store.db, second!.id)).text).not.toEqual(terms.text.en);
  });

  it("cannot lose its text", async () => {
    await send(await version());
    await expect(desk.write((tx) => tx.deleteFrom("terms").execute())).rejects.toThrow();
  });

  it("leaves version and SHA-256 of its text in the audit trail once it is confirmed", async () => {
    const { version: read, text: full } = await termsInForce(desk.store.db);
    const sha256 = createHash("sha256").update(JSON.stringify(full)).digest("hex");
    await send(read);
    const token = tokenIn(desk.mailsOf("registration-confirm")[0]!.params.link);
    await desk.write((tx) => confirm(tx, token, desk.at(NOON)));
    expect((await desk.trail()).details.at(-1)).toEqual({ terms: read, sha256 });
    expect(read.endsWith(sha256.slice(0, 8))).toBe(true);
    const kept = await desk.store.db.selectFrom("terms").select("textJson").executeTakeFirstOrThrow();
    expect(createHash("sha256").update(kept.textJson).digest("hex")).toBe(sha256);
  });

  it("that is not there has accepted nothing", async () => {
    await expect(acceptedTerms(desk.store.db, "x".repeat(22))).rejects.toMatchObject({ code: "not-found" });
  });
});
