/** The courier when the disk is full, and when it is told to stop. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { resetMail } from "./testing/desk.ts";
import { fixture, said, TRY_MS } from "./testing/fixture.ts";

const f = fixture();
const row = async (id = 1) => (await f.desk.rows())[id - 1];

/** Fills the disk for writes that `when` fires on, and gives back the way to make room again. */
async function fullDisk(when: string): Promise<() => Promise<void>> {
  const run = (statement: string) => sql.raw(statement).execute(f.desk.store.db);
  await run("create table ballast (weight blob)");
  await run(`create trigger fill ${when} begin insert into ballast values (zeroblob(10000000)); end`);
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(f.desk.store.db);
  await run(`pragma max_page_count = ${(pages.rows[0]?.page_count ?? 0) + 5}`);
  return async () => {
    await run("pragma max_page_count = 1000000000");
  };
}

describe("a full disk", () => {
  it("a mail that was sent is not sent again because that could not be written down", async () => {
    const { port, mails, arrived } = await f.server();
    await f.desk.enqueue(resetMail("one@ditta.example"), f.clock.date());
    await f.desk.enqueue(resetMail("two@ditta.example"), f.clock.date());
    const makeRoom = await fullDisk("after update of state on outbox when new.state = 'sent'");
    const one = f.courier(port);
    await arrived(1);
    await f.log.said(said.notSaved);
    for (let tries = 2; tries < 6; tries++) {
      f.clock.advance(10_000);
      await f.log.said(said.notSaved, tries);
    }
    one.nudge();
    await f.log.said(said.notSaved, 6);
    expect(f.log.all()).toContain("disk-full");
    expect(await f.desk.rows()).toMatchObject([{ state: "sending" }, { state: "waiting" }]);
    expect(mails).toHaveLength(1);

    await makeRoom();
    f.clock.advance(10_000);
    await f.log.said(said.sent, 2);
    expect(await f.desk.rows()).toMatchObject([
      { state: "sent", attempts: 1, text: null },
      { state: "sent", attempts: 1, text: null },
    ]);
    expect(mails).toHaveLength(2);
  });

  it("what could not be written down is tried once more at the stop", async () => {
    const { port } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date());
    const makeRoom = await fullDisk("after update of state on outbox when new.state = 'sent'");
    const one = f.courier(port);
    await f.log.said(said.notSaved);
    await makeRoom();
    await one.stop();
    expect(await row()).toMatchObject({ state: "sent" });
  });

  it("does not keep it from stopping", async () => {
    const { port } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date());
    await fullDisk("after update of state on outbox when new.state = 'sent'");
    const one = f.courier(port);
    await f.log.said(said.notSaved);
    await one.stop();
    expect(await row()).toMatchObject({ state: "sending" });
    expect(f.log.count(said.notSaved)).toBe(2);
  });

  it("a mail that cannot be marked is not sent, until it can", async () => {
    const { port, mails } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date());
    const makeRoom = await fullDisk("after update of state on outbox when new.state = 'sending'");
    f.courier(port);
    await f.log.said(said.storeFailed);
    f.clock.advance(10_000);
    await f.log.said(said.storeFailed, 2);
    expect(mails).toHaveLength(0);
    await makeRoom();
    f.clock.advance(10_000);
    await f.log.said(said.sent);
    expect(await row()).toMatchObject({ state: "sent", attempts: 1 });
    expect(mails).toHaveLength(1);
  });
});

describe("stop", () => {
  it("finishes the mail in hand, and takes no other", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked = () => {};
    const inHand = new Promise<void>((resolve) => (asked = resolve));
    const { port, mails } = await f.server({
      judge: async () => {
        asked();
        await held;
      },
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    await f.desk.enqueue(resetMail(), f.clock.date());
    const one = f.courier(port);
    await inHand;
    const stopped = one.stop();
    release();
    await stopped;
    expect(await f.desk.rows()).toMatchObject([{ state: "sent" }, { state: "waiting", attempts: 0 }]);
    expect(mails).toHaveLength(1);
    expect(f.clock.pending).toBe(0);
  });

  it("waits for a mail server that answers late: the mail is sent once, and is known to be", async () => {
    let answerIt = () => {};
    const late = new Promise<void>((resolve) => (answerIt = resolve));
    let had = () => {};
    const inHand = new Promise<void>((resolve) => (had = resolve));
    const { port, mails } = await f.server({
      judge: () => {
        had();
        return late;
      },
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    const one = f.courier(port);
    await inHand;
    const stopped = one.stop();
    f.clock.advance(TRY_MS - 1);
    answerIt();
    await stopped;
    expect(await row()).toMatchObject({ state: "sent", attempts: 1 });
    expect(mails).toHaveLength(1);
    expect(f.clock.pending).toBe(0);
  });

  it("does not wait for ever: after the time of a whole try the mail waits for another", async () => {
    let asked = () => {};
    const inHand = new Promise<void>((resolve) => (asked = resolve));
    const { port, mails } = await f.server({
      judge: () => {
        asked();
        return new Promise(() => {});
      },
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    const one = f.courier(port);
    await inHand;
    const stopped = one.stop();
    f.clock.advance(TRY_MS);
    await stopped;
    expect(await row()).toMatchObject({ state: "waiting", lastError: "the mail server is too slow" });
    expect(mails).toHaveLength(0);
    expect(f.clock.pending).toBe(0);
  });

  it("takes no mail that is due once it has been asked for", async () => {
    const { port, mails } = await f.server();
    await f.desk.enqueue(resetMail(), f.clock.date());
    const one = f.courier(port);
    await one.stop();
    expect(await row()).toMatchObject({ state: "waiting", attempts: 0 });
    expect(mails).toHaveLength(0);
  });

  it("at rest is immediate, and leaves no timer behind", async () => {
    const { port } = await f.server();
    const one = f.courier(port);
    await one.stop();
    expect(f.clock.pending).toBe(0);
  });
});
