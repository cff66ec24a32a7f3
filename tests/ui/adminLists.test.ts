/** The long lists of the administration: page by page, searched, filtered; and what a registration may become. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { FakeDesk, id } from "./fakeDesk.ts";
import { Refused, Web, type Tab } from "./web.ts";

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 400, height: 800 };

let web: Web;
beforeAll(async () => {
  web = await Web.start("admin", new FakeDesk());
}, 90_000);
afterEach(() => web.closePages());
afterAll(() => web.stop());

/** Opened at a page, with its heading read out. */
async function openAt(place: string, desk = new FakeDesk()): Promise<Tab> {
  const tab = await web.open(WIDE, desk, desk.me.language, place);
  await tab.headed();
  return tab;
}

const rows = (tab: Tab) => tab.page.locator("tbody tr");
const focused = (tab: Tab) => tab.page.locator(":focus").getAttribute("data-testid");
const numbered = (i: number) => String(i).padStart(3, "0");

/** A desk with as many customers: "Ditta 000" and on. */
function deskWithCustomers(count: number): FakeDesk {
  const desk = new FakeDesk();
  const one = desk.customers[0]!;
  desk.customers = Array.from({ length: count }, (_, i) => ({
    ...one,
    id: id(`ditta${numbered(i)}`),
    company: `Ditta ${numbered(i)}`,
    email: `info@ditta${numbered(i)}.example`,
  }));
  return desk;
}

describe("customers", () => {
  test("show more by keyboard: the focus goes to the first new row, and it is said", async () => {
    const tab = await openAt("customers", deskWithCustomers(120));
    await rows(tab).nth(49).waitFor();
    expect(await rows(tab).count()).toBe(50);
    expect(await tab.at("found").innerText()).toMatch(/^I primi 50 clienti/);
    await tab.inspect("admin-lists-customers");
    await tab.at("more").press("Enter");
    await expect.poll(() => focused(tab)).toBe(`row-${id("ditta050")}`);
    expect(await tab.at("added").innerText()).toBe("Ancora 50 righe: ora sono 100.");
    expect(tab.asked(`GET /customers?after=${id("ditta049")}`)).toHaveLength(1);
    await tab.fits("admin-lists-customers-more");
    // The last page takes the button away; the focus is on the row all the same.
    await tab.at("more").press("Enter");
    await expect.poll(() => focused(tab)).toBe(`row-${id("ditta100")}`);
    expect(await tab.at("more").count()).toBe(0);
    expect(await tab.at("added").innerText()).toBe("Ancora 20 righe: ora sono 120.");
    expect(await rows(tab).count()).toBe(120);
    expect(await tab.at("found").innerText()).toBe("120 clienti");
    tab.faultless();
  });

  test("a page that cannot be had says so, and what is there stays", async () => {
    const tab = await openAt("customers", deskWithCustomers(60));
    tab.once(`GET /customers?after=${id("ditta049")}`, new Refused(503, "stopping"));
    await tab.at("more").click();
    await expect.poll(() => tab.at("notice-warn").innerText()).not.toBe("");
    expect(await rows(tab).count()).toBe(50);
    await tab.at("more").click();
    await expect.poll(() => rows(tab).count()).toBe(60);
  });

  test("the search asks once there is a pause, and the field keeps the focus", async () => {
    const tab = await openAt("customers", deskWithCustomers(120));
    await rows(tab).nth(49).waitFor();
    await tab.page.clock.install();
    await tab.page.clock.pauseAt(Date.now() + 60_000);
    await tab.at("search").pressSequentially("ditta 1");
    await tab.page.clock.runFor(200);
    await tab.at("search").pressSequentially("1");
    await tab.page.clock.runFor(200);
    await tab.page.clock.resume();
    await expect.poll(() => tab.at("found").innerText()).toBe("10 clienti");
    expect(await rows(tab).count()).toBe(10);
    expect(tab.asked("GET /customers?search=ditta+11")).toHaveLength(1);
    for (const half of ["d", "ditta", "ditta+1"]) {
      expect(tab.asked(`GET /customers?search=${half}`)).toEqual([]);
    }
    expect(await focused(tab)).toBe("search");
    await tab.at("search").fill("nessuno così");
    await expect.poll(() => tab.at("found").innerText()).toContain("Nessun cliente trovato");
    expect(await rows(tab).count()).toBe(0);
    await tab.inspect("admin-lists-customers-none");
    // Back to everybody: the field is still the same one.
    await tab.at("search").fill("");
    await expect.poll(() => rows(tab).count()).toBe(50);
    expect(await focused(tab)).toBe("search");
  });

  test("an answer that comes late does not mix two searches", async () => {
    const tab = await openAt("customers", deskWithCustomers(170));
    let arrive = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    tab.once(`GET /customers?after=${id("ditta049")}`, held);
    await tab.at("more").click();
    await expect.poll(() => tab.at("more").innerText()).toBe("Carico i dati…");
    await tab.at("search").fill("ditta 1");
    await tab.at(`row-${id("ditta100")}`).waitFor();
    arrive();
    await expect.poll(() => tab.at("more").innerText()).toBe("Mostra altri");
    expect(await rows(tab).count()).toBe(50);
    await tab.at("more").click();
    await expect.poll(() => rows(tab).count()).toBe(70);
  });

  test("one customer is asked for by itself, and one that is not there is missing", async () => {
    const tab = await openAt(`customers/${id("ferri")}`);
    expect(await tab.headed()).toBe("Ferri Arredamenti");
    expect(tab.asked("GET /customers")).toEqual([]);
    const missing = await openAt(`customers/${id("nobody")}`);
    expect(await missing.headed()).toBe("Questa pagina non c’è");
  });
});

describe("the outbox", () => {
  /** 60 sent mails above the others. */
  function busyDesk(): FakeDesk {
    const desk = new FakeDesk();
    const sent = desk.mails[0]!;
    const more = Array.from({ length: 60 }, (_, i) => ({ ...sent, id: 100 - i }));
    desk.mails = [...more, ...desk.mails];
    return desk;
  }

  test("opens at what needs a person, and the rest is a press away", async () => {
    const tab = await openAt("outbox", busyDesk());
    await tab.at("row-3").waitFor();
    expect(await rows(tab).count()).toBe(1);
    await expect.poll(() => tab.at("filter-undeliverable").innerText()).toBe("Non consegnate (1)");
    await tab.inspect("admin-lists-outbox");
    await tab.page.setViewportSize(NARROW);
    await tab.fits("admin-lists-outbox-400");
    await tab.page.setViewportSize(WIDE);
    await tab.at("filter-waiting").click();
    await expect.poll(() => rows(tab).count()).toBe(2);
    expect(tab.asked("GET /outbox?filter=waiting")).toHaveLength(1);
    await tab.at("filter-all").click();
    await expect.poll(() => rows(tab).count()).toBe(50);
    await tab.at("more").press("Enter");
    await expect.poll(() => focused(tab)).toBe("row-50");
    expect(await rows(tab).count()).toBe(65);
  });

  test("what was done far down leaves the list where it is", async () => {
    const desk = busyDesk();
    desk.mails = desk.mails.map((mail) => (mail.id === 3 ? { ...mail, state: "waiting" } : mail));
    const tab = await openAt("outbox", desk);
    // Nothing is undeliverable: all are shown.
    await expect.poll(() => rows(tab).count()).toBe(50);
    expect(await tab.at("filter-undeliverable").innerText()).toBe("Non consegnate");
    await tab.at("more").click();
    await tab.at("discard-3").click();
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.at("row-3").innerText()).toContain("Scartata");
    expect(await rows(tab).count()).toBe(65);
    await tab.at("filter-undeliverable").click();
    await tab.at("empty").waitFor();
    expect(await tab.at("empty").innerText()).toContain("Nessuna e-mail in questo elenco");
  });
});

describe("registrations", () => {
  test("those that wait all come first; those decided come page by page", async () => {
    const desk = new FakeDesk();
    const decided = desk.registrations.at(-1)!;
    for (let i = 0; i < 60; i++) {
      desk.registrations.push({ ...decided, id: id(`vecchia${numbered(i)}`), company: `Vecchia ${i}` });
    }
    const tab = await openAt("registrations", desk);
    await tab.at("decided").waitFor();
    await expect.poll(() => tab.at("to-decide").locator("article").count()).toBe(3);
    const list = tab.at("decided");
    expect(await list.locator("tbody tr").count()).toBe(50);
    await list.getByTestId("more").press("Enter");
    await expect.poll(() => list.locator("tbody tr").count()).toBe(62);
    expect(await focused(tab)).toBe(`row-${id("vecchia048")}`);
    expect(tab.asked("GET /registrations/overdue")).not.toEqual([]);
  });

  test("when the last row has been erased meanwhile, more is shown all the same, each row once", async () => {
    const desk = new FakeDesk();
    const one = desk.registrations.find(({ confirmedAt }) => confirmedAt === null)!;
    const some = Array.from({ length: 70 }, (_, i) => ({ ...one, id: id(`forse${numbered(i)}`) }));
    desk.registrations = [...some];
    const tab = await openAt("registrations", desk);
    const list = tab.at("unconfirmed");
    await list.locator("tbody tr").nth(49).waitFor();
    desk.registrations = some.filter((_, i) => i !== 49);
    const gone = `GET /registrations?state=unconfirmed&after=${id("forse049")}`;
    tab.once(gone, new Refused(404, "not-found", { field: "after" }));
    await list.getByTestId("more").press("Enter");
    await expect.poll(() => list.locator("tbody tr").count()).toBe(69);
    expect(tab.asked(gone)).toHaveLength(1);
    const ids = await list
      .locator("[data-row]")
      .evaluateAll((all) => all.map((row) => row.getAttribute("data-testid")));
    expect(new Set(ids).size).toBe(69);
    expect(await tab.at("notice-warn").innerText()).toBe("");
    expect(await list.getByTestId("more").count()).toBe(0);
  });

  test("more than a page that wait: the button, and the focus on the next card", async () => {
    const desk = new FakeDesk();
    const one = desk.registrations[0]!;
    desk.registrations = Array.from({ length: 55 }, (_, i) => ({ ...one, id: id(`nuova${numbered(i)}`) }));
    const tab = await openAt("registrations", desk);
    await tab.at("more").press("Enter");
    await expect.poll(() => focused(tab)).toBe(`registration-${id("nuova050")}`);
    expect(await tab.at("to-decide").locator("article").count()).toBe(55);
  });
});

describe("a registration of a company that is a customer already", () => {
  const ferri = { id: id("ferri"), company: "Ferri Arredamenti" };

  test("says so, and offers to add the person there", async () => {
    const desk = new FakeDesk();
    desk.registrations = desk.registrations.map((one) =>
      one.id === id("lavanderia") ? { ...one, known: [{ ...ferri, active: true, by: "taxCode" }] } : one,
    );
    const tab = await openAt("registrations", desk);
    const card = tab.at(`registration-${id("lavanderia")}`);
    expect(await card.getByTestId(`known-${ferri.id}`).innerText()).toContain(
      "Ferri Arredamenti ha la stessa partita IVA",
    );
    expect(await card.getByTestId("approve").innerText()).toBe("Approva come cliente nuovo");
    await tab.inspect("admin-lists-known");
    await card.getByTestId("add-known").click();
    await tab.at("confirm").waitFor();
    // Anybody can have typed that number: the address is what a person can judge.
    expect(await tab.at("confirm").innerText()).toContain("sergio.conti@conti.example riceve l’invito");
    await tab.inspectDialog("confirm", "admin-lists-add-sure");
    await tab.at("confirm-no").click();
    expect(tab.asked(`POST /registrations/${id("lavanderia")}/approve`)).toEqual([]);
    await card.getByTestId("add-known").click();
    await tab.at("confirm-yes").click();
    await expect
      .poll(() => tab.at("notice-good").innerText())
      .toContain("Sergio Conti è tra i referenti di Ferri Arredamenti");
    expect(tab.asked(`POST /registrations/${id("lavanderia")}/approve`)).toEqual([{ customer: ferri.id }]);
  });

  test("by the company’s own address, offers the same: the person is no contact yet", async () => {
    const desk = new FakeDesk();
    desk.registrations = [
      { ...desk.registrations[0]!, known: [{ ...ferri, active: true, by: "companyEmail" }] },
    ];
    const tab = await openAt("registrations", desk);
    expect(await tab.at(`known-${ferri.id}`).innerText()).toContain(
      "è l’indirizzo e-mail di Ferri Arredamenti",
    );
    expect(await tab.at("add-known").count()).toBe(1);
  });

  test.each([
    ["email", true, "è già l’indirizzo di un referente"],
    ["company", false, "non è attivo"],
  ] as const)("by %s, active %s: says what to do instead", async (by, active, words) => {
    const desk = new FakeDesk();
    desk.registrations = [{ ...desk.registrations[0]!, known: [{ ...ferri, active, by }] }];
    const tab = await openAt("registrations", desk);
    expect(await tab.at(`known-${ferri.id}`).innerText()).toContain(words);
    expect(await tab.at("add-known").count()).toBe(0);
    expect(await tab.at(`known-${ferri.id}`).getByRole("link").getAttribute("href")).toBe(
      `#/customers/${ferri.id}`,
    );
  });

  test("the office finds the customer itself, by keyboard", async () => {
    const tab = await openAt("registrations");
    const card = tab.at(`registration-${id("conti")}`);
    await card.getByTestId("existing").press("Enter");
    expect(await card.getByTestId("existing").getAttribute("aria-expanded")).toBe("true");
    await tab.page.keyboard.press("Tab");
    expect(await focused(tab)).toBe("search");
    await tab.page.keyboard.type("centrale");
    // Found, but switched off: nobody can be added.
    await card.getByText("non è attivo").waitFor();
    await card.getByTestId("search").fill("ferri");
    await card.getByTestId(`pick-${ferri.id}`).press("Space");
    await card.getByTestId("add-chosen").waitFor();
    await tab.inspect("admin-lists-picker");
    await tab.page.setViewportSize(NARROW);
    await tab.fits("admin-lists-picker-400");
    tab.once(`POST /registrations/${id("conti")}/approve`, new Refused(409, "taken", { field: "email" }));
    await card.getByTestId("add-chosen").press("Enter");
    await tab.at("confirm-yes").press("Enter");
    await expect.poll(() => tab.at("notice-warn").innerText()).not.toBe("");
    await card.getByTestId("add-chosen").press("Enter");
    await tab.at("confirm-yes").press("Enter");
    await expect.poll(() => tab.at("notice-good").innerText()).toContain("Ferri Arredamenti");
    expect(tab.asked(`POST /registrations/${id("conti")}/approve`).at(-1)).toEqual({ customer: ferri.id });
    await card.waitFor({ state: "detached" });
  });

  test("a new customer is approved without a choice", async () => {
    const tab = await openAt("registrations");
    await tab
      .at(`registration-${id("conti")}`)
      .getByTestId("approve")
      .click();
    await expect.poll(() => tab.at("notice-good").innerText()).toContain("Conti e Figli snc è tra i clienti");
    expect(tab.asked(`POST /registrations/${id("conti")}/approve`)).toEqual([{}]);
  });
});

describe("the authorisations", () => {
  test("are listed, and read by keyboard with all that was written and accepted", async () => {
    const tab = await openAt("authorisations");
    const row = tab.at(`row-${id("authorisation0")}`);
    await row.waitFor();
    expect(await rows(tab).count()).toBe(2);
    await tab.inspect("admin-authorisations");
    await row.getByTestId("authorisation").press("Enter");
    const text = tab.at("accepted-text");
    await text.waitFor();
    expect(await text.innerText()).toMatch(/30,00\s€ all’ora/);
    expect(await text.locator("h3").count()).toBe(6);
    const facts = (await tab.at("authorisation-facts").innerText()).split("\n");
    for (const fact of ["Paola Ferri", "C-0042", "non indicato", "help 0.1.0", "2026-11-0123abcd"]) {
      expect(facts).toContain(fact);
    }
    await tab.inspectDialog("authorisation-dialog", "admin-authorisation");
    await tab.page.keyboard.press("Escape");
    await text.waitFor({ state: "detached" });
    await expect.poll(() => focused(tab)).toBe("authorisation");
    expect(tab.asked(`GET /authorisations/${id("authorisation0")}`)).toHaveLength(1);
  });

  test("are read in the language in which they were accepted", async () => {
    const tab = await openAt("authorisations");
    await tab
      .at(`row-${id("authorisation1")}`)
      .getByTestId("authorisation")
      .click();
    const text = tab.at("accepted-text");
    await text.waitFor();
    expect(await text.getAttribute("lang")).toBe("en");
    expect(await text.innerText()).toContain("€30.00 per hour");
    expect(await tab.at("authorisation-facts").innerText()).toContain("Non ancora");
  });

  test("are searched, and shown page by page", async () => {
    const desk = new FakeDesk();
    const one = desk.authorisations[0]!;
    desk.authorisations = Array.from({ length: 60 }, (_, i) => ({
      ...one,
      id: id(`more${numbered(i)}`),
      company: `Ditta ${numbered(i)}`,
    }));
    const tab = await openAt("authorisations", desk);
    await rows(tab).nth(49).waitFor();
    await tab.at("more").click();
    await expect.poll(() => rows(tab).count()).toBe(60);
    await tab.at("search").fill("ditta 01");
    await expect.poll(() => tab.at("found").innerText()).toBe("10 autorizzazioni");
    await tab.at("search").fill("nessuno così");
    await expect.poll(() => tab.at("found").innerText()).toBe("Nessuna autorizzazione trovata");
  });

  test("where there are none, it is said what to expect", async () => {
    const tab = await openAt("authorisations", new FakeDesk({ empty: true }));
    await expect.poll(() => tab.page.locator("main").innerText()).toContain("La prima compare qui");
  });
});

describe("the terms that somebody accepted", () => {
  test("are read by keyboard, before and after the decision", async () => {
    const tab = await openAt("registrations");
    const card = tab.at(`registration-${id("lavanderia")}`);
    await card.getByTestId("accepted-terms").press("Enter");
    const text = tab.at("accepted-text");
    await text.waitFor();
    expect(await text.innerText()).toMatch(/costa 30,00\s€ all’ora/);
    expect(await tab.at("accepted-terms-dialog").innerText()).toContain("2026-11-0123abcd");
    await tab.inspectDialog("accepted-terms-dialog", "admin-accepted-terms");
    await tab.page.keyboard.press("Escape");
    await text.waitFor({ state: "detached" });
    await expect.poll(() => focused(tab)).toBe("accepted-terms");
    await tab.at("decided").getByTestId("accepted-terms").first().click();
    await text.waitFor();
    expect(tab.asked(`GET /registrations/${id("lavanderia")}/terms`)).toHaveLength(1);
  });
});
