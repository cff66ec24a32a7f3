/** The API as browsers and programs use it, over real HTTP. */
import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import SQLite from "better-sqlite3";
import { API_BASE, CustomerInfo, MailPage, RegistrationPage } from "../../src/shared/protocol/api.ts";
import type { LineInfo, SessionInfo, Settings, StaffInfo } from "../../src/shared/protocol/api.ts";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { enqueueMail } from "../mail/outbox.ts";
import { mailServer } from "../mail/testing/smtp.ts";
import { register } from "../registrations/register.ts";
import { termsInForce } from "../registrations/terms.ts";
import { databaseIn } from "../store/data.ts";
import { hashToken } from "../store/ids.ts";
import { connectHelp, connectViewer, fence } from "../testing/client.ts";
import { deactivateUser } from "../cli/user.ts";
import { TestBrowser } from "../testing/browser.ts";
import { company } from "../testing/desk.ts";
import { emailOf, PASSWORD, startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

let desk: RunningDesk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.close());

/** As the web site sends it. */
const form = {
  company: "Studio Ferri",
  taxCode: "",
  name: "Giulia Ferri",
  email: "giulia@ferri.example",
  phone: "",
  quickAccess: true,
  message: "",
  language: "it",
} as const;

/** With the terms in force at this moment. */
const formOf = async (visitor: TestBrowser) => {
  const { version } = (await visitor.ask("GET", "/terms")).body as { version: string };
  return { ...form, terms: version };
};

const linkIn = async (kind: string): Promise<string> => {
  const { text } = await desk.store.db
    .selectFrom("outbox")
    .select("text")
    .where("kind", "=", kind)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  const token = /#([A-Za-z0-9_-]{43})/.exec(text ?? "")?.[1];
  if (token === undefined) throw new Error("no link in the mail");
  return token;
};

describe("a session", () => {
  it("lives in cookies that no script reads and no other site sends", async () => {
    const browser = new TestBrowser(desk.url);
    const form = { email: emailOf("office"), password: PASSWORD, kind: "web", program: "Firefox" };
    const { status, body, headers } = await browser.ask("POST", "/session", form);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(browser.cookie("linea_session"));
    for (const cookie of headers.getSetCookie()) {
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Strict/);
    }
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("lives in cookies for TLS only where the public address is asked for, whatever the proxy says", async () => {
    const administrator = await desk.browserOf("administrator");
    const settings = (await administrator.ask("GET", "/settings")).body as object;
    const publicUrl = "https://assistenza.example";
    expect((await administrator.ask("PUT", "/settings", { ...settings, publicUrl })).status).toBe(204);
    const form = { email: emailOf("office"), password: PASSWORD, kind: "web", program: "Firefox" };
    /** As it comes from a proxy that speaks plain HTTP to us; `fetch` sends no host but its own. */
    const secure = async (host: string) => {
      const headers = { host, "content-type": "application/json" };
      const asking = request(`${desk.url}${API_BASE}/session`, { method: "POST", headers });
      asking.end(JSON.stringify(form));
      const [answer] = (await once(asking, "response")) as [IncomingMessage];
      answer.resume();
      expect(answer.statusCode).toBe(200);
      return answer.headers["set-cookie"]?.map((cookie) => /; Secure/.test(cookie));
    };
    expect(await secure("assistenza.example")).toEqual([true, true]);
    expect(await secure("assistenza.example:443")).toEqual([true, true]);
    // Without TLS a browser would throw such cookies away.
    expect(await secure("assistenza.example:8080")).toEqual([false, false]);
    expect(await secure("127.0.0.1")).toEqual([false, false]);
    await administrator.ask("PUT", "/settings", { ...settings, publicUrl: "http://127.0.0.1:8787" });
    expect(await secure("127.0.0.1:8787")).toEqual([false, false]);
  });

  it("leaves the browser known to everybody who signs in there; a new password gives it a new token", async () => {
    const shared = await desk.browserOf("technician");
    const device = shared.cookie("linea_device");
    for (const role of ["office", "technician"] as const) {
      await shared.signIn(emailOf(role), PASSWORD);
      expect(shared.cookie("linea_device")).toBe(device);
    }
    await shared.ask("POST", "/password/forgotten", { email: emailOf("office") });
    const password = "dodici lanterne lungo il canale";
    const token = await linkIn("password-reset");
    expect((await shared.ask("POST", "/password/set", { token, password })).status).toBe(204);
    const next = shared.cookie("linea_device");
    expect(next).not.toBe(device);
    await shared.signIn(emailOf("technician"), PASSWORD);
    await shared.signIn(emailOf("office"), password);
    expect(shared.cookie("linea_device")).toBe(next);
  });

  it("ends when one signs out", async () => {
    const browser = await desk.browserOf("technician");
    expect((await browser.ask("GET", "/session")).status).toBe(200);
    expect((await browser.ask("DELETE", "/session")).status).toBe(204);
    expect((await browser.ask("GET", "/session")).body).toEqual({ error: "signed-out" });
  });

  it("is not had for a wrong password, whoever asks", async () => {
    const browser = new TestBrowser(desk.url);
    for (const email of [emailOf("office"), "nobody@demo.example"]) {
      const form = { email, password: "not the password", kind: "web", program: "test" };
      expect((await browser.ask("POST", "/session", form)).body).toEqual({ error: "wrong-credentials" });
    }
  });

  it("of a Viewer is a token, which signs it in and dies with the session", async () => {
    const form = { email: emailOf("technician"), password: PASSWORD, kind: "viewer", program: "Viewer" };
    const { body } = await new TestBrowser(desk.url).ask("POST", "/session", form);
    const { token } = body as { token: string };
    const viewer = await connectViewer(desk.url, token);
    const mine = await desk.browserOf("technician");
    const { body: list } = await mine.ask("GET", "/me/sessions");
    const its = (list as SessionInfo[]).find(({ kind }) => kind === "viewer");
    expect(its).toMatchObject({ program: "Viewer", current: false });
    expect((await mine.ask("DELETE", `/me/sessions/${its?.id ?? ""}`)).status).toBe(204);
    expect((await viewer.next("error")).code).toBe("unauthorised");
    await expect(connectViewer(desk.url, token)).rejects.toThrow("unauthorised");
  });

  it("of the office opens no Viewer", async () => {
    const form = { email: emailOf("office"), password: PASSWORD, kind: "viewer", program: "Viewer" };
    expect((await new TestBrowser(desk.url).ask("POST", "/session", form)).body).toEqual({
      error: "forbidden",
    });
  });
});

describe("the staff", () => {
  it("comes in by a link in a mail, once", async () => {
    const administrator = await desk.browserOf("administrator");
    const input = {
      email: "Nuova@Demo.example",
      name: "Nuova Arrivata",
      role: "technician",
      language: "it",
      totpRequired: false,
      active: true,
    };
    const { body } = await administrator.ask("POST", "/staff", input);
    expect(body).toMatchObject({ email: "nuova@demo.example", ready: false });
    expect((await administrator.ask("POST", "/staff", input)).body).toMatchObject({ error: "taken" });
    const { id } = body as StaffInfo;
    expect((await administrator.ask("POST", `/staff/${id}/invite`)).status).toBe(204);
    const token = await linkIn("staff-set-up");
    const browser = new TestBrowser(desk.url);
    expect((await browser.ask("POST", "/password/link", { token })).body).toMatchObject({
      purpose: "set-up",
      name: "Nuova Arrivata",
    });
    expect(
      (await browser.ask("POST", "/password/set", { token, password: "password1234" })).body,
    ).toMatchObject({
      error: "weak-password",
    });
    const password = "ombrello giallo sopra il tavolo";
    expect((await browser.ask("POST", "/password/set", { token, password })).status).toBe(204);
    expect((await browser.ask("POST", "/password/set", { token, password })).body).toEqual({
      error: "link-gone",
    });
    expect((await browser.signIn("nuova@demo.example", password)).role).toBe("technician");
  });

  it("is asked for a second factor before anything else, once everybody must have one", async () => {
    const administrator = await desk.browserOf("administrator");
    const { body: settings } = await administrator.ask("GET", "/settings");
    const changed = { ...(settings as object), totpRequired: true };
    expect((await administrator.ask("PUT", "/settings", changed)).status).toBe(204);
    const office = await desk.browserOf("office");
    expect((await office.ask("GET", "/customers")).body).toEqual({ error: "totp-required" });
    expect((await office.ask("GET", "/session")).body).toMatchObject({ totpMissing: true });
    expect((await office.ask("POST", "/me/totp/offer", { password: PASSWORD })).status).toBe(200);
  });

  it("works in Viewer with its own session only, and not before a required second factor", async () => {
    const viewer = await connectViewer(desk.url, "token-of-tina-0001");
    const administrator = await desk.browserOf("administrator");
    const cookie = administrator.cookie("linea_session") ?? "";
    await expect(connectViewer(desk.url, cookie)).rejects.toThrow("unauthorised");
    const { body: settings } = await administrator.ask("GET", "/settings");
    await administrator.ask("PUT", "/settings", { ...(settings as object), totpRequired: true });
    expect((await viewer.next("error")).code).toBe("unauthorised");
    await expect(connectViewer(desk.url, "token-of-ugo-00002")).rejects.toThrow("unauthorised");
  });

  it("is in use as long as its Viewer is connected", async () => {
    await connectViewer(desk.url, "token-of-tina-0001");
    const used = async (): Promise<number[]> => {
      const rows = await desk.store.db.selectFrom("session").select("lastUsedAt").execute();
      return rows.map(({ lastUsedAt }) => lastUsedAt);
    };
    desk.clock.advance(20_000);
    await connectHelp(desk.url);
    desk.clock.advance(20_000);
    await connectHelp(desk.url);
    desk.clock.advance(20_000);
    // One of three: Tina's.
    await expect.poll(used).toContain(desk.clock.date());
    expect((await used()).filter((at) => at === desk.clock.date())).toHaveLength(1);
  });

  it("is not written as used by the look at each Viewer after a change: a busy database would hold up everybody", async () => {
    const administrator = await desk.browserOf("administrator");
    const { body: settings } = await administrator.ask("GET", "/settings");
    const viewer = await connectViewer(desk.url, "token-of-tina-0001");
    const beside = new SQLite(databaseIn(desk.data));
    const tokenHash = hashToken("token-of-tina-0001");
    const long = desk.clock.date() - 10 * 60_000;
    beside.prepare("update session set lastUsedAt = ? where tokenHash = ?").run(long, tokenHash);
    const used = () =>
      beside.prepare("select lastUsedAt from session where tokenHash = ?").pluck().get(tokenHash);
    try {
      const changed = { ...(settings as object), name: "Nuovo nome" };
      expect((await administrator.ask("PUT", "/settings", changed)).status).toBe(204);
      expect(used()).toBe(long);
      // Nor after a failure.
      beside.exec("update organisation set signingKey = 'none'");
      expect((await administrator.ask("PUT", "/settings", settings)).status).toBe(500);
      expect(used()).toBe(long);
      // The look of each minute writes it.
      for (let s = 0; s < 60; s += 20) {
        await fence(viewer);
        desk.clock.advance(20_000);
      }
      await expect.poll(used).toBe(desk.clock.date());
    } finally {
      beside.close();
    }
  });

  it("who is deactivated on the command line leaves Viewer within a minute", async () => {
    const viewer = await connectViewer(desk.url, "token-of-tina-0001");
    const { email } = await desk.store.db
      .selectFrom("staff")
      .select("email")
      .where("name", "=", "Tina")
      .executeTakeFirstOrThrow();
    const silent = { write: () => true } as unknown as NodeJS.WritableStream;
    const io = { stdout: silent, stderr: silent, now: () => desk.clock.date() };
    expect(await deactivateUser(desk.data, email, io)).toBe(0);
    // As long as two pings may go unanswered: the jump of the clock leaves none for an answer.
    for (let s = 0; s < 60; s += 10) {
      desk.clock.advance(10_000);
      await connectHelp(desk.url);
    }
    expect((await viewer.next("error")).code).toBe("unauthorised");
  });

  it("who is deactivated is out at once", async () => {
    const administrator = await desk.browserOf("administrator");
    const office = await desk.browserOf("office");
    const { body } = await administrator.ask("GET", "/staff");
    const {
      id,
      ready: _,
      totp: __,
      sessions: ___,
      createdAt: ____,
      ...input
    } = (body as StaffInfo[]).find(({ role }) => role === "office")!;
    expect((await administrator.ask("PUT", `/staff/${id}`, { ...input, active: false })).status).toBe(200);
    expect((await office.ask("GET", "/session")).status).toBe(401);
  });
});

describe("the logo", () => {
  it("is a picture of the kind that it says", async () => {
    const administrator = await desk.browserOf("administrator");
    const settings = (await administrator.ask("GET", "/settings")).body as object;
    const put = (logo: string) => administrator.ask("PUT", "/settings", { ...settings, logo });
    const refused = { status: 400, body: { error: "invalid", field: "logo" } };
    expect(await put("data:image/png;base64,AAAA")).toMatchObject(refused);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString("base64");
    expect(await put(`data:image/png;base64,${svg}`)).toMatchObject(refused);
    expect((await put(`data:image/svg+xml;base64,${svg}`)).status).toBe(204);
  });
});

describe("the public address", () => {
  it("is scheme, host and port alone, with TLS unless it is this computer's, and kept as such", async () => {
    const administrator = await desk.browserOf("administrator");
    const settings = (await administrator.ask("GET", "/settings")).body as object;
    const put = (publicUrl: string) => administrator.ask("PUT", "/settings", { ...settings, publicUrl });
    for (const wrong of [
      "http://aurora.example",
      "https://aurora.example/a?b",
      "https://me@aurora.example",
    ]) {
      const { status, body } = await put(wrong);
      expect({ wrong, status, body }).toEqual({
        wrong,
        status: 400,
        body: { error: "invalid", field: "publicUrl" },
      });
    }
    expect((await administrator.ask("GET", "/settings")).body).toEqual(settings);
    expect((await put("HTTPS://Aurora.example:443/")).status).toBe(204);
    const kept = (await administrator.ask("GET", "/settings")).body;
    expect(kept).toMatchObject({ publicUrl: "https://aurora.example" });
  });
});

describe("lines", () => {
  const line = { label: "Nuova", description: "", hours: standardHours, staff: null, rateCents: null };

  it("appear and go in every Help while it looks, under the organisation's signature", async () => {
    const administrator = await desk.browserOf("administrator");
    const help = await connectHelp(desk.url);
    expect((await administrator.ask("PUT", "/lines/7", line)).status).toBe(200);
    const { directory } = await help.next("directory");
    expect(directory.payload).toContain("Nuova");
    await help.next("lines", ({ lines }) => lines.some(({ number }) => number === 7));
    expect((await administrator.ask("DELETE", "/lines/7")).status).toBe(204);
    await help.next("lines", ({ lines }) => lines.every(({ number }) => number !== 7));
  });

  it("and protected titles reach every Help while it looks; a bad one is named and changes nothing", async () => {
    const administrator = await desk.browserOf("administrator");
    const { body } = await administrator.ask("GET", "/settings");
    const settings = body as Settings;
    expect(settings.protectedTitles).toContain("home banking");
    const help = await connectHelp(desk.url);
    const change = (protectedTitles: string[]) =>
      administrator.ask("PUT", "/settings", { ...settings, protectedTitles });
    expect((await change(["PayPal", "Banca «Uno»"])).status).toBe(204);
    const { directory } = await help.next("directory");
    expect(JSON.parse(directory.payload)).toMatchObject({ protectedTitles: ["PayPal", "Banca «Uno»"] });
    const bad = await change(["PayPal", "x"]);
    expect(bad).toMatchObject({ status: 400, body: { field: "protectedTitles.1" } });
    expect((await change(["PayPal", "paypal"])).status).toBe(400);
    const after = (await administrator.ask("GET", "/settings")).body as Settings;
    expect(after.protectedTitles).toEqual(["PayPal", "Banca «Uno»"]);
  });

  it("and the oldest Help that may call reach every Help while it looks; what is no version changes nothing", async () => {
    const administrator = await desk.browserOf("administrator");
    const settings = (await administrator.ask("GET", "/settings")).body as Settings;
    const help = await connectHelp(desk.url);
    const change = (helpMinimum: unknown) =>
      administrator.ask("PUT", "/settings", { ...settings, helpMinimum });
    expect((await change("1.2.0")).status).toBe(204);
    const { directory } = await help.next("directory");
    const wanted = { minimum: "1.2.0", download: `${settings.publicUrl}/help` };
    expect(JSON.parse(directory.payload)).toMatchObject({ help: wanted });
    for (const bad of ["", "1.2", "v1.2.0", "1.2.0-beta", 1.2]) {
      expect(await change(bad)).toMatchObject({ status: 400, body: { field: "helpMinimum" } });
    }
    const after = (await administrator.ask("GET", "/settings")).body as Settings;
    expect(after.helpMinimum).toBe("1.2.0");
    expect((await change(null)).status).toBe(204);
    const again = await help.next("directory");
    expect(JSON.parse(again.directory.payload)).toMatchObject({ help: null });
  });

  it("outside their hours are closed, say when they open, and take no call", async () => {
    const administrator = await desk.browserOf("administrator");
    await administrator.ask("PUT", "/lines/1", line);
    // The tests' clock begins on a Tuesday at 23:13 in Rome. Nobody is connected for the night: a jump
    // of the clock leaves pings without answers.
    const opensAt = Date.parse("2023-11-15T09:00:00+01:00");
    desk.clock.advance(opensAt - desk.clock.date() - 10_000);
    const help = await connectHelp(desk.url);
    const viewer = await connectViewer(desk.url, "token-of-tina-0001");
    viewer.send({ t: "line/open", line: 1 });
    await viewer.next("line/mine");
    help.send({ t: "call/start", line: 1, name: "Ada", wait: true });
    expect((await help.next("error")).code).toBe("line-closed");
    const welcome = help.seen.find((message) => message.t === "welcome");
    expect(welcome?.lines[0]).toMatchObject({ number: 1, state: "closed", opensAt });
    desk.clock.advance(10_000);
    await help.next("lines", ({ lines }) => lines[0]?.state === "free");
    expect(help.seen.at(-1)).toMatchObject({ lines: [{ opensAt: null }, {}, {}] });
  });

  it("close at whoever is no longer allowed to have them", async () => {
    const administrator = await desk.browserOf("administrator");
    const ugo = await connectViewer(desk.url, "token-of-ugo-00002");
    ugo.send({ t: "line/open", line: 1 });
    await ugo.next("line/mine");
    const { body } = await administrator.ask("GET", "/staff");
    const tina = (body as StaffInfo[]).find(({ name }) => name === "Tina")!;
    await administrator.ask("PUT", "/lines/1", { ...line, hours: "always", staff: [tina.id] });
    expect((await ugo.next("line/mine")).open).toEqual([]);
    await ugo.next("lines", ({ lines }) => lines[0]?.state === "closed");
  });

  it("open only at those whom the administration has named", async () => {
    const administrator = await desk.browserOf("administrator");
    const { body } = await administrator.ask("GET", "/staff");
    const tina = (body as StaffInfo[]).find(({ name }) => name === "Tina")!;
    await administrator.ask("PUT", "/lines/1", { ...line, hours: "always", staff: [tina.id] });
    const ugo = await connectViewer(desk.url, "token-of-ugo-00002");
    ugo.send({ t: "line/open", line: 1 });
    expect((await ugo.next("error")).code).toBe("not-yours");
    const hers = await connectViewer(desk.url, "token-of-tina-0001");
    hers.send({ t: "line/open", line: 1 });
    expect((await hers.next("line/mine")).open).toEqual([1]);
  });

  it("name the field that is wrong, and change nothing", async () => {
    const administrator = await desk.browserOf("administrator");
    const hours = { ...(standardHours as object), mon: [{ from: "12:00", to: "09:00" }] };
    expect((await administrator.ask("PUT", "/lines/1", { ...line, hours })).body).toMatchObject({
      error: "invalid",
      field: expect.stringMatching(/^hours/) as string,
    });
    // Nobody could ever open it.
    expect((await administrator.ask("PUT", "/lines/1", { ...line, staff: [] })).body).toEqual({
      error: "invalid",
      field: "staff",
    });
    const { body } = await administrator.ask("GET", "/lines");
    expect((body as LineInfo[])[0]?.label).toBe("Linea 1");
  });
});

describe("a registration", () => {
  it("goes from the form to the customer's own password", async () => {
    const visitor = new TestBrowser(desk.url);
    expect((await visitor.ask("POST", "/registrations", await formOf(visitor))).status).toBe(202);
    const confirmation = await visitor.ask("POST", "/registrations/confirm", {
      token: await linkIn("registration-confirm"),
    });
    expect(confirmation.body).toMatchObject({
      company: "Studio Ferri",
      dueAt: desk.clock.date() + 48 * 3_600_000,
    });
    const office = await desk.browserOf("office");
    const { body } = await office.ask("GET", "/registrations?state=waiting");
    const { id } = RegistrationPage.parse(body).rows[0]!;
    expect((await office.ask("POST", `/registrations/${id}/approve`, {})).status).toBe(204);
    const again = await office.ask("POST", `/registrations/${id}/approve`, {});
    expect(again.body).toMatchObject({ error: "changed" });
    const token = await linkIn("customer-access");
    const password = "sette biciclette in cantina";
    expect((await visitor.ask("POST", "/password/set", { token, password })).status).toBe(204);
    // Whoever has forgotten the password asks for a link to another, as the staff does.
    expect((await visitor.ask("POST", "/password/forgotten", { email: form.email })).status).toBe(202);
    const next = { token: await linkIn("password-reset"), password: "otto ombrelli in soffitta" };
    expect((await visitor.ask("POST", "/password/set", next)).status).toBe(204);
    const { body: customers } = await office.ask("GET", "/customers");
    expect(customers).toMatchObject({
      rows: [{ company: "Studio Ferri", quickAccess: true, contacts: 1 }],
      more: false,
    });
  });
});

describe("a registration of a company that is a customer", () => {
  it("can become one more contact of it, as the hint proposes", async () => {
    const office = await desk.browserOf("office");
    const add = async (changes: object) =>
      CustomerInfo.parse((await office.ask("POST", "/customers", { ...company, ...changes })).body);
    const { id: customer } = await add({ company: "Studio Ferri S.r.l.", email: "" });
    const { id: off } = await add({ company: "Altri", active: false });
    const visitor = new TestBrowser(desk.url);
    await visitor.ask("POST", "/registrations", { ...(await formOf(visitor)), company: "STUDIO FERRI srl" });
    await visitor.ask("POST", "/registrations/confirm", { token: await linkIn("registration-confirm") });

    const { body } = await office.ask("GET", "/registrations?state=waiting");
    const { id, known } = RegistrationPage.parse(body).rows[0]!;
    expect(known).toEqual([{ id: customer, company: "Studio Ferri S.r.l.", active: true, by: "company" }]);
    const approve = (choice: object) => office.ask("POST", `/registrations/${id}/approve`, choice);
    expect((await approve({ customer: off })).body).toEqual({ error: "invalid", field: "customer" });
    expect((await approve({ customer: "nobody" })).body).toEqual({ error: "invalid", field: "customer" });
    expect((await approve({ customer })).status).toBe(204);
    expect((await office.ask("GET", `/customers/${customer}`)).body).toMatchObject({
      ...{ company: "Studio Ferri S.r.l.", contacts: 1, quickAccess: false },
    });
    expect((await office.ask("GET", "/customers?search=ferri")).body).toMatchObject({
      rows: [{}],
      more: false,
    });
  });
});

describe("what waits", () => {
  it("is counted for the margin of the pages", async () => {
    const counts = async () => {
      const administrator = await desk.browserOf("administrator");
      const paths = ["/registrations/overdue", "/outbox/undeliverable"];
      return Promise.all(paths.map(async (path) => (await administrator.ask("GET", path)).body));
    };
    expect(await counts()).toEqual([{ count: 0 }, { count: 0 }]);
    await desk.close();
    desk = await startDesk({
      async more(tx) {
        const { version } = await termsInForce(tx);
        for (const email of ["una@x.example", "due@x.example"]) {
          const mailing = { now: 1, publicUrl: "https://x.example", enqueueMail };
          await register(tx, { ...form, email, terms: version }, mailing);
        }
        await tx.updateTable("registration").set({ confirmedAt: 1, dueAt: 2 }).execute();
        await tx.updateTable("outbox").set({ state: "undeliverable" }).where("id", "=", 1).execute();
      },
    });
    expect(await counts()).toEqual([{ count: 2 }, { count: 1 }]);
  });
});

describe("oversight", () => {
  it("without a mail server every mail waits and is seen", async () => {
    const administrator = await desk.browserOf("administrator");
    expect((await administrator.ask("POST", "/outbox/test")).status).toBe(204);
    const { body } = await administrator.ask("GET", "/outbox?filter=waiting");
    const mail = MailPage.parse(body).rows[0]!;
    expect(mail).toMatchObject({ kind: "test", state: "waiting", attempts: 0 });
    const before = await administrator.ask("GET", `/outbox?filter=waiting&before=${mail.id}`);
    expect(before.body).toEqual({ rows: [], more: false });
    expect((await administrator.ask("POST", `/outbox/${mail.id}/discard`)).status).toBe(204);
  });

  it("with a mail server a mail is on its way as soon as it is asked for", async () => {
    await desk.close();
    const post = await mailServer();
    try {
      const { port } = post;
      const mail = { host: "127.0.0.1", port, security: "none", from: "assistenza@demo.example" };
      desk = await startDesk({ config: { mail } });
      const administrator = await desk.browserOf("administrator");
      // Nobody moves the clock: what sends it is that somebody asked.
      expect((await administrator.ask("POST", "/outbox/test")).status).toBe(204);
      const [arrived] = await post.arrived(1);
      expect(arrived?.to).toMatchObject({ text: emailOf("administrator") });
      await expect
        .poll(async () => (await administrator.ask("GET", "/outbox")).body)
        .toMatchObject({ rows: [{ state: "sent", attempts: 1 }] });
    } finally {
      await post.close();
    }
  });

  it("every change is in the audit trail, with who did it, and the chain is whole", async () => {
    const administrator = await desk.browserOf("administrator");
    await administrator.ask("POST", "/closures", {
      fromDay: "2026-12-24",
      toDay: "2026-12-31",
      reason: "Ferie",
    });
    const { body } = await administrator.ask("GET", "/audit");
    const { rows } = body as { rows: { action: string; actorName: string }[] };
    expect(rows[0]).toMatchObject({ action: "closure.added", actorName: "Chi administrator" });
    expect((await administrator.ask("GET", "/audit/check")).body).toMatchObject({ problem: null });
  });

  it("is ready, and tells Prometheus how it is doing", async () => {
    expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
    await connectHelp(desk.url);
    const text = await (await fetch(`${desk.url}/metrics`)).text();
    expect(text).toContain('linea_connections{program="help"} 1');
    expect(text).toMatch(/linea_http_request_duration_seconds_count\{route="\/readyz",status="200"\} 1/);
  });
});

describe("limits", () => {
  it("an address that asks too often is told when to come back", async () => {
    await desk.close();
    desk = await startDesk({ config: { requestsAMinute: 10 } });
    const browser = new TestBrowser(desk.url);
    const answers = await Promise.all(Array.from({ length: 11 }, () => browser.ask("GET", "/organisation")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.body).toMatchObject({
      error: "rate-limited",
      retryAfter: expect.any(Number) as number,
    });
  });

  it("counts what it refuses, too", async () => {
    await desk.close();
    desk = await startDesk({ config: { requestsAMinute: 10 } });
    const browser = new TestBrowser(desk.url);
    const statuses = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await browser.ask("GET", "/staff")).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  it("a body without a byte is none, whatever its type says", async () => {
    const administrator = await desk.browserOf("administrator");
    const json = { "content-type": "application/json" };
    expect((await administrator.ask("POST", "/outbox/test", undefined, json)).status).toBe(204);
    expect((await administrator.ask("DELETE", "/lines/3", undefined, json)).status).toBe(204);
    // Where one is needed it is missing, and what is not JSON is still refused.
    const missing = await administrator.ask("PUT", "/lines/1", undefined, json);
    expect(missing).toMatchObject({ status: 400, body: { error: "invalid" } });
    const half = { method: "POST", body: "{", headers: json };
    expect((await fetch(`${desk.url}${API_BASE}/session`, half)).status).toBe(400);
  });

  it("a body that is too large is not read", async () => {
    const browser = new TestBrowser(desk.url);
    const { body } = await browser.ask("POST", "/password/forgotten", { email: "x".repeat(200_000) });
    expect(body).toEqual({ error: "too-large" });
  });

  it("pages may load and run only what is the server's own", async () => {
    const { headers } = await fetch(`${desk.url}${API_BASE}/organisation`);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});
