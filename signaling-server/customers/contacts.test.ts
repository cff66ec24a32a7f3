import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTOR, company, DAY, HOUR, NOON, person, TestDesk, tokenIn } from "../testing/desk.ts";
import { PasswordLinks } from "../staff/password-links.ts";
import { contactPasswords, forgottenByContact, inviteContact } from "./access.ts";
import { addContact, changeContact, listContacts, removeContact } from "./contacts.ts";
import { addCustomer, changeCustomer } from "./customers.ts";

let desk: TestDesk;
let customer: string;
beforeEach(async () => {
  desk = await TestDesk.open();
  customer = await desk.write((tx) => addCustomer(tx, company, ACTOR, NOON));
});
afterEach(() => desk.close());

const add = (input = person, to = customer) => desk.write((tx) => addContact(tx, to, input, ACTOR, NOON));
const change = (id: string, input: typeof person) =>
  desk.write((tx) => changeContact(tx, id, input, ACTOR, NOON));
const list = () => listContacts(desk.store.db, customer);
const nobody = "x".repeat(22);

describe("contacts", () => {
  it("are listed by name, without what only the server knows", async () => {
    const zelinda = await add();
    const ada = await add({ ...person, name: "àda Alfieri", email: "ada@zirconia.example", language: "en" });
    expect(await list()).toEqual([
      {
        ...person,
        name: "àda Alfieri",
        email: "ada@zirconia.example",
        language: "en",
        id: ada,
        ready: false,
      },
      { ...person, id: zelinda, ready: false },
    ]);
  });

  it("have an address that no other contact has, of whatever customer", async () => {
    const id = await add();
    const other = await desk.write((tx) => addCustomer(tx, { ...company, company: "Altra" }, ACTOR, NOON));
    await expect(add(person, other)).rejects.toMatchObject({ code: "taken", detail: { field: "email" } });
    const second = await add({ ...person, email: "due@zirconia.example" }, other);
    await expect(change(second, person)).rejects.toMatchObject({
      code: "taken",
      detail: { field: "email" },
    });
    // Their own address is not taken.
    await change(id, { ...person, name: "Zelinda Z." });
    expect((await list()).map(({ name }) => name)).toEqual(["Zelinda Z."]);
  });

  it("belong to a customer that is there", async () => {
    await expect(add(person, nobody)).rejects.toMatchObject({ code: "not-found" });
    await expect(change(nobody, person)).rejects.toMatchObject({ code: "not-found" });
    await expect(desk.write((tx) => removeContact(tx, nobody, ACTOR, NOON))).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("leave an audit row for each change and none of their data", async () => {
    const id = await add();
    await change(id, { ...person, name: "Zoe Zandonà", email: "zoe@zirconia.example", active: false });
    await change(id, { ...person, name: "Zoe Zandonà", email: "zoe@zirconia.example", active: false });
    await desk.write((tx) => removeContact(tx, id, ACTOR, NOON));
    expect(await list()).toEqual([]);
    const { actions, details, text } = await desk.trail();
    expect(actions.slice(1)).toEqual(["contact.created", "contact.changed", "contact.removed"]);
    expect(details[2]).toEqual({
      customer,
      changed: ["name", "email", "active"],
      from: { active: true },
      to: { active: false },
    });
    expect(text).not.toMatch(/zelinda|zandon|zirconia|5555 0198/i);
  });
});

describe("the invitation of a contact", () => {
  const invite = (id: string, now = NOON) => desk.write((tx) => inviteContact(tx, id, ACTOR, desk.at(now)));
  const tokens = () => desk.mailsOf("customer-access").map(({ params }) => tokenIn(params.link));

  interface Opening {
    password?: string;
    now?: number;
    hash?: (password: string) => Promise<string>;
  }
  const links = ({ hash }: Opening = {}) =>
    new PasswordLinks({
      store: desk.store,
      hash: hash ?? ((password) => Promise.resolve(`hash of ${password.length}`)),
      holders: { "customer-access": contactPasswords },
    });
  const open = (token: string, options: Opening = {}) =>
    links(options).setPassword(
      { token, password: options.password ?? "quattro parole a caso", address: "192.0.2.1" },
      options.now ?? NOON,
    );

  it.each(["it", "en"] as const)("is a mail in the contact’s language (%s) with a link", async (language) => {
    const id = await add({ ...person, language });
    await invite(id);
    expect(desk.mails).toEqual([
      {
        kind: "customer-access",
        to: person.email,
        language,
        params: {
          name: person.name,
          company: company.company,
          link: expect.stringMatching(/^https:\/\/assistenza\.example\/[a-z/]+#[\w-]{43}$/) as string,
          days: 7,
        },
      },
    ]);
    expect(await links().linkInfo(tokens()[0]!, NOON)).toEqual({
      purpose: "customer-access",
      name: person.name,
      email: person.email,
    });
  });

  it("opens the door once: the password is kept as its hash alone", async () => {
    const id = await add();
    await invite(id);
    const [token] = tokens();
    await open(token!);
    expect((await list())[0]?.ready).toBe(true);
    const row = await desk.store.db.selectFrom("contact").selectAll().executeTakeFirstOrThrow();
    expect(row.passwordHash).toBe("hash of 21");
    await expect(open(token!)).rejects.toMatchObject({ code: "link-gone" });
    const { actions, text } = await desk.trail();
    expect(actions.slice(1)).toEqual(["contact.created", "contact.invited", "contact.password"]);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/hash of|quattro|zelinda|zirconia/i);
  });

  it("of two who open it at once lets one in", async () => {
    await invite(await add());
    const token = tokens()[0]!;
    // Both have been judged and hashed before either writes.
    let arrived = 0;
    let release = () => {};
    const both = new Promise<void>((resolve) => (release = resolve));
    const hash = async (password: string) => {
      if (++arrived === 2) release();
      await both;
      return `hash of ${password}`;
    };
    const results = await Promise.allSettled([
      open(token, { password: "una lucertola sul muro", hash }),
      open(token, { password: "altre tre pietre tonde", hash }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "link-gone" },
    });
  });

  it("survives a weak password, which is judged by what others know", async () => {
    await invite(await add());
    const token = tokens()[0]!;
    for (const password of [person.email, person.name, company.company]) {
      await expect(open(token, { password })).rejects.toMatchObject({ code: "weak-password" });
    }
    await open(token);
  });

  it.each(["", "x".repeat(257)])("takes no password that cannot be one", async (password) => {
    await invite(await add());
    await expect(open(tokens()[0]!, { password })).rejects.toMatchObject({
      code: "weak-password",
      detail: { field: "password" },
    });
  });

  it("runs out after seven days", async () => {
    await invite(await add());
    const token = tokens()[0]!;
    await expect(open(token, { now: NOON + 7 * DAY })).rejects.toMatchObject({ code: "link-gone" });
    await open(token, { now: NOON + 7 * DAY - 1 });
  });

  it("takes the place of an earlier one", async () => {
    const id = await add();
    await invite(id);
    await invite(id);
    const [first, second] = tokens();
    await expect(open(first!)).rejects.toMatchObject({ code: "link-gone" });
    await open(second!);
  });

  it("dies with the address it went to", async () => {
    const id = await add();
    await invite(id);
    await change(id, { ...person, email: "nuova@zirconia.example" });
    await expect(open(tokens()[0]!)).rejects.toMatchObject({ code: "link-gone" });
  });

  it("dies with the contact", async () => {
    const id = await add();
    await invite(id);
    await desk.write((tx) => removeContact(tx, id, ACTOR, NOON));
    await expect(open(tokens()[0]!)).rejects.toMatchObject({ code: "link-gone" });
    expect(await desk.store.db.selectFrom("link").selectAll().execute()).toEqual([]);
  });

  it("does not come back to life with a contact who was switched off and on", async () => {
    const id = await add();
    await invite(id);
    await change(id, { ...person, active: false });
    await change(id, person);
    await expect(open(tokens()[0]!)).rejects.toMatchObject({ code: "link-gone" });
  });

  it("opens nothing while the customer is switched off, even when that happens during the hashing", async () => {
    await invite(await add());
    const token = tokens()[0]!;
    const switchOff = () =>
      desk.write((tx) => changeCustomer(tx, customer, { ...company, active: false }, ACTOR, NOON));
    const hash = async () => {
      await switchOff();
      return "hash";
    };
    await expect(open(token, { hash })).rejects.toMatchObject({ code: "link-gone" });
    await expect(links().linkInfo(token, NOON)).rejects.toMatchObject({ code: "link-gone" });
    expect((await list())[0]?.ready).toBe(false);
  });

  it("goes to nobody who is switched off or not there", async () => {
    const id = await add({ ...person, active: false });
    await expect(invite(id)).rejects.toMatchObject({ code: "invalid", detail: { field: "active" } });
    await expect(invite(nobody)).rejects.toMatchObject({ code: "not-found" });
    expect(desk.mails).toEqual([]);
  });

  describe("that the contact asks for", () => {
    const ask = (now = NOON) => desk.write((tx) => forgottenByContact(tx, person.email, desk.at(now)));

    it("is the first one again, as long as there is no password", async () => {
      await invite(await add());
      await ask();
      const [first, second] = desk.mailsOf("customer-access");
      expect(desk.mails).toEqual([first, second]);
      expect({ ...second, params: { ...second?.params, link: first?.params.link } }).toEqual(first);
      expect((await desk.trail()).actions.slice(2)).toEqual(["contact.invited", "contact.invited"]);
      await open(tokens()[1]!);
    });

    it("is one to a new password, once there is one", async () => {
      const id = await add({ ...person, language: "en" });
      await invite(id);
      await open(tokens()[0]!);
      await ask();
      expect(desk.mails.slice(1)).toEqual([
        {
          kind: "password-reset",
          to: person.email,
          language: "en",
          params: {
            name: person.name,
            link: expect.stringMatching(/^https:\/\/assistenza\.example\/[a-z/]+#[\w-]{43}$/) as string,
            minutes: 60,
          },
        },
      ]);
      const token = tokenIn(desk.mailsOf("password-reset")[0]!.params.link);
      await expect(open(token, { now: NOON + HOUR })).rejects.toMatchObject({ code: "link-gone" });
      await open(token, { now: NOON + HOUR - 1, password: "cinque parole a caso" });
      const row = await desk.store.db.selectFrom("contact").selectAll().executeTakeFirstOrThrow();
      expect(row.passwordHash).toBe("hash of 20");
      const { actions, text } = await desk.trail();
      expect(actions.slice(4)).toEqual(["contact.reset-link-sent", "contact.password"]);
      expect(text).not.toContain(token);
      expect(text).not.toMatch(/hash of|cinque|zelinda|zirconia/i);
    });

    it.each(["without", "with"])("goes out three times an hour at most, %s a password", async (which) => {
      const id = await add();
      if (which === "with") {
        await invite(id);
        await open(tokens()[0]!);
      }
      const before = desk.mails.length;
      for (let minutes = 0; minutes < 5; minutes += 1) await ask(NOON + minutes * 60_000);
      expect(desk.mails).toHaveLength(before + 3);
      await ask(NOON + HOUR);
      expect(desk.mails).toHaveLength(before + 4);
    });

    it.each([
      ["the contact", (id: string) => change(id, { ...person, active: false })],
      [
        "its customer",
        () => desk.write((tx) => changeCustomer(tx, customer, { ...company, active: false }, ACTOR, NOON)),
      ],
    ])("never comes while %s is switched off", async (_who, switchOff) => {
      await switchOff(await add());
      await ask();
      expect(desk.mails).toEqual([]);
    });
  });
});
