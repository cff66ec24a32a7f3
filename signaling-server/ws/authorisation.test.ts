/** The authorisation of SERVICE.md §5 over real connections, and quick access, which rests on it. */
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addContact } from "../customers/contacts.ts";
import { addCustomer } from "../customers/customers.ts";
import { mailServer } from "../mail/testing/smtp.ts";
import { findTampering } from "../store/audit.ts";
import { databaseIn } from "../store/data.ts";
import { openLine, startCall, viewerOn, wrongCode } from "../testing/call.ts";
import { authorisationForm, authorise, caller, connectNewHelp, fence } from "../testing/client.ts";
import type { HelpClient, ViewerClient } from "../testing/client.ts";
import { company, person } from "../testing/desk.ts";
import { tokens } from "../testing/server.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";
import type { TestServerOptions } from "../testing/server.ts";

let desk: RunningDesk;
let viewer: ViewerClient;
let customerId: string;

async function begin(options: TestServerOptions = {}): Promise<void> {
  desk = await startDesk({
    ...options,
    async more(tx) {
      customerId = await addCustomer(tx, { ...company, quickAccess: true }, "system", 0);
      await addContact(tx, customerId, person, "system", 0);
    },
  });
  viewer = await viewerOn(desk.url, tokens.tina, 1);
}
beforeEach(() => begin());
afterEach(async () => {
  expect(await findTampering(desk.store.db)).toBeNull();
  expect(desk.log.filter((line) => line.includes("a handler threw"))).toEqual([]);
  await desk.close();
});

/** Changes the database beside the server, as the command line does. */
function beside(statement: string): void {
  const file = new SQLite(databaseIn(desk.data));
  file.exec(statement);
  file.close();
}
const records = () => desk.store.db.selectFrom("authorisation").selectAll().execute();
const kinds = ({ seen }: HelpClient) =>
  seen.map(({ t }) => t).filter((t) => t !== "lines" && t !== "welcome");

describe("before a call", () => {
  it("the text is shown, accepted, and the same call then rings; the token serves the next connection", async () => {
    const help = await connectNewHelp(desk.url);
    startCall(help, 1);
    const { version, clauses, ...needed } = await help.next("authorisation/needed");
    expect(needed).toEqual({ t: "authorisation/needed", line: 1, why: "first" });
    expect(clauses.it[2]).toContain("almeno due");
    expect(clauses.it[5]?.replaceAll(/\s/g, " ")).toContain("30,00 € all’ora");
    expect(clauses.en[5]).toContain("€30.00 per hour");
    expect(desk.callsGoingOn()).toBe(0);
    help.send(authorisationForm(version));
    const { token } = await help.next("authorisation/given");
    startCall(help, 1);
    const { call } = await help.next("call/ringing");
    help.send({ t: "call/cancel", call });

    const again = await connectNewHelp(desk.url);
    again.send({ t: "authorisation/show", token });
    startCall(again, 1);
    await again.next("call/ringing");
    expect(await records()).toHaveLength(1);
    expect(desk.log.join("")).not.toMatch(new RegExp(`${token}|${caller.email}|${caller.company}`));
  });

  it("keeps the order of what one Help says, although the database is asked in between", async () => {
    const first = await connectNewHelp(desk.url);
    const token = await authorise(first);
    const help = await connectNewHelp(desk.url);
    const unknown = "1".repeat(22);
    const known = (await records())[0]?.termsVersion ?? "";
    // All at once, before anything is answered.
    startCall(help, 1);
    help.send({ t: "call/cancel", call: unknown });
    help.send({ t: "authorisation/show", token });
    startCall(help, 1);
    help.send({ t: "call/consent", call: unknown });
    help.send(authorisationForm(known));
    help.send({ t: "authorisation/show", token: "x".repeat(43) });
    startCall(help, 1);
    await fence(help);
    expect(kinds(help)).toEqual([
      ...["authorisation/needed", "error", "call/ringing", "error", "authorisation/given"],
      // The call that rings is what stands against another, not the token that nobody knows.
      ...["error", "error"],
    ]);
    expect(help.seen.findLast((m) => m.t === "error" && m.line === 1)).toMatchObject({
      code: "already-in-call",
    });
  });

  it("a caller who hangs up while the database is asked leaves no call behind", async () => {
    const token = await authorise(await connectNewHelp(desk.url));
    for (let i = 0; i < 5; i += 1) {
      const help = await connectNewHelp(desk.url);
      help.send({ t: "authorisation/show", token });
      startCall(help, 1);
      help.vanish();
      await help.closed;
    }
    const last = await connectNewHelp(desk.url);
    await fence(last);
    await expect.poll(() => desk.callsGoingOn()).toBe(0);
    last.send({ t: "authorisation/show", token });
    startCall(last, 1);
    await last.next("call/ringing");
  });

  it("nobody is asked for it where the line refuses the call anyhow", async () => {
    const help = await connectNewHelp(desk.url);
    for (const [line, code] of [
      [2, "line-closed"],
      [999, "unknown-line"],
    ] as const) {
      startCall(help, line);
      expect(await help.next("error")).toMatchObject({ code, line });
    }
    expect(kinds(help)).toEqual(["error", "error"]);
  });

  it("a text that has changed must be accepted anew, and an old form is not taken", async () => {
    const help = await connectNewHelp(desk.url);
    await authorise(help);
    const [before] = await records();
    beside("update organisation set standardRateCents = 4500");
    startCall(help, 1);
    const needed = await help.next("authorisation/needed");
    expect(needed).toMatchObject({ why: "changed" });
    expect(needed.clauses.en[5]).toContain("€45.00");
    help.send(authorisationForm(before?.termsVersion ?? ""));
    expect(await help.next("authorisation/needed")).toEqual(needed);
    help.send(authorisationForm(needed.version));
    await help.next("authorisation/given");
    startCall(help, 1);
    await help.next("call/ringing");
    expect(await records()).toHaveLength(2);
  });

  it("a form for no line of ours is refused by its code, and the connection stays", async () => {
    const help = await connectNewHelp(desk.url);
    startCall(help, 1);
    const { version } = await help.next("authorisation/needed");
    help.send(authorisationForm(version, { line: 77 }));
    expect(await help.next("error")).toMatchObject({ code: "unknown-line", line: 77 });
    await authorise(help);
  });

  it("what the disk does not take is refused, half of nothing is there, and later it works", async () => {
    const help = await connectNewHelp(desk.url);
    beside(
      "create trigger full before insert on outbox begin select raise(abort, 'database or disk is full'); end",
    );
    startCall(help, 1);
    const { version } = await help.next("authorisation/needed");
    help.send(authorisationForm(version));
    expect(await help.next("error")).toMatchObject({ code: "internal", retryable: true, line: 1 });
    expect(await records()).toEqual([]);
    expect(await desk.store.db.selectFrom("terms").selectAll().execute()).toEqual([]);
    startCall(help, 1);
    await help.next("authorisation/needed");
    beside("drop trigger full");
    help.send(authorisationForm(version));
    await help.next("authorisation/given");
  });
});

describe("the copy", () => {
  it("goes to the given address by a real mail server, and leads nowhere", async () => {
    await desk.close();
    const post = await mailServer();
    try {
      const mail = { host: "127.0.0.1", port: post.port, security: "none", from: "linea@demo.example" };
      await begin({ config: { mail } });
      const help = await connectNewHelp(desk.url);
      const company = "Vinca su www.truffa.example";
      await authorise(help, { company, language: "en", email: "Ada@Rossi.Example" });
      const [copy] = await post.arrived(1);
      expect(copy?.to).toMatchObject({ text: "ada@rossi.example" });
      expect(copy?.subject).toBe("Copy of the authorisation for assistance by Assistenza Demo");
      expect(copy?.subject).not.toContain("Vinca");
      const text = copy?.text ?? "";
      for (const part of ["Ada Rossi", "C-0042", "not given", "1 (Linea 1)", "€30.00 per hour"]) {
        expect(text).toContain(part);
      }
      expect(text.match(/^[1-6]\. /gm)).toHaveLength(6);
      expect(`${text}${String(copy?.html)}`).not.toMatch(/truffa\.example|<a /);
    } finally {
      await post.close();
    }
  });
});

describe("forms without end", () => {
  const caps = { ofConnection: 2, ofNetwork: 4, toOneADay: 3, toAllAnHour: 100 };
  const proxied = (from: string) => ({ headers: { "x-forwarded-for": `203.0.113.99, ${from}` } });
  beforeEach(async () => {
    await desk.close();
    // The clock moves on by an hour at once: nobody could answer every ping on the way.
    const limits = { pingEveryMs: 24 * 3_600_000 };
    await begin({ deps: { caps, limits }, config: { trustedProxies: ["127.0.0.1"] } });
  });
  /** Sends the form until it is refused. @returns how often it was taken */
  async function until(help: HelpClient, email?: string): Promise<number> {
    startCall(help, 1);
    const { version } = await help.next("authorisation/needed");
    for (let count = 0; ; count += 1) {
      help.send(authorisationForm(version, { email: email ?? `a${Math.random()}@rossi.example` }));
      await fence(help);
      const answer = help.seen.findLast(
        (m) => m.t === "authorisation/given" || (m.t === "error" && m.line === 1),
      );
      if (help.seen.filter((m) => m.t === "authorisation/given").length > count) continue;
      expect(answer).toMatchObject({ code: "rate-limited", retryable: true, line: 1 });
      return count;
    }
  }

  it("are refused by the connection, then by the network behind the proxy, and an hour later taken again", async () => {
    const connect = (from: string) => connectNewHelp(desk.url, proxied(from));
    expect(await until(await connect("192.0.2.1"))).toBe(2);
    expect(await until(await connect("192.0.2.1"))).toBe(2);
    expect(await until(await connect("192.0.2.1"))).toBe(0);
    // Whom the claimed addresses before it name does not matter; another network is another.
    expect(await until(await connect("192.0.2.2"))).toBe(2);
    expect(await until(await connect("2001:db8::1"))).toBe(2);
    expect(await until(await connect("2001:db8::2"))).toBe(2);
    expect(await until(await connect("2001:db8::3"))).toBe(0);
    const patient = await connect("192.0.2.1");
    desk.clock.advance(3_600_000 - 1);
    expect(await until(patient)).toBe(0);
    desk.clock.advance(1);
    startCall(patient, 1);
    const { version } = await patient.next("authorisation/needed");
    patient.send(authorisationForm(version));
    await patient.next("authorisation/given");
  });

  it("are refused for one address from wherever, and nobody gets a mail for it", async () => {
    expect(await until(await connectNewHelp(desk.url, proxied("192.0.2.1")), "x@rossi.example")).toBe(2);
    expect(await until(await connectNewHelp(desk.url, proxied("192.0.2.2")), "x@rossi.example")).toBe(1);
    expect(await until(await connectNewHelp(desk.url, proxied("192.0.2.3")), "x@rossi.example")).toBe(0);
    const mails = await desk.store.db.selectFrom("outbox").selectAll().execute();
    expect([mails.length, (await records()).length]).toEqual([3, 3]);
  });
});

describe("quick access", () => {
  /** A Help that shows this token. */
  async function helpWith(token: string): Promise<HelpClient> {
    const help = await connectNewHelp(desk.url);
    help.send({ t: "authorisation/show", token });
    return help;
  }
  const newToken = async (email: string = person.email) => {
    const help = await connectNewHelp(desk.url);
    const token = await authorise(help, { email });
    help.close();
    return token;
  };
  async function rings(help: HelpClient) {
    startCall(help, 1);
    const ringing = await help.next("call/ringing");
    const incoming = await viewer.next("call/incoming", ({ call }) => call === ringing.call);
    return { ...ringing, customer: incoming.customer, told: incoming.quick };
  }
  async function finish(help: HelpClient, call: string): Promise<void> {
    viewer.send({ t: "call/end", call, reason: "finished" });
    await help.next("call/ended");
    await viewer.next("call/ended");
    help.close();
  }
  async function session(token: string, how: "code" | "quick"): Promise<void> {
    const help = await helpWith(token);
    const { call, code } = await rings(help);
    viewer.send({ t: "call/take", call, code: how === "code" ? code : null });
    await viewer.next("call/yours");
    help.send({ t: "call/consent", call });
    await viewer.next("call/consented");
    await finish(help, call);
  }
  const verified = async () => (await records()).map(({ codeVerifiedAt }) => codeVerifiedAt !== null);
  const verifiedToken = async (email?: string) => {
    const token = await newToken(email);
    await session(token, "code");
    await expect.poll(async () => (await verified()).at(-1)).toBe(true);
    return token;
  };
  const look = async (token: string) => {
    const help = await helpWith(token);
    const { call, quick, told, customer } = await rings(help);
    help.send({ t: "call/cancel", call });
    await help.next("call/ended");
    help.close();
    return { quick, told, customer };
  };
  const notQuick = { quick: false, told: false, customer: null };

  it("begins after a session that was opened with the code, with the same authorisation", async () => {
    const token = await newToken();
    expect(await look(token)).toEqual(notQuick);
    await session(token, "code");
    await expect.poll(verified).toEqual([true]);
    expect(await look(token)).toEqual({ quick: true, told: true, customer: company.company });
    await session(token, "quick");
    expect(await look(await newToken())).toEqual(notQuick);
  });

  it("without it, no code counts as a wrong one, to the last", async () => {
    const help = await helpWith(await newToken());
    const { call, code } = await rings(help);
    for (let tries = 1; tries <= 4; tries += 1) {
      viewer.send({ t: "call/take", call, code: tries % 2 === 0 ? null : wrongCode(code) });
      expect(await viewer.next("error")).toMatchObject({ code: "wrong-code", call });
    }
    viewer.send({ t: "call/take", call, code: null });
    expect((await help.next("call/ended")).reason).toBe("code-burnt");
  });

  it("does not come of a call that was not consented to", async () => {
    const token = await newToken();
    const help = await helpWith(token);
    const { call, code } = await rings(help);
    viewer.send({ t: "call/take", call, code });
    await help.next("call/taken");
    help.send({ t: "call/end", call, reason: "denied" });
    await help.next("call/ended");
    expect(await look(token)).toEqual(notQuick);
    expect(await verified()).toEqual([false]);
  });

  it("is only for active contacts of active customers whose record says so", async () => {
    const token = await verifiedToken();
    const stranger = await verifiedToken("nessuno@altrove.example");
    expect(await look(stranger)).toEqual(notQuick);
    const known = { quick: true, told: true, customer: company.company };
    for (const [off, on, then] of [
      ["update contact set active = 0", "update contact set active = 1", notQuick],
      ["update customer set active = 0", "update customer set active = 1", notQuick],
      [
        "update customer set quickAccess = 0",
        "update customer set quickAccess = 1",
        { ...known, quick: false, told: false },
      ],
    ] as const) {
      beside(off);
      expect(await look(token), off).toEqual(then);
      beside(on);
      expect(await look(token), on).toEqual(known);
    }
  });

  it("is gone at once where the administration takes it back while the call rings", async () => {
    const token = await verifiedToken();
    const help = await helpWith(token);
    const { call, code, quick } = await rings(help);
    expect(quick).toBe(true);
    const office = await desk.browserOf("office");
    const changed = await office.ask("PUT", `/customers/${customerId}`, { ...company, quickAccess: false });
    expect(changed.status).toBeLessThan(300);
    await viewer.next("call/incoming", (message) => message.call === call && !message.quick);
    viewer.send({ t: "call/take", call, code: null });
    expect(await viewer.next("error")).toMatchObject({ code: "wrong-code", call });
    viewer.send({ t: "call/take", call, code });
    await viewer.next("call/yours");
  });

  it("shows a long name of a company as far as it fits", async () => {
    const token = await verifiedToken();
    beside(`update customer set company = '${"Ditta ".repeat(19).trim()}'`);
    const { customer } = await look(token);
    expect(customer).toMatch(/^Ditta .*…$/);
    expect(customer?.length).toBeLessThanOrEqual(80);
  });

  it("rings at a technician who opens the line later as well", async () => {
    const token = await verifiedToken();
    const help = await helpWith(token);
    const { call } = await rings(help);
    const late = await viewerOn(desk.url, tokens.ugo);
    await openLine(late, 1);
    expect(await late.next("call/incoming")).toMatchObject({ call, quick: true, customer: company.company });
  });
});
