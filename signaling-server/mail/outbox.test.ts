import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MailPage } from "../../src/shared/protocol/api.ts";
import type { MailQuery } from "../../src/shared/protocol/api.ts";
import { auditRows } from "../store/audit.ts";
import { countUndeliverable, discardMail, enqueueMail, listMails, resendMail } from "./outbox.ts";
import { openDesk, organisation, resetMail, token } from "./testing/desk.ts";
import type { Desk } from "./testing/desk.ts";

const NOW = 1_700_000_000_000;
const staff = "staff:AAAAAAAAAAAAAAAAAAAAAA";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

/** As the courier would leave it. */
async function mark(id: number, values: object): Promise<void> {
  await desk.store.write((tx) => tx.updateTable("outbox").set(values).where("id", "=", id).execute());
}

async function trail(): Promise<object[]> {
  const rows: object[] = [];
  for await (const { at, actor, action, target, detailJson } of auditRows(desk.store.db)) {
    rows.push({ at, actor, action, target, detailJson });
  }
  return rows;
}

describe("enqueueMail", () => {
  it("keeps the whole mail, ready to go, under an identifier of its own", async () => {
    await desk.enqueue(resetMail("Anna@Ditta.Example"), NOW);
    await desk.enqueue(resetMail(), NOW);
    const [first, second] = await desk.rows();
    expect(first).toMatchObject({
      kind: "password-reset",
      recipient: "anna@ditta.example",
      language: "it",
      state: "waiting",
      attempts: 0,
      firstAttemptAt: null,
      nextAttemptAt: NOW,
      createdAt: NOW,
      lastError: null,
      sentAt: null,
    });
    expect(first?.text).toContain(token);
    expect(first?.html).toContain(organisation.phone);
    expect(first?.messageId).toMatch(/^[\w-]{22}@assistenza\.example$/);
    expect(second?.messageId).not.toBe(first?.messageId);
  });

  it("belongs to the transaction of what it tells of", async () => {
    const both = desk.store.write(async (tx) => {
      await enqueueMail(tx, resetMail(), NOW);
      throw new Error("no");
    });
    await expect(both).rejects.toThrow("no");
    expect(await desk.rows()).toEqual([]);
  });

  it.each(["anna", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>", ""])(
    "refuses the recipient %j",
    async (to) => {
      await expect(desk.enqueue(resetMail(to), NOW)).rejects.toMatchObject({
        code: "invalid",
        detail: { field: "to" },
      });
      expect(await desk.rows()).toEqual([]);
    },
  );
});

describe("listMails", () => {
  const list = (query: Partial<MailQuery> = {}) =>
    listMails(desk.store.db, { filter: "all", ...query }).then((page) => MailPage.parse(page));
  const ids = async (query: Partial<MailQuery> = {}) => (await list(query)).rows.map(({ id }) => id);
  const fill = (mails: number) =>
    desk.store.write(async (tx) => {
      for (let i = 0; i < mails; i++) await enqueueMail(tx, resetMail(), NOW);
    });

  it("the newest first; without the words", async () => {
    await fill(3);
    await mark(2, { state: "undeliverable", lastError: "550 no" });
    const page = await list();
    expect(page.rows.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(page.rows[1]).toMatchObject({ state: "undeliverable", lastError: "550 no" });
    expect(JSON.stringify(page)).not.toContain(token);
  });

  it("by state", async () => {
    await fill(5);
    for (const [id, state] of [
      [1, "undeliverable"],
      [2, "sending"],
      [3, "sent"],
      [4, "discarded"],
    ] as const) {
      await mark(id, { state });
    }
    expect(await ids({ filter: "undeliverable" })).toEqual([1]);
    expect(await ids({ filter: "waiting" })).toEqual([5, 2]);
    expect(await ids({ filter: "sent" })).toEqual([3]);
    expect(await ids({ filter: "all" })).toEqual([5, 4, 3, 2, 1]);
    expect(await countUndeliverable(desk.store.db)).toBe(1);
  });

  it("page by page, and an old undeliverable one is not buried", async () => {
    await fill(205);
    await mark(1, { state: "undeliverable" });
    const first = await list();
    expect(first.rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, i) => 205 - i));
    expect(first.more).toBe(true);
    expect(await ids({ before: 106 })).toEqual(Array.from({ length: 100 }, (_, i) => 105 - i));
    expect(await list({ before: 6 })).toMatchObject({ rows: { length: 5 }, more: false });
    expect(await ids({ filter: "undeliverable" })).toEqual([1]);
    expect(await ids({ filter: "waiting", before: 4 })).toEqual([3, 2]);
  });
});

describe("resendMail", () => {
  it.each(["undeliverable", "waiting"] as const)(
    "has a mail that is %s tried anew, at once",
    async (state) => {
      await desk.enqueue(resetMail(), NOW);
      const [before] = await desk.rows();
      await mark(1, { state, attempts: 60, firstAttemptAt: NOW, nextAttemptAt: NOW + 9e6, lastError: "x" });
      if (state === "undeliverable") await mark(1, { givenUpAt: NOW });
      await desk.store.write((tx) => resendMail(tx, 1, staff, NOW + 5));
      expect(await desk.rows()).toEqual([{ ...before, nextAttemptAt: NOW + 5 }]);
      expect(await trail()).toEqual([
        {
          at: NOW + 5,
          actor: staff,
          action: "mail.resent",
          target: "mail:1",
          detailJson: '{"kind":"password-reset"}',
        },
      ]);
    },
  );
});

describe("discardMail", () => {
  it.each(["undeliverable", "waiting"] as const)("erases the words of a mail that is %s", async (state) => {
    await desk.enqueue(resetMail(), NOW);
    await mark(1, { state });
    await desk.store.write((tx) => discardMail(tx, 1, staff, NOW + 5));
    expect(await desk.rows()).toMatchObject([
      { state: "discarded", text: null, html: null, givenUpAt: NOW + 5 },
    ]);
    expect(JSON.stringify(await desk.rows())).not.toContain(token);
    expect(await trail()).toMatchObject([{ actor: staff, action: "mail.discarded", target: "mail:1" }]);
  });
});

describe.each([
  ["resendMail", resendMail],
  ["discardMail", discardMail],
])("%s", (_name, run) => {
  it.each(["sending", "sent", "discarded"] as const)("refuses a mail that is %s", async (state) => {
    await desk.enqueue(resetMail(), NOW);
    await mark(1, { state });
    const before = await desk.rows();
    await expect(desk.store.write((tx) => run(tx, 1, staff, NOW))).rejects.toMatchObject({ code: "changed" });
    expect(await desk.rows()).toEqual(before);
    expect(await trail()).toEqual([]);
  });

  it("refuses a mail that is not there", async () => {
    await expect(desk.store.write((tx) => run(tx, 7, staff, NOW))).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
