import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RegistrationInput } from "../../src/shared/protocol/api.ts";
import { newId } from "../store/ids.ts";
import { ACTOR, DAY, HOUR, NOON, TERMS, TestDesk, tokenIn } from "../testing/desk.ts";
import { confirm, register } from "./register.ts";
import { approve, listRegistrations, overdue, refuse, sweepRegistrations } from "./registrations.ts";
import { keepTerms } from "../terms.ts";
import { termsInForce } from "./terms.ts";

const form: RegistrationInput = {
  company: "Zucchini Zirconia S.r.l.",
  taxCode: "98765432101",
  name: "Zelinda Zorzi",
  email: "zelinda@zirconia.example",
  phone: "06 5555 0198",
  quickAccess: true,
  message: "Zampillo",
  language: "it",
  terms: TERMS,
};

let desk: TestDesk;
beforeEach(async () => {
  desk = await TestDesk.open();
});
afterEach(() => desk.close());

const send = (change: Partial<RegistrationInput> = {}, now = NOON) =>
  desk.write((tx) => register(tx, { ...form, ...change }, desk.at(now)));
const open = (token: string, now = NOON) => desk.write((tx) => confirm(tx, token, desk.at(now)));
const tokens = () => desk.mailsOf("registration-confirm").map(({ params }) => tokenIn(params.link));
const list = () => desk.registrations();

describe("the registration form", () => {
  it.each(["it", "en"] as const)(
    "is answered by a mail in its language (%s) with a link",
    async (language) => {
      await send({ language });
      expect(desk.mails).toEqual([
        {
          kind: "registration-confirm",
          to: form.email,
          language,
          params: {
            name: form.name,
            company: form.company,
            link: expect.stringMatching(/^https:\/\/assistenza\.example\/[a-z/]+#[\w-]{43}$/) as string,
            hours: 48,
          },
        },
      ]);
    },
  );

  it("is kept as it was sent", async () => {
    await send();
    const { language: _, terms: __, ...shown } = form;
    expect(await list()).toEqual([
      {
        ...shown,
        known: [],
        id: expect.any(String) as string,
        createdAt: NOON,
        confirmedAt: null,
        dueAt: null,
        decision: null,
        decidedAt: null,
        customerId: null,
      },
    ]);
    expect(await desk.store.db.selectFrom("registration").select(["language", "terms"]).execute()).toEqual([
      { language: "it", terms: TERMS },
    ]);
  });

  it("replaces one of the same address that is not confirmed, and its link", async () => {
    await send({ company: "Prima", quickAccess: true, language: "it" });
    await send({ company: "Seconda", quickAccess: false, language: "en" }, NOON + 1);
    expect(await list()).toMatchObject([{ company: "Seconda", quickAccess: false, createdAt: NOON + 1 }]);
    expect(desk.mails[1]).toMatchObject({ language: "en", params: { company: "Seconda" } });
    const [first, second] = tokens();
    await expect(open(first!)).rejects.toMatchObject({ code: "link-gone" });
    expect(await open(second!)).toMatchObject({ company: "Seconda" });
  });

  it("has an identifier of its own, and nothing is left of the one that it replaces", async () => {
    await send({}, NOON);
    await send({ email: "altri@zirconia.example" }, NOON + 1);
    const [second, first] = await list();
    const after = (id: string) => listRegistrations(desk.store.db, { state: "unconfirmed", after: id });
    expect((await after(second!.id)).rows).toEqual([first]);
    await send({}, NOON + 2);
    expect((await list()).map(({ email }) => email)).toEqual([form.email, "altri@zirconia.example"]);
    const ids = (await list()).map(({ id }) => id);
    expect(ids).not.toContain(first!.id);
    // Where the page after the replaced one begins nobody can say: not at the top again.
    await expect(after(first!.id)).rejects.toMatchObject({
      code: "not-found",
      detail: { field: "after" },
    });
    const links = await desk.store.db.selectFrom("link").select("subject").execute();
    expect(links.map(({ subject }) => subject).toSorted()).toEqual(ids.toSorted());
  });

  it("leaves a confirmed one alone: a stranger gets neither its data changed nor an answer", async () => {
    await send();
    const { dueAt } = await open(tokens()[0]!);
    const before = await list();
    const answer = await send({ company: "Estranea", name: "Estraneo", language: "en" }, NOON + HOUR);
    expect(answer).toBeUndefined();
    expect(await list()).toEqual(before);
    // The owner gets the mail again, with what the owner wrote, in the owner's language.
    expect(desk.mailsOf("registration-confirm")[1]).toMatchObject({
      to: form.email,
      language: "it",
      params: { name: form.name, company: form.company },
    });
    expect(await open(tokens()[1]!, NOON + 2 * HOUR)).toEqual({ company: form.company, dueAt });
    expect(await list()).toEqual(before);
  });

  it("may be sent anew after a refusal", async () => {
    await send();
    await open(tokens()[0]!);
    const [first] = await list();
    await desk.write((tx) => refuse(tx, first!.id, ACTOR, desk.at(NOON)));
    await send({ company: "Di nuovo" }, NOON + 2 * HOUR);
    expect((await list()).map(({ company, decision }) => [company, decision])).toEqual([
      ["Di nuovo", null],
      [form.company, "refused"],
    ]);
  });

  it("sends one address three mails an hour at most, and then changes nothing either", async () => {
    for (const company of ["1", "2", "3", "4"]) await send({ company });
    expect(desk.mails).toHaveLength(3);
    expect(await list()).toMatchObject([{ company: "3" }]);
    await send({ email: "altri@zirconia.example" });
    expect(desk.mails).toHaveLength(4);
    await send({ company: "5" }, NOON + HOUR - 1);
    expect(desk.mails).toHaveLength(4);
    expect(await open(tokens()[2]!)).toMatchObject({ company: "3" });
    await send({}, NOON + HOUR);
    expect(desk.mails).toHaveLength(5);
  });

  it("sends no more mails to an address that has confirmed", async () => {
    await send();
    await open(tokens()[0]!);
    for (let i = 0; i < 5; i++) await send();
    expect(tokens()).toHaveLength(3);
  });

  it("sent twice at once leaves one registration", async () => {
    await Promise.all([send(), send()]);
    expect(await list()).toHaveLength(1);
  });
});

describe("the link of the mail", () => {
  it("confirms, and starts the 48 hours", async () => {
    await send();
    const later = NOON + 5 * HOUR;
    expect(await open(tokens()[0]!, later)).toEqual({ company: form.company, dueAt: later + 48 * HOUR });
    expect(await list()).toMatchObject([{ confirmedAt: later, dueAt: later + 48 * HOUR }]);
  });

  it("tells those who decide, each in their language, and nobody else", async () => {
    await desk.addStaff({ email: "a@x.example", role: "administrator", language: "en", name: "Anna" });
    await desk.addStaff({ email: "o@x.example", role: "office", language: "it", name: "Olga" });
    await desk.addStaff({ email: "t@x.example", role: "technician" });
    await desk.addStaff({ email: "z@x.example", role: "office", active: false });
    await send();
    await open(tokens()[0]!);
    const link = "https://assistenza.example/admin/#/registrations";
    expect(desk.mailsOf("registration-waiting")).toEqual([
      {
        kind: "registration-waiting",
        to: "a@x.example",
        language: "en",
        params: { name: "Anna", company: form.company, link },
      },
      {
        kind: "registration-waiting",
        to: "o@x.example",
        language: "it",
        params: { name: "Olga", company: form.company, link },
      },
    ]);
  });

  it("opened twice, and at once, gives the same answer and does nothing more", async () => {
    await desk.addStaff({ email: "a@x.example", role: "administrator" });
    await send();
    const token = tokens()[0]!;
    const [one, two] = await Promise.all([open(token), open(token, NOON + 1)]);
    const three = await open(token, NOON + 48 * HOUR - 1);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(desk.mailsOf("registration-waiting")).toHaveLength(1);
    expect((await desk.trail()).actions).toEqual(["registration.confirmed"]);
  });

  it("opened again after the decision still gives the same answer", async () => {
    await send();
    const first = await open(tokens()[0]!);
    const [{ id } = { id: "" }] = await list();
    await desk.write((tx) => approve(tx, id, ACTOR, desk.at(NOON)));
    expect(await open(tokens()[0]!)).toEqual(first);
  });

  it("runs out after 48 hours, used or not", async () => {
    await send();
    const [token] = tokens();
    await expect(open(token!, NOON + 48 * HOUR)).rejects.toMatchObject({ code: "link-gone" });
    await open(token!, NOON + 48 * HOUR - 1);
    await expect(open(token!, NOON + 48 * HOUR)).rejects.toMatchObject({ code: "link-gone" });
  });

  it("is none when its purpose is another, or it never was", async () => {
    await send();
    await open(tokens()[0]!);
    const [{ id } = { id: "" }] = await list();
    await desk.write((tx) => approve(tx, id, ACTOR, desk.at(NOON)));
    const access = tokenIn(desk.mailsOf("customer-access")[0]!.params.link);
    await expect(open(access)).rejects.toMatchObject({ code: "link-gone" });
    await expect(open("x".repeat(43))).rejects.toMatchObject({ code: "link-gone" });
  });

  it("leaves an audit row with neither the token nor who it was", async () => {
    await send();
    expect((await desk.trail()).actions).toEqual([]);
    await open(tokens()[0]!);
    const { actions, text } = await desk.trail();
    expect(actions).toEqual(["registration.confirmed"]);
    expect(text).not.toContain(tokens()[0]);
    expect(text).not.toMatch(/zelinda|zucchini|zirconia|zampillo|98765432101|5555 0198/i);
  });
});

describe("the list", () => {
  const registered = async (company: string, sent: number, confirmed: number | null) => {
    await send({ company, email: `${company}@zirconia.example` }, sent);
    if (confirmed !== null) await open(tokens().at(-1)!, confirmed);
    return (await list()).find((one) => one.company === company)!.id;
  };

  it("shows first who waits, the longest overdue on top", async () => {
    await registered("unconfirmed-old", NOON - 5 * DAY, null);
    await registered("unconfirmed-new", NOON - 4 * DAY, null);
    const early = await registered("refused-early", NOON - 9 * DAY, NOON - 9 * DAY);
    const late = await registered("approved-late", NOON - 10 * DAY, NOON - 10 * DAY);
    await registered("fresh", NOON - 2.5 * DAY, NOON - 1 * DAY);
    await registered("overdue", NOON - 2.5 * DAY, NOON - 2.5 * DAY);
    await registered("very-overdue", NOON - 2.6 * DAY, NOON - 2.6 * DAY);
    await desk.write((tx) => refuse(tx, early, ACTOR, desk.at(NOON - 8 * DAY)));
    await desk.write((tx) => approve(tx, late, ACTOR, desk.at(NOON - 7 * DAY)));
    expect((await list()).map(({ company }) => company)).toEqual([
      "very-overdue",
      "overdue",
      "fresh",
      "unconfirmed-new",
      "unconfirmed-old",
      "approved-late",
      "refused-early",
    ]);
    expect(await overdue(desk.store.db, NOON)).toBe(2);
  });

  it.each(["waiting", "unconfirmed", "decided"] as const)(
    "comes page by page, each one once, whatever is decided meanwhile (%s)",
    async (state) => {
      const { db } = desk.store;
      await desk.write(async (tx) => {
        await keepTerms(tx, await termsInForce(tx));
        for (let i = 0; i < 205; i++) {
          // Several of the same moment.
          const at = NOON + Math.floor(i / 3);
          await tx
            .insertInto("registration")
            .values({
              ...{ id: newId(), company: `C${i}`, taxCode: "", name: "N", email: `${i}@x.example` },
              ...{
                phone: "",
                quickAccess: 0,
                message: "",
                language: "it",
                terms: form.terms,
                createdAt: NOON,
              },
              ...{ confirmedAt: null, dueAt: null, decision: null, decidedAt: null },
              ...{ decidedBy: null, customerId: null },
              ...(state === "unconfirmed" ? { createdAt: at } : { confirmedAt: at, dueAt: at + DAY }),
              ...(state === "decided" ? { decision: "refused", decidedAt: at + HOUR } : {}),
            })
            .execute();
        }
      });
      const first = await listRegistrations(db, { state });
      expect(first.rows).toHaveLength(100);
      expect(first.more).toBe(true);
      const last = first.rows.at(-1)!.id;
      await db
        .updateTable("registration")
        .set({ decision: "refused", decidedAt: NOON + HOUR })
        .where("id", "=", last)
        .where("decision", "is", null)
        .execute();
      const second = await listRegistrations(db, { state, after: last });
      const third = await listRegistrations(db, { state, after: second.rows.at(-1)!.id });
      expect(third).toMatchObject({ rows: { length: 5 }, more: false });
      const all = [...first.rows, ...second.rows, ...third.rows];
      expect(new Set(all.map(({ id }) => id)).size).toBe(205);
      const moments = all.map(({ createdAt, dueAt, decidedAt }) => {
        if (state === "waiting") return dueAt!;
        return -(state === "decided" ? decidedAt! : createdAt);
      });
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
    },
  );

  it("counts as overdue from the 48th hour until the decision", async () => {
    const id = await registered("una", NOON, NOON);
    await registered("mai-confermata", NOON, null);
    expect(await overdue(desk.store.db, NOON + 48 * HOUR - 1)).toBe(0);
    expect(await overdue(desk.store.db, NOON + 48 * HOUR)).toBe(1);
    await desk.write((tx) => refuse(tx, id, ACTOR, desk.at(NOON + 50 * HOUR)));
    expect(await overdue(desk.store.db, NOON + 51 * HOUR)).toBe(0);
  });
});

describe("the sweep", () => {
  it("erases what nobody has confirmed in 30 days, with its link, and nothing else", async () => {
    await send({ email: "mai@zirconia.example" });
    await send({ email: "confermata@zirconia.example" });
    await open(tokens()[1]!);
    await send({ email: "giovane@zirconia.example" }, NOON + 1);
    const sweep = (now: number) => desk.write((tx) => sweepRegistrations(tx, now));
    expect(await sweep(NOON + 30 * DAY)).toBe(0);
    expect(await sweep(NOON + 30 * DAY + 1)).toBe(1);
    expect((await list()).map(({ email }) => email)).toEqual([
      "confermata@zirconia.example",
      "giovane@zirconia.example",
    ]);
    expect(await desk.store.db.selectFrom("link").selectAll().execute()).toHaveLength(2);
    const { actions, details } = await desk.trail();
    expect(actions).toEqual(["registration.confirmed", "registration.erased"]);
    expect(details[1]).toEqual({ count: 1 });
  });
});
