import { sql } from "kysely";
import type { Insertable } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listeningLog } from "./mail/testing/desk.ts";
import type { ListeningLog } from "./mail/testing/desk.ts";
import { StaffSessions } from "./staff/sessions.ts";
import type { LinkTable, OutboxTable, RegistrationTable, SessionTable } from "./store/tables.ts";
import { ManualClock } from "./testing/clock.ts";
import { openTestDatabase } from "./testing/database.ts";
import type { TestDatabase } from "./testing/database.ts";
import { Upkeep } from "./upkeep.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let database: TestDatabase;
let clock: ManualClock;
let log: ListeningLog;
let upkeep: Upkeep;
/** When upkeep runs first. */
let then: number;
/** What upkeep does with the Viewers that are connected. */
let checkViewers: () => Promise<void>;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  log = listeningLog();
  then = clock.date() + MINUTE;
  checkViewers = () => Promise.resolve();
  const viewers = { checkViewers: () => checkViewers() };
  upkeep = new Upkeep({ store: database.store, clock, log: log.log, sessions: new StaffSessions(), viewers });
  const { db } = database.store;
  await db.insertInto("terms").values({ version: "v", textJson: "{}" }).execute();
  await db
    .insertInto("staff")
    .values({
      ...{ id: "anna", email: "anna@prova.example", name: "Anna", role: "office", language: "it" },
      ...{
        passwordHash: null,
        totpSecret: null,
        totpLastStep: null,
        totpRequired: 0,
        active: 1,
        createdAt: 0,
      },
    })
    .execute();
});
afterEach(async () => {
  await upkeep.stop();
  await database.close();
});

type Keep = (id: string) => Promise<unknown>;

/** Written long ago, where nothing else is said: what counts is another moment. */
const mail =
  (values: Partial<Insertable<OutboxTable>>): Keep =>
  (messageId) =>
    database.store.db
      .insertInto("outbox")
      .values({
        ...{ messageId, kind: "password-reset", recipient: "a@b.example", language: "it", subject: "" },
        ...{ text: null, html: null, state: "waiting", attempts: 0, firstAttemptAt: null, nextAttemptAt: 0 },
        ...{ lastError: null, createdAt: then - 1_000 * DAY, sentAt: null, ...values },
      })
      .execute();

const link =
  (values: Partial<Insertable<LinkTable>>): Keep =>
  (tokenHash) =>
    database.store.db
      .insertInto("link")
      .values({ tokenHash, purpose: "reset", subject: "anna", createdAt: 0, expiresAt: 0, ...values })
      .execute();

const registration =
  (values: Partial<Insertable<RegistrationTable>>): Keep =>
  (id) =>
    database.store.db
      .insertInto("registration")
      .values({
        ...{ id, company: "", taxCode: "", name: "", email: `${id}@b.example`, phone: "", quickAccess: 0 },
        ...{ message: "", language: "it", terms: "v", createdAt: 0, confirmedAt: null, ...values },
      })
      .execute();

const session =
  (values: Partial<Insertable<SessionTable>>): Keep =>
  (id) =>
    database.store.db
      .insertInto("session")
      .values({
        ...{ id, staffId: "anna", tokenHash: id, kind: "web", program: "", createdAt: 0, lastUsedAt: 0 },
        ...{ expiresAt: 0, ...values },
      })
      .execute();

/** What is left, by what the rows were called. */
async function left(): Promise<string[]> {
  const { db } = database.store;
  const { rows } = await sql<{ id: string }>`
    select messageId as id from outbox union all select tokenHash from link
    union all select id from registration union all select id from session`.execute(db);
  return rows.map(({ id }) => id).sort();
}

const confirmation = "registration-confirm";
const rules: readonly (readonly [rule: string, older: () => Keep, younger: () => Keep])[] = [
  [
    "a mail goes 90 days after it was sent, however long it had waited",
    () => mail({ state: "sent", sentAt: then - 90 * DAY - 1 }),
    () => mail({ state: "sent", sentAt: then - 90 * DAY }),
  ],
  [
    "a mail goes 90 days after it was discarded",
    () => mail({ state: "discarded", givenUpAt: then - 90 * DAY - 1 }),
    () => mail({ state: "discarded", givenUpAt: then - 90 * DAY }),
  ],
  [
    "a confirmation goes 7 days after it became undeliverable",
    () => mail({ state: "undeliverable", kind: confirmation, givenUpAt: then - 7 * DAY - 1 }),
    () => mail({ state: "undeliverable", kind: confirmation, givenUpAt: then - 7 * DAY }),
  ],
  [
    "a link goes 30 days after it has run out",
    () => link({ expiresAt: then - 30 * DAY - 1 }),
    () => link({ expiresAt: then - 30 * DAY }),
  ],
  [
    "a registration that nobody confirms goes after 30 days",
    () => registration({ createdAt: then - 30 * DAY - 1 }),
    () => registration({ createdAt: then - 30 * DAY }),
  ],
  [
    "a browser's session goes at its end",
    () => session({ expiresAt: then }),
    () => session({ expiresAt: then + 1 }),
  ],
  [
    "a Viewer's goes when no call could hold it any more",
    () => session({ kind: "viewer", createdAt: then - DAY, expiresAt: then - 1 }),
    () => session({ kind: "viewer", createdAt: then - DAY + 1, expiresAt: then - 1 }),
  ],
];

describe("upkeep", () => {
  it.each(rules)("%s, and not before", async (_rule, older, younger) => {
    await older()("older");
    await younger()("younger");
    upkeep.start();
    clock.advance(MINUTE - 1);
    expect(await left()).toEqual(["older", "younger"]);
    clock.advance(1);
    await upkeep.stop();
    expect(log.all()).toBe("[]");
    expect(await left()).toEqual(["younger"]);
  });

  it("leaves alone what still waits for somebody, however old it is", async () => {
    const ancient = then - 1_000 * DAY;
    await mail({ state: "waiting" })("waiting");
    await mail({ state: "sending" })("sending");
    await mail({ state: "waiting", kind: confirmation })("waiting confirmation");
    await mail({ state: "undeliverable", givenUpAt: ancient })("undeliverable");
    await registration({ createdAt: ancient, confirmedAt: ancient })("confirmed");
    const all = await left();
    upkeep.start();
    clock.advance(MINUTE);
    await upkeep.stop();
    expect(log.all()).toBe("[]");
    expect(await left()).toEqual(all);
  });

  it("looks at the connected Viewers too, and at nothing once it is stopped", async () => {
    let looks = 0;
    checkViewers = () => {
      looks += 1;
      return Promise.resolve();
    };
    for (let minutes = 1; minutes <= 3; minutes += 1) {
      upkeep.start();
      clock.advance(MINUTE);
      await upkeep.stop();
      expect(looks).toBe(minutes);
    }
    clock.advance(10 * MINUTE);
    await upkeep.stop();
    expect([looks, clock.pending]).toEqual([3, 0]);
  });

  it("goes on after a failure", async () => {
    const run = (statement: string) => sql.raw(statement).execute(database.store.db);
    await link({ expiresAt: 1 })("link");
    await mail({ state: "sent", sentAt: 1 })("mail");
    await run("create trigger broken before delete on link begin select raise(abort, 'broken'); end");
    upkeep.start();
    clock.advance(MINUTE);
    await log.said("upkeep failed");
    expect(await left()).toEqual(["link", "mail"]);

    checkViewers = () => Promise.reject(new Error("no answer"));
    await run("drop trigger broken");
    clock.advance(MINUTE);
    await log.said("upkeep failed", 2);
    expect(await left()).toEqual([]);

    const looked = new Promise<void>((resolve) => {
      checkViewers = () => Promise.resolve(resolve());
    });
    clock.advance(MINUTE);
    await looked;
    expect(log.count("upkeep failed")).toBe(2);
  });
});
