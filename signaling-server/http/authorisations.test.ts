/** The authorisations as the office reads them over the API. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { AuthorisationPage, AuthorisationRecord, AuthorisationTerms } from "../../src/shared/protocol/api.ts";
import { TestBrowser } from "../testing/browser.ts";
import { authorise, caller, connectNewHelp } from "../testing/client.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

let desk: RunningDesk;
let office: TestBrowser;
beforeAll(async () => {
  desk = await startDesk();
  office = await desk.browserOf("office");
  const help = await connectNewHelp(desk.url);
  for (let i = 0; i < 103; i += 1) {
    const language = i === 0 ? "en" : "it";
    await authorise(help, { company: `Caffè ${i} 100%`, email: `bar${i}@caffe.example`, line: 2, language });
    // The rate of messages allows no more at once.
    desk.clock.advance(100);
  }
  help.close();
});
afterAll(() => desk.close());

const list = async (query = "") =>
  AuthorisationPage.parse((await office.ask("GET", `/authorisations${query}`)).body);

it("lists them page by page, the newest first, and each once", async () => {
  const first = await list();
  expect([first.rows.length, first.more]).toEqual([100, true]);
  const second = await list(`?after=${first.rows.at(-1)?.id ?? ""}`);
  expect(second.more).toBe(false);
  expect([...first.rows, ...second.rows].map(({ company }) => company)).toEqual(
    Array.from({ length: 103 }, (_, i) => `Caffè ${102 - i} 100%`),
  );
  expect((await office.ask("GET", `/authorisations?after=${"A".repeat(22)}`)).status).toBe(404);
});

it("finds them by company, operator and address, without accents, and takes signs as they are", async () => {
  const found = async (words: string) =>
    (await list(`?search=${encodeURIComponent(words)}`)).rows.map(({ email }) => email);
  expect(await found("CAFFE 57")).toEqual(["bar57@caffe.example"]);
  expect(await found("bar57@caffe rossi")).toEqual(["bar57@caffe.example"]);
  expect(await found("57 100%")).toEqual(["bar57@caffe.example"]);
  expect(await found("caffe _7")).toEqual([]);
});

it("gives one with its text as it was read, whatever is in force by now, and never a token", async () => {
  const { rows } = await list("?search=bar0%40");
  const administrator = await desk.browserOf("administrator");
  const before = AuthorisationTerms.parse((await office.ask("GET", "/authorisation-terms")).body);
  const settings = (await administrator.ask("GET", "/settings")).body as object;
  const changed = await administrator.ask("PUT", "/settings", { ...settings, standardRateCents: 4_500 });
  expect(changed.status).toBeLessThan(300);
  const now = await new TestBrowser(desk.url).ask("GET", "/authorisation-terms");
  expect(AuthorisationTerms.parse(now.body).version).not.toBe(before.version);
  const { body } = await office.ask("GET", `/authorisations/${rows[0]?.id ?? ""}`);
  const { text, ...record } = AuthorisationRecord.parse(body);
  expect(text).toEqual(before.text.en);
  expect(record).toMatchObject({
    ...{ ...caller, company: "Caffè 0 100%", email: "bar0@caffe.example" },
    ...{ line: 2, language: "en", version: before.version, program: "test", codeVerifiedAt: null },
  });
  expect(JSON.stringify(body)).not.toContain("token");
  expect((await office.ask("GET", `/authorisations/${"A".repeat(22)}`)).status).toBe(404);
});
