import { createHash } from "node:crypto";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enqueueMail } from "../mail/outbox.ts";
import { putLine } from "../lines/catalogue.ts";
import { audit, findTampering } from "../store/audit.ts";
import { authorisationTarget, sealOfAuthorisation } from "../store/authorisationSeals.ts";
import { newId } from "../store/ids.ts";
import { authorisationForm, caller } from "../testing/client.ts";
import { ACTOR, DAY, HOUR, NOON, TestDesk } from "../testing/desk.ts";
import { codeVerified, giveAuthorisation } from "./give.ts";
import { passOf } from "./pass.ts";
import { authorisationTermsInForce } from "./terms.ts";

const caps = { toOneADay: 2, toAllAnHour: 4 };
const line = {
  label: "Contabilità",
  description: "",
  hours: "always",
  staff: null,
  rateCents: null,
} as const;

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
  await desk.write((tx) => putLine(tx, 3, line, ACTOR, NOON));
});
afterEach(() => desk.close());

const version = async () => (await authorisationTermsInForce(desk.store.db)).version;
async function give(fields: Parameters<typeof authorisationForm>[1] = {}, now = NOON): Promise<string> {
  const form = authorisationForm(await version(), { line: 3, ...fields });
  return desk.write((tx) => giveAuthorisation(tx, form, "help 0.1", desk.at(now), caps));
}
const records = () => desk.store.db.selectFrom("authorisation").selectAll().orderBy("createdAt").execute();
const rate = (standardRateCents: number) =>
  desk.write((tx) => tx.updateTable("organisation").set({ standardRateCents }).execute());

describe("a form that is accepted", () => {
  it("is a record with the program and the line, an audit row without what was typed, and a mail", async () => {
    const token = await give({ idsCode: "IDS/7" });
    const [record] = await records();
    expect(record).toMatchObject({
      ...caller,
      idsCode: "IDS/7",
      line: 3,
      language: "it",
      program: "help 0.1",
      termsVersion: await version(),
      createdAt: NOON,
      codeVerifiedAt: null,
    });
    expect(JSON.stringify(record)).not.toContain(token);
    const { actions, details, text } = await desk.trail();
    expect(actions.at(-1)).toBe("authorisation.given");
    const terms = await authorisationTermsInForce(desk.store.db);
    expect(details.at(-1)).toEqual({
      record: expect.stringMatching(/^[0-9a-f]{64}$/),
      terms: terms.version,
      sha256: createHash("sha256").update(JSON.stringify(terms.text)).digest("hex"),
    });
    for (const typed of [caller.company, caller.email, "IDS/7"]) expect(text).not.toContain(typed);
    expect(desk.mailsOf("authorisation-copy")).toMatchObject([
      { to: caller.email, language: "it", params: { line: { number: 3, label: "Contabilità" }, at: NOON } },
    ]);
    expect(desk.mailsOf("authorisation-copy")[0]?.params.clauses).toEqual(terms.text.it);
  });

  it("holds for calls until the text changes, and no other token does", async () => {
    const token = await give();
    expect(await passOf(desk.store.db, token)).toMatchObject({ quick: false, customer: null });
    expect(await passOf(desk.store.db, "x".repeat(43))).toBe("first");
    expect(await passOf(desk.store.db, null)).toBe("first");
    await rate(4_500);
    expect(await passOf(desk.store.db, token)).toBe("changed");
    await rate(3_000);
    expect(await passOf(desk.store.db, token)).toMatchObject({ quick: false });
  });

  it("is in the language of the form", async () => {
    await give({ language: "en" });
    const [mail] = desk.mailsOf("authorisation-copy");
    expect(mail?.language).toBe("en");
    expect(mail?.params.clauses[5]?.title).toContain("€30.00 per hour");
  });
});

describe("a form that is refused leaves nothing", () => {
  afterEach(async () => {
    expect(await findTampering(desk.store.db)).toBeNull();
  });

  it("for a text that is not in force", async () => {
    const form = authorisationForm(await version(), { line: 3 });
    await rate(4_500);
    const late = desk.write((tx) => giveAuthorisation(tx, form, "help", desk.at(NOON), caps));
    await expect(late).rejects.toMatchObject({ code: "terms-changed" });
    expect([await records(), desk.mails]).toEqual([[], []]);
  });

  it("for a line that is not there", async () => {
    await expect(give({ line: 4 })).rejects.toMatchObject({ code: "not-found", detail: { field: "line" } });
    expect([await records(), desk.mails]).toEqual([[], []]);
  });

  it("when its mail cannot be written", async () => {
    const form = authorisationForm(await version(), { line: 3 });
    const mailing = { ...desk.at(NOON), enqueueMail: () => Promise.reject(new Error("no room")) };
    await expect(desk.write((tx) => giveAuthorisation(tx, form, "help", mailing, caps))).rejects.toThrow(
      "no room",
    );
    expect(await records()).toEqual([]);
    expect((await desk.trail()).actions).not.toContain("authorisation.given");
    expect(await desk.store.db.selectFrom("terms").selectAll().execute()).toEqual([]);
  });

  it("after so many to one address in a day, and to all in an hour", async () => {
    await give();
    await give({ email: "ADA@rossi.example".toLowerCase() });
    await expect(give()).rejects.toMatchObject({ code: "rate-limited" });
    await give({ email: "b@rossi.example" });
    await give({ email: "c@rossi.example" });
    await expect(give({ email: "d@rossi.example" })).rejects.toMatchObject({ code: "rate-limited" });
    await give({ email: "d@rossi.example" }, NOON + HOUR);
    await expect(give({}, NOON + DAY - 1)).rejects.toMatchObject({ code: "rate-limited" });
    await give({}, NOON + DAY);
    expect(await records()).toHaveLength(6);
  });
});

describe("what cannot be changed", () => {
  const only = async () => (await records())[0]!;
  const verify = async (now: number) => {
    const { id } = await only();
    await desk.write((tx) => codeVerified(tx, id, now));
  };
  const problem = () => findTampering(desk.store.db);
  /** As somebody with the file and a tool in hand: past the triggers. */
  function forge(...statements: string[]): void {
    const file = new SQLite(desk.file);
    for (const name of ["NoUpdate", "VerifiedOnce", "NoDelete"])
      file.exec(`drop trigger authorisation${name}`);
    for (const statement of statements) file.exec(statement);
    file.close();
  }

  beforeEach(async () => {
    await give();
    await give({ email: "b@rossi.example" });
  });

  it("is found whole, also once a session was opened with the code; only the first counts", async () => {
    expect(await problem()).toBeNull();
    await verify(NOON + 1);
    await verify(NOON + 2);
    expect((await only()).codeVerifiedAt).toBe(NOON + 1);
    expect((await desk.trail()).actions.filter((one) => one === "authorisation.verified")).toHaveLength(1);
    expect(await problem()).toBeNull();
  });

  it.each([
    "update authorisation set company = 'Altra'",
    "update authorisation set codeVerifiedAt = 2",
    "delete from authorisation",
  ])("the tables refuse: %s", async (statement) => {
    await verify(NOON);
    const file = new SQLite(desk.file);
    expect(() => file.exec(statement)).toThrow(/authorisation is never/);
    file.close();
  });

  it.each([
    ...["company", "operator", "email", "clientCode", "idsCode", "program", "tokenHash"].map(
      (column) => `update authorisation set ${column} = 'x' where email = 'b@rossi.example'`,
    ),
    "update authorisation set language = 'en' where email = 'b@rossi.example'",
    "update authorisation set line = 4 where email = 'b@rossi.example'",
    "update authorisation set createdAt = 1 where email = 'b@rossi.example'",
    "update authorisation set codeVerifiedAt = 1 where email = 'b@rossi.example'",
  ])("the trail shows: %s", async (statement) => {
    const { seq } = await desk.store.db
      .selectFrom("audit")
      .select("seq")
      .orderBy("seq", "desc")
      .executeTakeFirstOrThrow();
    forge(statement);
    expect(await problem()).toEqual({ seq, what: "not what its authorisation says" });
  });

  it("the trail shows a code that was never verified, and one that was", async () => {
    await verify(NOON);
    forge("update authorisation set codeVerifiedAt = null");
    expect((await problem())?.what).toBe("not what its authorisation says");
  });

  it("the trail shows a record that was altered and told of anew", async () => {
    forge("update authorisation set company = 'Altra' where email = 'b@rossi.example'");
    const altered = (await records()).find(({ email }) => email === "b@rossi.example")!;
    const target = authorisationTarget(altered.id);
    const told = await desk.store.db
      .selectFrom("audit")
      .select("detailJson")
      .where("target", "=", target)
      .executeTakeFirstOrThrow();
    const kept = JSON.parse(told.detailJson) as Record<string, unknown>;
    const detail = { ...kept, record: sealOfAuthorisation(altered) };
    await desk.write((tx) =>
      audit(tx, { at: NOON, actor: "system", action: "authorisation.given", target, detail }),
    );
    expect((await problem())?.what).toBe("not what its authorisation says");
  });

  it("the trail shows a text that was altered", async () => {
    forge("update terms set textJson = replace(textJson, 'almeno due', 'almeno una')");
    expect((await problem())?.what).toBe("not what its authorisation says");
  });

  it("the trail shows a record that is gone", async () => {
    forge("delete from authorisation where email = 'b@rossi.example'");
    expect((await problem())?.what).toBe("of an authorisation that is gone");
    forgeAll();
    expect((await problem())?.what).toBe("of an authorisation that is gone");
    function forgeAll(): void {
      const file = new SQLite(desk.file);
      file.exec("drop table authorisation");
      file.close();
    }
  });

  it("the trail shows a record that was smuggled in", async () => {
    const { id, tokenHash, ...copy } = await only();
    await desk.write((tx) =>
      tx
        .insertInto("authorisation")
        .values({ ...copy, id: newId(), tokenHash: `${tokenHash}x` })
        .execute(),
    );
    expect(id).not.toBe("");
    expect((await problem())?.what).toBe("missing for an authorisation");
  });

  it("does not cry wolf over what is given while the trail is walked", async () => {
    const walk = findTampering(desk.store.db);
    await give({ email: "e@rossi.example" });
    await verify(NOON);
    expect(await walk).toBeNull();
  });
});

it("a backup of a release that knew no authorisations is whole", async () => {
  const file = new SQLite(desk.file);
  file.exec("drop table authorisation");
  file.close();
  expect(await findTampering(desk.store.db)).toBeNull();
});

describe("a mail in the real outbox", () => {
  it("is there in words, with every field and every clause in full", async () => {
    const terms = await authorisationTermsInForce(desk.store.db);
    const form = authorisationForm(terms.version, { line: 3, company: "www.truffa.example/paga" });
    await desk.store.write((tx) =>
      giveAuthorisation(tx, form, "help", { ...desk.at(NOON), enqueueMail }, caps),
    );
    const { text, html, subject } = await desk.store.db
      .selectFrom("outbox")
      .selectAll()
      .executeTakeFirstOrThrow();
    for (const part of [
      caller.operator,
      caller.email,
      caller.clientCode,
      "non indicato",
      "3 (Contabilità)",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("23 novembre 2026 alle ore 12:00");
    for (const { title, clauses } of terms.text.it) {
      expect(text?.replaceAll(/\s/g, " ")).toContain(title.replaceAll(/\s/g, " "));
      expect(text?.replaceAll(/\s/g, " ")).toContain(clauses.join(" ").replaceAll(/\s/g, " "));
    }
    expect(subject).toBe("Copia dell’autorizzazione all’assistenza di Assistenza Prova");
    expect(`${text}${html}`).not.toMatch(/truffa\.example|href/);
  });
});
