/** A change that is on the disk is never answered with an error: whoever reads one would try again. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TestBrowser } from "../testing/browser.ts";
import { company, person } from "../testing/desk.ts";
import { Store } from "../store/store.ts";
import { startDesk } from "../testing/startDesk.ts";
import type { RunningDesk } from "../testing/startDesk.ts";

let desk: RunningDesk;
let browser: TestBrowser;
beforeEach(async () => {
  desk = await startDesk();
  browser = await desk.browserOf("administrator");
});
afterEach(async () => {
  vi.restoreAllMocks();
  await desk.close();
});

const ugo = {
  email: "ugo@demo.example",
  name: "Ugo Urbani",
  role: "office",
  language: "it",
  totpRequired: false,
  active: true,
};

/** Asks for a change, after which nothing more can be read from the server's database. */
async function askWithoutReading(method: string, path: string, body: unknown) {
  const { write } = Store.prototype;
  const spy = vi.spyOn(Store.prototype, "write").mockImplementation(async function (this: Store, work) {
    const result = await write.call(this, work);
    vi.spyOn(this.db, "selectFrom").mockImplementation(() => {
      throw new Error("the disk cannot be read");
    });
    return result;
  });
  const answer = await browser.ask(method, path, body);
  expect(spy).toHaveBeenCalledOnce();
  // Reading fails indeed: the next request finds out.
  expect((await browser.ask("GET", "/customers")).status).toBe(500);
  vi.restoreAllMocks();
  return answer;
}

it.each([
  ["/staff", ugo],
  ["/customers", company],
])("a new one under %s, and its change, are answered with what was written", async (path, input) => {
  const made = await askWithoutReading("POST", path, input);
  expect(made).toMatchObject({ status: 200, body: input });
  const { id } = made.body as { id: string };
  const changed = "role" in input ? { ...input, name: "Ugo Bo" } : { ...input, notes: "Un’altra" };
  const answer = await askWithoutReading("PUT", `${path}/${id}`, changed);
  expect(answer).toMatchObject({ status: 200, body: { ...changed, id } });
});

it("a new contact, and its change, are answered with what was written", async () => {
  const customer = (await browser.ask("POST", "/customers", company)).body as { id: string };
  const made = await askWithoutReading("POST", `/customers/${customer.id}/contacts`, person);
  expect(made).toMatchObject({ status: 200, body: person });
  const { id } = made.body as { id: string };
  const changed = { ...person, name: "Un altro nome" };
  const answer = await askWithoutReading("PUT", `/contacts/${id}`, changed);
  expect(answer).toMatchObject({ status: 200, body: { ...changed, id } });
});
