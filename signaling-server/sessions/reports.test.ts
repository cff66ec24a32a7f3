import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enqueueMail } from "../mail/outbox.ts";
import { databaseIn } from "../store/data.ts";
import { createStaff } from "../staff/accounts.ts";
import { activeCall, ringingCall, startCall, takenCall } from "../testing/call.ts";
import { connectHelp, fence } from "../testing/client.ts";
import type { HelpClient } from "../testing/client.ts";
import { ManualClock } from "../testing/clock.ts";
import { TestDesk } from "../testing/desk.ts";
import { startTestServer, tokens } from "../testing/server.ts";
import type { TestServer } from "../testing/server.ts";
import { staffInput } from "../testing/staff.ts";
import { newId } from "../store/ids.ts";
import { RETRY_MS, Reports, SUMMARY_MS } from "./reports.ts";
import type { Report } from "./reports.ts";

const HOUR_MS = 3_600_000;

interface Row {
  actor: string;
  target: string;
  detail: Record<string, unknown>;
}
interface Kept {
  recipient: string;
  language: string;
  subject: string;
  text: string;
}

describe("a caller who reports", () => {
  let server: TestServer;
  let beside: SQLite.Database;
  beforeEach(async () => {
    server = await startTestServer({
      deps: { limits: { pingEveryMs: 24 * HOUR_MS } },
      async more(tx) {
        const people = [
          staffInput({ email: "anna@gamma.example", role: "administrator", language: "it" }),
          staffInput({ email: "ben@gamma.example", name: "Ben", role: "administrator", language: "en" }),
          staffInput({ email: "gone@gamma.example", role: "administrator", active: false }),
          staffInput({ email: "office@gamma.example", role: "office" }),
        ];
        for (const person of people) await createStaff(tx, person, "cli", 1);
      },
    });
    beside = new SQLite(databaseIn(server.data));
  });
  afterEach(async () => {
    beside.close();
    await server.close();
  });

  const rows = (): Row[] =>
    beside
      .prepare("select actor, target, detailJson from audit where action = 'call.reported' order by seq")
      .all()
      .map((row) => {
        const { actor, target, detailJson } = row as { actor: string; target: string; detailJson: string };
        return { actor, target, detail: JSON.parse(detailJson) as Record<string, unknown> };
      });
  const mails = (): Kept[] =>
    beside
      .prepare("select * from outbox where kind = 'call-reported' order by id")
      .all()
      .map((mail) => mail as Kept);
  /** What is written when the server has stopped is written by then. */
  const written = async (count: number): Promise<void> => {
    await expect.poll(rows).toHaveLength(count);
  };
  const staffOf = (name: string): unknown =>
    beside.prepare("select id from staff where name = ?").pluck().get(name);

  it("while a technician sees the screen ends the call for both, and the administration hears of it", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    help.send({ t: "call/end", call, reason: "reported" });
    expect((await help.next("call/ended")).reason).toBe("reported");
    expect((await viewer.next("call/ended")).reason).toBe("reported");
    await written(1);
    expect(rows()).toEqual([
      {
        actor: "system",
        target: "line:1",
        detail: {
          call,
          phase: "active",
          name: "Ada Rossi",
          technician: staffOf("Tina"),
          technicianName: "Tina",
        },
      },
    ]);
    const [anna, ben, ...others] = mails();
    expect(others).toEqual([]);
    expect(anna).toMatchObject({ recipient: "anna@gamma.example", language: "it" });
    expect(anna?.subject).toBe("Segnalazione sulla linea 1: «Qualcosa non va»");
    // ManualClock's day, by the clock of Rome.
    expect(anna?.text).toContain("14 novembre 2023 alle ore 23:13");
    expect(anna?.text).toContain("«Ada Rossi». Era collegato il tecnico Tina");
    expect(anna?.text).toContain("Telefoni al cliente, a un numero che conosce già");
    expect(anna?.text).toContain("/admin/#/audit");
    expect(ben).toMatchObject({ recipient: "ben@gamma.example", language: "en" });
    expect(ben?.text).toContain("The technician Tina was connected");
    expect(server.log.join("")).not.toMatch(/Ada Rossi|\bTina\b|127\.0\.0\.1.*report/);
  });

  it("may do so in any phase; a technician is named once they have taken the call", async () => {
    const report = async (help: HelpClient, call: string): Promise<void> => {
      help.send({ t: "call/end", call, reason: "reported" });
      expect(await help.next("call/ended", (ended) => ended.call === call)).toMatchObject({
        reason: "reported",
      });
    };
    const ringing = await ringingCall(server.url);
    const waiting = await connectHelp(server.url);
    startCall(waiting, 1, true);
    await report(waiting, (await waiting.next("call/queued")).call);
    await report(ringing.help, ringing.call);
    expect((await ringing.viewer.next("call/gone")).reason).toBe("reported");
    const taken = await takenCall(server.url, tokens.ugo, 2);
    await report(taken.help, taken.call);
    expect((await taken.viewer.next("call/ended")).reason).toBe("reported");
    await written(3);
    expect(rows().map(({ target, detail }) => [target, detail["phase"], detail["technicianName"]])).toEqual([
      ["line:1", "queued", null],
      ["line:1", "ringing", null],
      ["line:2", "taken", "Ugo"],
    ]);
  });

  it("just as the technician ends the session is heard all the same, once", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    viewer.send({ t: "call/end", call, reason: "finished" });
    expect((await help.next("call/ended")).reason).toBe("finished");
    for (let n = 0; n < 2; n += 1) {
      help.send({ t: "call/end", call, reason: "reported" });
      expect(await help.next("error")).toMatchObject({ code: "call-gone", call });
    }
    await written(1);
    await fence(help);
    expect(rows().map(({ detail }) => [detail["phase"], detail["technicianName"]])).toEqual([
      ["ended", "Tina"],
    ]);
    expect(mails()[0]?.text).toContain("La chiamata era appena finita. Aveva risposto il tecnico Tina.");
  });

  it("of another's call reports nothing; nor is any other end a report", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    const stranger = await connectHelp(server.url);
    stranger.send({ t: "call/end", call, reason: "reported" });
    expect((await stranger.next("error")).code).toBe("call-gone");
    help.send({ t: "call/end", call, reason: "stopped" });
    expect((await viewer.next("call/ended")).reason).toBe("stopped");
    stranger.send({ t: "call/end", call, reason: "reported" });
    expect((await stranger.next("error")).code).toBe("call-gone");
    const other = await ringingCall(server.url, tokens.ugo, 2);
    other.help.send({ t: "call/end", call: other.call, reason: "stopped" });
    expect((await other.help.next("error")).code).toBe("not-now");
    other.help.send({ t: "call/end", call: other.call, reason: "reported" });
    await other.help.next("call/ended");
    await written(1);
    expect(rows()[0]?.detail).toMatchObject({ call: other.call });
  });

  it("is ended and told all the same when the disk fails, and heard of when it works again", async () => {
    const { help, viewer, call } = await activeCall(server.url);
    beside.exec("create trigger full before insert on audit begin select raise(abort, 'no room'); end");
    help.send({ t: "call/end", call, reason: "reported" });
    expect((await help.next("call/ended")).reason).toBe("reported");
    expect((await viewer.next("call/ended")).reason).toBe("reported");
    const figures = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
    await expect.poll(figures).toContain('linea_reports{outcome="failed"} 1');
    expect(server.log.join("")).toContain("reports were not written");
    expect(mails()).toEqual([]);
    beside.exec("drop trigger full");
    server.clock.advance(RETRY_MS);
    await written(1);
    expect(mails().map(({ recipient }) => recipient)).toEqual(["anna@gamma.example", "ben@gamma.example"]);
    expect(await figures()).toContain('linea_reports{outcome="written"} 1');
    // The line rings as before.
    startCall(help, 1);
    await help.next("call/ringing", (ringing) => ringing.call !== call);
  });
});

describe("many reports", () => {
  let desk: TestDesk;
  let clock: ManualClock;
  let reports: Reports;
  beforeEach(async () => {
    desk = await TestDesk.open();
    await desk.addStaff({ email: "anna@gamma.example", role: "administrator" });
    clock = new ManualClock();
    isFull = false;
    reports = make();
  });
  afterEach(async () => {
    await reports.stop();
    await desk.close();
  });

  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  let isFull: boolean;
  const make = (changes: Partial<ConstructorParameters<typeof Reports>[0]> = {}): Reports =>
    new Reports({
      store: { write: (work) => (isFull ? Promise.reject(new Error("full")) : desk.write(work)) },
      clock,
      log: quiet,
      mailing: () => desk.at(clock.date()),
      mailWaits: () => {},
      ...changes,
    });
  const report = (changes: Partial<Report> = {}): Report => ({
    call: "AAAAAAAAAAAAAAAAAAAAAA",
    line: 1,
    phase: "ringing",
    name: "Ada Rossi",
    technician: null,
    network: "192.0.2.7",
    ...changes,
  });
  const others = (): number[] => desk.mailsOf("call-reported").map(({ params }) => params.others);
  const rowCount = async (): Promise<number> => (await desk.trail()).actions.length;

  it("from one network: every one is a row, few are mails, and one mail tells of those held back", async () => {
    for (let n = 0; n < 10; n += 1) reports.add(report());
    await reports.idle();
    expect(await rowCount()).toBe(10);
    expect(others()).toEqual([0, 0]);
    clock.advance(SUMMARY_MS - 1);
    await reports.idle();
    expect(others()).toHaveLength(2);
    clock.advance(1);
    await reports.idle();
    expect(others()).toEqual([0, 0, 7]);
    // Nothing more to tell: nothing is told.
    clock.advance(24 * HOUR_MS);
    await reports.idle();
    expect(others()).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it("for an hour: a few mails, not one a report", async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      reports.add(report());
      clock.advance(60_000);
      await reports.idle();
    }
    expect(others().length).toBeLessThanOrEqual(5);
    await reports.stop();
    // Each report is told of, in a mail of its own or with others.
    expect(others().reduce((sum, more) => sum + more + 1, 0)).toBe(60);
  });

  it("from one network leave the mails of another alone", async () => {
    for (let n = 0; n < 50; n += 1) reports.add(report());
    reports.add(report({ network: "198.51.100.1", line: 2 }));
    await reports.idle();
    expect(desk.mailsOf("call-reported").map(({ params }) => params.line)).toEqual([1, 1, 2]);
  });

  it("from many networks are rows and mails up to a cap, and counted beyond", async () => {
    for (let n = 0; n < 1_000; n += 1) reports.add(report({ network: `192.0.2.${n}` }));
    await reports.idle();
    expect(await rowCount()).toBe(300);
    expect(others()).toHaveLength(20);
    expect(reports.counts()).toEqual({ written: 300, capped: 700, failed: 0 });
    clock.advance(SUMMARY_MS);
    await reports.idle();
    expect(others().at(-1)).toBe(979);
  });

  it("beyond the cap of one network leave the trail to the others", async () => {
    for (let n = 0; n < 400; n += 1) reports.add(report());
    reports.add(report({ network: "198.51.100.1" }));
    await reports.idle();
    expect(reports.counts()).toMatchObject({ written: 31, capped: 370 });
  });

  it("are told of when the server stops, not lost", async () => {
    for (let n = 0; n < 4; n += 1) reports.add(report());
    await reports.stop();
    expect(others()).toEqual([0, 0, 1]);
    expect(clock.pending).toBe(0);
  });

  it("are kept with their own time while the disk fails, row and mail together", async () => {
    isFull = true;
    reports = make({ mailing: () => ({ ...desk.at(clock.date()), enqueueMail }) });
    const began = clock.date();
    for (let n = 0; n < 3; n += 1) reports.add(report());
    await reports.idle();
    clock.advance(RETRY_MS);
    await reports.idle();
    expect(reports.counts()).toEqual({ written: 0, capped: 0, failed: 4 });
    isFull = false;
    clock.advance(RETRY_MS);
    await reports.idle();
    expect(reports.counts().written).toBe(3);
    const kept = await desk.store.db.selectFrom("audit").select("at").execute();
    expect(kept.map(({ at }) => at)).toEqual([began, began, began]);
    const [mail, ...more] = await desk.store.db.selectFrom("outbox").select("text").execute();
    expect(more).toEqual([]);
    expect(mail?.text).toContain("altre 2 segnalazioni");
  });

  it("that name a technician are what the mail tells of, also when the disk had refused them", async () => {
    // The third has no mail of its own: it is held.
    for (let n = 0; n < 3; n += 1) reports.add(report());
    await reports.idle();
    isFull = true;
    const technician = { staff: newId(), name: "Tina" };
    reports.add(report({ network: "198.51.100.1", line: 2, phase: "active", technician }));
    await reports.idle();
    isFull = false;
    clock.advance(RETRY_MS);
    await reports.idle();
    const { params } = desk.mailsOf("call-reported").at(-1) ?? {};
    expect(params).toMatchObject({ line: 2, others: 1 });
  });
});
