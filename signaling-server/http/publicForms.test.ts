/** What strangers may send over HTTP: how much of it, and under which terms. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiError, RegistrationPage, Terms } from "../../src/shared/protocol/api.ts";
import type { AcceptedTerms, Settings } from "../../src/shared/protocol/api.ts";
import { TestBrowser } from "../testing/browser.ts";
import type { Answer } from "../testing/browser.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

const MINUTE_MS = 60_000;
/** What a network may send to one form in a minute, and registrations in an hour (routes/answers.ts). */
const A_MINUTE = { most: 20, seconds: 60 };
const AN_HOUR = { most: 10, seconds: 3_600 };
/** Registrations of all addresses together that are taken in an hour (registrations/register.ts). */
const ALL_AN_HOUR = 100;

let desk: RunningDesk;
let visitor: TestBrowser;
let version: string;
beforeEach(async () => {
  desk = await startDesk({ config: { trustedProxies: ["127.0.0.1"] } });
  visitor = new TestBrowser(desk.url);
  version = await versionInForce();
});
afterEach(() => desk.close());

const versionInForce = async () => Terms.parse((await visitor.ask("GET", "/terms")).body).version;
const from = (address: string) => ({ "x-forwarded-for": address });
const registration = (email: string) => ({
  ...{ company: "Studio Ferri", taxCode: "", name: "Giulia Ferri", email, phone: "" },
  ...{ quickAccess: false, message: "", language: "it", terms: version },
});
const TOKEN = "x".repeat(43);
const forms: Readonly<Record<string, (n: number) => unknown>> = {
  "/registrations": (n) => registration(`ferri${n}@ferri.example`),
  "/registrations/confirm": () => ({ token: TOKEN }),
  "/password/forgotten": (n) => ({ email: `ferri${n}@ferri.example` }),
  "/password/link": () => ({ token: TOKEN }),
  "/password/set": () => ({ token: TOKEN, password: "ombrello giallo sopra il tavolo" }),
};

const limitOf = (path: string) => (path === "/registrations" ? AN_HOUR : A_MINUTE);
let sent = 0;
/** One after the other, each from this address, or from the next of these. */
async function sendMany(path: string, count: number, ...addresses: string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < count; n += 1) {
    const address = addresses[n % addresses.length] ?? "";
    answers.push(await visitor.ask("POST", path, forms[path]?.((sent += 1)), from(address)));
  }
  return answers;
}
const refused = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429).length;

describe("a public form", () => {
  it.each(Object.keys(forms))(
    "%s takes no flood from one address, and still serves another",
    async (path) => {
      const { most, seconds } = limitOf(path);
      expect(refused(await sendMany(path, most, "192.0.2.1"))).toBe(0);
      const [next] = await sendMany(path, 1, "192.0.2.1");
      expect(next).toMatchObject({ status: 429, body: { error: "rate-limited" } });
      const { retryAfter } = ApiError.parse(next?.body);
      expect(retryAfter).toBeGreaterThan(seconds / 2);
      expect(retryAfter).toBeLessThanOrEqual(seconds);
      expect(next?.headers.get("retry-after")).toBe(String(retryAfter));
      expect(refused(await sendMany(path, 1, "192.0.2.2"))).toBe(0);
      // Who has sent too many may still read.
      expect((await visitor.ask("GET", "/organisation", undefined, from("192.0.2.1"))).status).toBe(200);
    },
  );

  it("for a registration takes no more from a network of many addresses", async () => {
    const network = Array.from({ length: AN_HOUR.most }, (_, n) => `2001:db8:0:7:${n}::${n}`);
    expect(refused(await sendMany("/registrations", AN_HOUR.most, ...network))).toBe(0);
    expect(refused(await sendMany("/registrations", 1, "2001:db8:0:7:ffff::1"))).toBe(1);
    expect(refused(await sendMany("/registrations", 1, "2001:db8:0:8::1"))).toBe(0);
  });

  it("for a registration sends no more than so many mails an hour, to whomever and for whomever", async () => {
    const one = async () => (await sendMany("/registrations", 1, "192.0.2.250"))[0];
    for (let n = 0; n < ALL_AN_HOUR; n += AN_HOUR.most) {
      const answers = await sendMany("/registrations", AN_HOUR.most, `192.0.2.${n + 1}`);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
      desk.clock.advance(MINUTE_MS);
    }
    // Ten minutes after the first ones, fifty before they count no longer.
    const next = await one();
    expect(next).toMatchObject({ status: 429, body: { error: "rate-limited", retryAfter: 3_000 } });
    expect(next?.headers.get("retry-after")).toBe("3000");
    const mails = () =>
      desk.store.db.selectFrom("outbox").select("id").where("kind", "=", "registration-confirm").execute();
    expect(await mails()).toHaveLength(ALL_AN_HOUR);
    expect(await desk.store.db.selectFrom("registration").select("id").execute()).toHaveLength(ALL_AN_HOUR);

    desk.clock.advance(3_000_000 - 1);
    expect(await one()).toMatchObject({ status: 429, body: { retryAfter: 1 } });
    desk.clock.advance(1);
    expect(await one()).toMatchObject({ status: 202 });
    expect(await mails()).toHaveLength(ALL_AN_HOUR + 1);
  });
});

describe("the terms", () => {
  it("hold the rate and hours of the settings; accepted under earlier ones, the form comes back", async () => {
    const administrator = await desk.browserOf("administrator");
    const early = registration("presto@ferri.example");
    expect((await visitor.ask("POST", "/registrations", early)).status).toBe(202);
    const late = registration("tardi@ferri.example");

    const { body: settings } = await administrator.ask("GET", "/settings");
    const dearer = { ...(settings as Settings), standardRateCents: 4_250 };
    expect((await administrator.ask("PUT", "/settings", dearer)).status).toBe(204);
    expect(await visitor.ask("POST", "/registrations", late)).toMatchObject({
      status: 409,
      body: { error: "terms-changed" },
    });
    const { body } = await visitor.ask("GET", "/terms");
    const terms = Terms.parse(body);
    expect(JSON.stringify(terms.text.en)).toContain("€42.50 per hour");
    expect(terms.hours).toEqual([{ hours: "always", lines: [] }]);
    expect((await visitor.ask("POST", "/registrations", { ...late, terms: terms.version })).status).toBe(202);

    const { body: list } = await administrator.ask("GET", "/registrations?state=unconfirmed");
    const { rows } = RegistrationPage.parse(list);
    const accepted = async (email: string) => {
      const its = rows.find((one) => one.email === email);
      return (await administrator.ask("GET", `/registrations/${its?.id ?? ""}/terms`)).body as AcceptedTerms;
    };
    const first = await accepted(early.email);
    expect([first.version, first.language]).toEqual([version, "it"]);
    expect(JSON.stringify(first.text)).toMatch(/costa 30,00\s€ all’ora/);
    expect(JSON.stringify((await accepted(late.email)).text)).toMatch(/costa 42,50\s€ all’ora/);
  });

  it("of no shape that was ever in force are no terms", async () => {
    const form = { ...registration("giulia@ferri.example"), terms: "2026-11" };
    expect((await visitor.ask("POST", "/registrations", form)).body).toEqual({
      error: "invalid",
      field: "terms",
    });
  });
});
