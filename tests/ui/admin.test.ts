import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { standardHours } from "../../src/shared/protocol/hours.ts";
import { CODE, FakeDesk, id, PASSWORD } from "./fakeDesk.ts";
import { LANGUAGES } from "./views.ts";
import { Refused, Web, type Tab } from "./web.ts";

const WIDE = { width: 1280, height: 860 };
const SIZES = [
  ["", WIDE],
  ["-1024", { width: 1024, height: 768 }],
  ["-400", { width: 400, height: 800 }],
] as const;

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

async function loaded(tab: Tab): Promise<void> {
  await expect.poll(() => tab.at("loading").count()).toBe(0);
}

describe("every page", () => {
  const places: Readonly<Record<string, string>> = {
    registrations: "registrations",
    customers: "customers",
    customer: `customers/${id("ferri")}`,
    "customer-new": "customers/new",
    contact: `customers/${id("ferri")}/contacts/${id("luca")}`,
    authorisations: "authorisations",
    lines: "lines",
    line: "lines/3",
    closures: "closures",
    staff: "staff",
    "staff-one": `staff/${id("teodora")}`,
    outbox: "outbox",
    audit: "audit",
    settings: "settings",
    account: "account",
    missing: "lines/77",
  };
  for (const language of LANGUAGES) {
    for (const [name, place] of Object.entries(places)) {
      test(`${name} in ${language}: accessible at every width, nothing sticks out`, async () => {
        const tab = await openAt(place, new FakeDesk({ language }));
        await loaded(tab);
        for (const [suffix, size] of SIZES) {
          await tab.page.setViewportSize(size);
          await tab.inspect(`admin-${name}-${language}${suffix}`);
        }
        expect(await tab.page.title()).toContain("Studio Aurora Informatica");
      });
    }

    const lists = [
      "registrations",
      "customers",
      "authorisations",
      "lines",
      "closures",
      "staff",
      "outbox",
      "audit",
    ];
    test.each(lists)(`%s without anything in ${language} says what to do`, async (place) => {
      const tab = await openAt(place, new FakeDesk({ language, empty: true }));
      await tab.at("empty").first().waitFor();
      await tab.inspect(`admin-empty-${place}-${language}`);
    });

    test(`signing in in ${language}`, async () => {
      const desk = new FakeDesk({ language, signedIn: false, totp: true });
      const tab = await openAt("", desk);
      for (const [suffix, size] of SIZES) {
        await tab.page.setViewportSize(size);
        await tab.inspect(`admin-sign-in-${language}${suffix}`);
      }
      await tab.at("field-email").fill(desk.me.email);
      await tab.at("field-password").fill(PASSWORD);
      await tab.at("save").click();
      await tab.at("sign-in-code").waitFor();
      await tab.inspect(`admin-sign-in-code-${language}-400`);
    });
  }

  test("who may only look is shown nothing else", async () => {
    const technician = await openAt("", new FakeDesk({ role: "technician" }));
    await loaded(technician);
    await technician.inspect("admin-technician");
    expect(await technician.page.locator("nav li").allInnerTexts()).toEqual(["Linee", "Il mio account"]);
    expect(await technician.page.locator("main a, main button").count()).toBe(0);
    expect(technician.asked("GET /staff")).toEqual([]);
    const office = await openAt("", new FakeDesk({ role: "office" }));
    await office.at("to-decide").waitFor();
    expect(await office.page.locator("nav li a > :first-child").allInnerTexts()).toEqual([
      "Adesioni",
      "Clienti",
      "Autorizzazioni",
      "Il mio account",
    ]);
    expect(office.asked("GET /outbox")).toEqual([]);
  });

  test("a page of another role is not there", async () => {
    const tab = await web.open(WIDE, new FakeDesk({ role: "technician" }), "it", "staff");
    expect(await tab.headed()).toBe("Questa pagina non c’è");
    expect(tab.asked("GET /staff")).toEqual([]);
  });
});

describe("signing in", () => {
  test("with password and code, to the page that was asked for", async () => {
    const desk = new FakeDesk({ signedIn: false, totp: true });
    const tab = await openAt("staff", desk);
    await tab.at("field-email").fill(` ${desk.me.email.toUpperCase()} `);
    await tab.at("field-password").fill("sbagliata");
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => tab.at("form-failure").innerText()).toContain("non giuste");
    expect(await tab.at("field-password").inputValue()).toBe("sbagliata");
    await tab.at("field-password").fill(PASSWORD);
    await tab.page.keyboard.press("Enter");
    await tab.at("sign-in-code").waitFor();
    await expect
      .poll(() => tab.at("field-code").evaluate((field) => field === document.activeElement))
      .toBe(true);
    await tab.page.keyboard.type("654 321");
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => tab.at("field-code").getAttribute("aria-invalid")).toBe("true");
    await tab.at("field-code").fill("123 456");
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => tab.headed()).toBe("Personale");
    expect(await tab.page.title()).toBe("Personale – Studio Aurora Informatica");
    expect(tab.asked("POST /session").at(-1)).toEqual({
      email: desk.me.email,
      password: PASSWORD,
      code: CODE,
      kind: "web",
      program: "Chrome on Linux",
    });
    tab.faultless();
  });

  test("a forgotten password", async () => {
    const tab = await openAt("", new FakeDesk({ signedIn: false }));
    await tab.page.getByText("Ha dimenticato la password?").click();
    expect(await tab.headed()).toBe("Password dimenticata");
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-email").getAttribute("aria-invalid")).toBe("true");
    await tab.at("field-email").fill("giulia.ferri@aurora.example");
    await tab.at("save").click();
    await tab.at("forgotten-sent").waitFor();
    await tab.inspect("admin-forgotten");
    expect(tab.asked("POST /password/forgotten")).toEqual([{ email: "giulia.ferri@aurora.example" }]);
    await tab.page.goBack();
    expect(await tab.headed()).toBe("Accesso");
  });

  test("a server that does not answer is said, and can be tried again", async () => {
    const desk = new FakeDesk();
    const tab = await web.open(WIDE, desk, "it");
    await tab.page.route("**/api/v1/session", (route) => route.abort());
    await tab.page.reload();
    await tab.at("retry").waitFor();
    await tab.inspect("admin-unreachable");
    await tab.page.unroute("**/api/v1/session");
    await tab.at("retry").click();
    expect(await tab.headed()).toBe("Adesioni");
  });

  test("whoever must set up the second factor can do that and nothing else", async () => {
    const tab = await openAt("", new FakeDesk({ totpMissing: true }));
    expect(await tab.page.locator("nav li").allInnerTexts()).toEqual(["Il mio account"]);
    await tab.at("totp-missing").waitFor();
    await tab.at("field-password").fill(PASSWORD);
    await tab.at("save").click();
    await tab.at("totp-finish").waitFor();
    await tab.inspect("admin-totp");
    await tab.page.setViewportSize(SIZES[2][1]);
    await tab.fits("admin-totp-400");
    expect(await tab.at("totp-secret").innerText()).toBe("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
    await tab.at("field-code").fill(CODE);
    await tab.at("save").click();
    await tab.page.locator("nav li").nth(8).waitFor({ state: "attached" });
    expect(await tab.at("notice-good").innerText()).toContain("attivo");
  });
});

describe("moving about", () => {
  test("the heading takes the focus, the title changes, and back goes back", async () => {
    const tab = await openAt("");
    expect(await tab.headed()).toBe("Adesioni");
    await tab.at("nav-lines").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    await tab.page.getByRole("link", { name: "Posta e Office" }).click();
    await expect.poll(() => tab.headed()).toBe("Linea 3: Posta e Office");
    expect(await tab.page.title()).toContain("Linea 3");
    await tab.page.goBack();
    await expect.poll(() => tab.headed()).toBe("Linee");
    await tab.page.goBack();
    await expect.poll(() => tab.headed()).toBe("Adesioni");
    expect(await tab.page.locator('nav [aria-current="page"]').innerText()).toContain("Adesioni");
  });

  test("what is typed is not left without asking, by link nor by back", async () => {
    const tab = await openAt("settings");
    await tab.at("nav-lines").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    await tab.at("nav-settings").click();
    await tab.at("field-phone").fill("06 1234");
    await tab.at("nav-lines").click();
    await tab.at("confirm").waitFor();
    await tab.inspectDialog("confirm", "admin-unsaved");
    await tab.at("confirm-no").click();
    expect(await tab.at("field-phone").inputValue()).toBe("06 1234");
    await tab.page.goBack();
    await tab.at("confirm").waitFor();
    expect(await tab.at("field-phone").inputValue()).toBe("06 1234");
    expect(tab.page.url()).toContain("#/settings");
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    tab.faultless();
  });

  test("on a narrow screen the pages are behind a button", async () => {
    const tab = await web.open(SIZES[2][1], new FakeDesk(), "it", "registrations");
    await tab.headed();
    expect(await tab.at("nav-lines").isVisible()).toBe(false);
    await tab.at("menu").click();
    await tab.inspect("admin-menu-400");
    await tab.at("nav-lines").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    expect(await tab.at("nav-lines").isVisible()).toBe(false);
  });

  test("by keyboard: straight to the content", async () => {
    const tab = await openAt("lines");
    const first = tab.page.locator("a[href], button, input").first();
    expect(await first.innerText()).toBe("Vai al contenuto");
    await first.focus();
    await tab.inspect("admin-skip");
    await tab.page.keyboard.press("Enter");
    expect(await tab.headed()).toBe("Linee");
  });
});

describe("Viewer", () => {
  const file = { name: "Linea-Viewer-1.2.3-x64.exe", bytes: 101_400_000, sha256: "0f".repeat(32) };
  const target = { platform: "windows", arch: "x64" } as const;

  test.each(["it", "en"] as const)(
    "can be downloaded by staff, beside the lines that it answers, in %s",
    async (language) => {
      const desk = new FakeDesk();
      desk.me = { ...desk.me, language };
      desk.viewerDownloads = {
        version: "1.2.3",
        files: [
          { ...file, ...target, kind: "installer" },
          { ...file, ...target, kind: "portable", name: "Linea-Viewer-1.2.3-x64-portable.exe" },
        ],
      };
      const tab = await openAt("lines", desk);
      const panel = tab.at("viewer-downloads");
      await panel.waitFor();
      const links = panel.locator("a");
      const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
      expect(hrefs).toEqual([
        "/downloads/viewer/Linea-Viewer-1.2.3-x64.exe",
        "/downloads/viewer/Linea-Viewer-1.2.3-x64-portable.exe",
      ]);
      expect(await panel.innerText()).toContain("101 MB");
      expect(await panel.innerText()).toContain(file.sha256);
      await tab.inspect(`admin-viewer-${language}`);
    },
  );

  test("is not spoken of while there is none", async () => {
    const tab = await openAt("lines");
    await tab.page.getByText("Contabilità").first().waitFor();
    await expect.poll(() => tab.asked("GET /downloads/viewer")).toHaveLength(1);
    expect(await tab.at("viewer-downloads").count()).toBe(0);
  });
});

describe("what waits", () => {
  test("badges count overdue registrations and undelivered mail, and go with the work", async () => {
    const tab = await openAt("registrations");
    await tab.at("badge-registrations").waitFor();
    expect(await tab.at("badge-registrations").innerText()).toMatch(/^1\s*1 adesione in ritardo$/);
    expect(await tab.at("badge-outbox").innerText()).toMatch(/^1\s*1 e-mail non consegnata$/);
    const cards = tab.at("to-decide").locator("article");
    await cards.nth(2).waitFor();
    expect(await cards.locator("h3").allInnerTexts()).toEqual([
      "Lavanderia Bolle",
      "Studio Dentistico Sorriso",
      "Conti e Figli snc",
    ]);
    expect(await cards.getByTestId("due").allInnerTexts()).toEqual([
      "Scaduta da 5 ore",
      "Restano 4 ore",
      "Restano 30 ore",
    ]);
    await cards.first().getByTestId("approve").click();
    await tab.at("badge-registrations").waitFor({ state: "detached" });
    expect(await tab.at("notice-good").innerText()).toContain("Lavanderia Bolle è tra i clienti");
    // The button that had the focus is gone; the keyboard is not lost.
    await expect.poll(() => tab.page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
    await tab.at("nav-outbox").click();
    await expect.poll(() => tab.page.locator("tbody tr th").first().innerText()).toContain("Conti e Figli");
    expect(await tab.at("row-3").innerText()).toContain("550 5.1.1");
    await tab.at("discard-3").click();
    await tab.at("confirm-no").click();
    expect(tab.asked("POST /outbox/3/discard")).toEqual([]);
    await tab.at("resend-3").click();
    await tab.at("badge-outbox").waitFor({ state: "detached" });
    await tab.inspect("admin-outbox-resent");
  });

  test("refusing asks first", async () => {
    const tab = await openAt("registrations");
    const card = tab.at(`registration-${id("lavanderia")}`);
    await card.getByTestId("refuse").click();
    await tab.at("confirm").waitFor();
    await tab.inspectDialog("confirm", "admin-refuse");
    // The harmless answer has the focus.
    expect(await tab.page.locator(":focus").innerText()).toBe("Annulla");
    await tab.page.keyboard.press("Escape");
    await tab.at("confirm").waitFor({ state: "detached" });
    await expect.poll(() => tab.page.locator(":focus").getAttribute("data-testid")).toBe("refuse");
    await tab.page.keyboard.press("Enter");
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.asked(`POST /registrations/${id("lavanderia")}/refuse`)).toHaveLength(1);
    await tab.at("decided").getByText("Lavanderia Bolle").waitFor();
  });
});

describe("saving", () => {
  test("a logo is taken only if it is the picture that its name says", async () => {
    const tab = await openAt("settings");
    const choose = (name: string, mimeType: string, text: string) =>
      tab.at("logo").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1H0z"/></svg>';
    await choose("logo.png", "image/png", svg);
    await tab.page.getByText("Scelga un file PNG o SVG, al massimo 64 KB.").waitFor();
    await choose("logo.svg", "image/svg+xml", svg);
    await tab.page.getByText("Scelga un file PNG o SVG").waitFor({ state: "detached" });
    await tab.at("save").click();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    const logo = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    expect(tab.asked("PUT /settings")).toMatchObject([{ logo }]);
    tab.faultless();
  });

  test("an oldest Help that may call is asked about first, with what it does to callers", async () => {
    const tab = await openAt("settings");
    const minimum = tab.at("field-helpMinimum");
    expect(await minimum.inputValue()).toBe("");
    await minimum.fill("1.2");
    await tab.at("save").click();
    await tab.page.getByText("Scriva una versione di tre numeri, come 1.2.0").waitFor();
    expect(await tab.page.locator(":focus").getAttribute("data-testid")).toBe("field-helpMinimum");
    await minimum.fill(" 1.2.0 ");
    await tab.at("save").click();
    await tab.page.getByText("Escludere ogni Help più vecchio di 1.2.0?").waitFor();
    expect(await tab.at("confirm").innerText()).toContain("/help");
    // The new Help is there: nothing speaks against it.
    expect(await tab.at("confirm-warning").count()).toBe(0);
    await tab.inspectDialog("confirm", "admin-settings-minimum");
    await tab.at("confirm-no").click();
    await tab.at("confirm").waitFor({ state: "detached" });
    expect(tab.asked("PUT /settings")).toEqual([]);
    await tab.at("save").click();
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(tab.asked("PUT /settings")).toMatchObject([{ helpMinimum: "1.2.0" }]);
    // Once it holds, nobody is asked again; taking it away needs no question.
    await tab.at("field-name").fill("Studio Aurora");
    await tab.at("save").click();
    await expect.poll(() => tab.asked("PUT /settings").length).toBe(2);
    await minimum.fill("");
    await tab.at("save").click();
    await expect.poll(() => tab.asked("PUT /settings").at(-1)).toMatchObject({ helpMinimum: null });
    expect(await tab.at("confirm").count()).toBe(0);
    tab.faultless();
  });

  test.each([
    ["none", null, "non si può scaricare nessun Help"],
    ["old", "1.1.9", "la versione 1.1.9, che resterebbe esclusa anche lei"],
    ["nearly", "1.2.0-rc.1", "la versione 1.2.0-rc.1, che resterebbe esclusa anche lei"],
    ["unknown", "fault", "Non riusciamo a sapere quale Help"],
  ])(
    "an oldest Help that nobody can get is said to be one, before it shuts everybody out (%s)",
    async (name, version, words) => {
      const desk = new FakeDesk();
      desk.helpDownloads = { version: version === "fault" ? null : version, files: [] };
      const tab = await openAt("settings", desk);
      if (version === "fault") tab.once("GET /downloads/help", new Refused(500, "internal"));
      await tab.at("field-helpMinimum").fill("1.2.0");
      await tab.at("save").click();
      await tab.at("confirm-warning").waitFor();
      expect(await tab.at("confirm-warning").innerText()).toContain(words);
      await tab.inspectDialog("confirm", `admin-settings-minimum-${name}`);
      await tab.page.setViewportSize({ width: 390, height: 844 });
      await tab.fits(`admin-settings-minimum-${name}-narrow`);
      // The dialog scrolls by itself: what sticks out of it is not seen from the page.
      const [shown, wide] = await tab.at("confirm").evaluate((its) => [its.clientWidth, its.scrollWidth]);
      expect(wide).toBe(shown);
      // It is the administrator who decides.
      await tab.at("confirm-yes").click();
      await expect.poll(() => tab.asked("PUT /settings")).toMatchObject([{ helpMinimum: "1.2.0" }]);
    },
  );

  test("protected windows are one a line, and a bad line is named", async () => {
    const tab = await openAt("settings");
    const titles = tab.at("field-protectedTitles");
    expect(await titles.inputValue()).toBe("home banking\nPayPal");
    await titles.fill("home banking\n\nPayPal\nx\npaypal");
    await tab.at("save").click();
    await tab.page.getByText("Riga 4, «x»: servono da 2 a 60 caratteri").waitFor();
    expect(await tab.page.locator(":focus").getAttribute("data-testid")).toBe("field-protectedTitles");
    await tab.inspect("admin-settings-titles-wrong");
    await titles.fill("home banking\n\nPayPal\npaypal");
    await tab.at("save").click();
    await tab.page.getByText("Riga 4, «paypal»: c’è già alla riga 3.").waitFor();
    expect(tab.asked("PUT /settings")).toEqual([]);
    await titles.fill("  home banking\n\nCrédit Agricole ");
    await tab.at("save").click();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(tab.asked("PUT /settings")).toMatchObject([
      { protectedTitles: ["home banking", "Crédit Agricole"] },
    ]);
    expect(await titles.inputValue()).toBe("home banking\nCrédit Agricole");
    tab.faultless();
  });

  test("a failed save keeps what was typed, marks the field and says what to do", async () => {
    const tab = await openAt("settings");
    await tab.at("field-standardRateCents").fill("trenta");
    await tab.at("field-name").fill("Studio Boreale");
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-standardRateCents").getAttribute("aria-invalid")).toBe("true");
    expect(await tab.page.locator(":focus").getAttribute("data-testid")).toBe("field-standardRateCents");
    await tab.at("field-publicUrl").fill("http://aurora.example/a?b");
    await tab.at("save").click();
    await tab.page.getByText("Scriva l’indirizzo con https:// e senza altro dopo il nome").waitFor();
    await tab.inspect("admin-settings-wrong");
    expect(tab.asked("PUT /settings")).toEqual([]);
    await tab.at("field-standardRateCents").fill("32,50");
    await tab.at("field-publicUrl").fill("https://Assistenza.example/");
    tab.once("PUT /settings", new Refused(400, "invalid", { field: "phone" }));
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-phone").getAttribute("aria-invalid")).toBe("true");
    expect(await tab.at("field-name").inputValue()).toBe("Studio Boreale");
    tab.once("PUT /settings", new Refused(507, "disk-full"));
    await tab.at("save").click();
    await expect.poll(() => tab.at("form-failure").innerText()).toContain("Il disco del server è pieno");
    await tab.page.route("**/api/v1/settings", (route) => route.abort());
    await tab.at("save").click();
    await expect.poll(() => tab.at("form-failure").innerText()).toContain("Il server non risponde");
    expect(await tab.at("field-name").inputValue()).toBe("Studio Boreale");
    await tab.page.unroute("**/api/v1/settings");
    await tab.at("save").click();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(tab.asked("PUT /settings").at(-1)).toMatchObject({
      standardRateCents: 3250,
      name: "Studio Boreale",
      publicUrl: "https://assistenza.example",
    });
    await expect.poll(() => tab.page.locator("header").innerText()).toContain("Studio Boreale");
  });

  test("shows that it is under way, and a second press sends nothing more", async () => {
    const tab = await openAt("settings");
    await tab.at("field-name").fill("Studio Boreale");
    let go = (): void => undefined;
    tab.once("PUT /settings", new Promise<void>((resolve) => (go = resolve)));
    await tab.at("save").click();
    await expect.poll(() => tab.at("save").innerText()).toBe("Salvo…");
    await tab.page.keyboard.press("Enter");
    go();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(tab.asked("PUT /settings")).toHaveLength(1);
  });

  test("signed out in the middle: sign in over the page, and it is saved", async () => {
    const desk = new FakeDesk();
    const tab = await openAt("settings", desk);
    await tab.at("field-name").fill("Studio Boreale");
    desk.signedIn = false;
    await tab.at("save").click();
    await tab.at("sign-in-again").waitFor();
    await tab.inspectDialog("sign-in-again", "admin-again");
    await tab.page.setViewportSize(SIZES[2][1]);
    await tab.inspectDialog("sign-in-again", "admin-again-400");
    await tab.at("sign-in-again").getByTestId("field-password").fill(PASSWORD);
    await tab.page.keyboard.press("Enter");
    await tab.at("sign-in-again").waitFor({ state: "detached" });
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(desk.settings.name).toBe("Studio Boreale");
    expect(await tab.at("field-name").inputValue()).toBe("Studio Boreale");
    tab.faultless();
  });

  test("signed out in the middle, and not now: nothing is lost", async () => {
    const desk = new FakeDesk();
    const tab = await openAt("settings", desk);
    await tab.at("field-name").fill("Studio Boreale");
    desk.signedIn = false;
    await tab.at("save").click();
    await tab.at("sign-in-again").waitFor();
    await tab.page.keyboard.press("Escape");
    await expect.poll(() => tab.at("form-failure").innerText()).toContain("L’accesso è scaduto");
    expect(await tab.at("field-name").inputValue()).toBe("Studio Boreale");
  });

  test("a new person is added and invited; an address that is taken is marked", async () => {
    const tab = await openAt("staff/new");
    await tab.at("field-name").fill("Dora Riva");
    await tab.at("field-email").fill("marco.bianchi@aurora.example");
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-email").getAttribute("aria-invalid")).toBe("true");
    await tab.at("field-email").fill("dora.riva@aurora.example");
    await tab.at("role-office").check();
    await tab.at("save").click();
    await expect.poll(() => tab.headed()).toBe("Personale");
    expect(await tab.at("notice-good").innerText()).toContain("dora.riva@aurora.example");
    expect(tab.asked("POST /staff").at(-1)).toMatchObject({
      name: "Dora Riva",
      role: "office",
      active: true,
    });
    expect(tab.asked(`POST /staff/${id("new")}/invite`)).toHaveLength(1);
    await tab.inspect("admin-staff-added");
  });

  test("the last administrator stays one", async () => {
    const tab = await openAt(`staff/${id("giulia")}`);
    await tab.at("role-office").check();
    await tab.at("save").click();
    await expect.poll(() => tab.at("form-failure").innerText()).toContain("ultimo amministratore");
  });

  test("whoever loses access is asked about first", async () => {
    const tab = await openAt(`staff/${id("marco")}`);
    await tab.at("active").uncheck();
    await tab.at("save").click();
    await tab.at("confirm-no").click();
    expect(tab.asked(`PUT /staff/${id("marco")}`)).toEqual([]);
    await tab.at("save").click();
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    expect(tab.asked(`PUT /staff/${id("marco")}`)).toMatchObject([{ active: false }]);
  });

  test("a customer with a rate of its own, and then its first contact", async () => {
    const tab = await openAt("customers/new");
    await tab.at("field-company").fill("Officina Lume");
    await tab.at("rate-own").check();
    await tab.at("field-rateCents").fill("1.250,5");
    await tab.at("field-requiredSoftware").fill("Antivirus\n\n Salvataggi ");
    await tab.at("field-roundingMinutes").fill("0");
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-roundingMinutes").getAttribute("aria-invalid")).toBe("true");
    await tab.at("field-roundingMinutes").fill("15");
    await tab.at("save").click();
    await expect.poll(() => tab.headed()).toBe("Officina Lume");
    expect(tab.asked("POST /customers").at(-1)).toMatchObject({
      rateCents: 125_050,
      requiredSoftware: ["Antivirus", "Salvataggi"],
      roundingMinutes: 15,
    });
    await tab.at("add-contact").click();
    await expect.poll(() => tab.headed()).toBe("Nuovo referente");
    await tab.at("field-name").fill("Ida Lume");
    await tab.at("field-email").fill("ida@lume.example");
    tab.once(`POST /contacts/${id("contact")}/invite`, new Refused(500, "internal"));
    await tab.at("save").click();
    await expect.poll(() => tab.headed()).toBe("Officina Lume");
    // The person is there, the invitation is not: both are said.
    expect(await tab.at("notice-warn").innerText()).toContain("l’invito non è partito");
    await tab.at(`invite-${id("contact")}`).click();
    await expect.poll(() => tab.at("notice-good").innerText()).toContain("ida@lume.example");
  });

  test("customers are found without capitals and accents", async () => {
    const tab = await openAt("customers");
    await tab.at("search").fill("CAFFE");
    await expect.poll(() => tab.at("found").innerText()).toBe("1 cliente");
    expect(await tab.page.locator("tbody tr").count()).toBe(1);
  });
});

describe("the hours of a line", () => {
  const field = (tab: Tab, day: string, label: string) => tab.at(`day-${day}`).getByLabel(label);

  test("by keyboard alone", async () => {
    const tab = await openAt("lines/1");
    const summary = tab.at("hours-summary");
    await expect
      .poll(() => summary.innerText())
      .toBe("Da lunedì a venerdì: 9:00–12:00 e 15:00–18:00. Sabato e domenica: chiuso.");
    await tab.at("always").focus();
    await tab.page.keyboard.press("Space");
    await expect.poll(() => summary.innerText()).toContain("Sempre aperta");
    await tab.page.keyboard.press("Space");
    // Into Monday: its first time is written anew, and read however it is typed.
    await tab.page.keyboard.press("Tab");
    await tab.page.keyboard.press("Control+A");
    await tab.page.keyboard.type("8.30");
    await tab.page.keyboard.press("Tab");
    expect(await field(tab, "mon", "lunedì, orario 1: dalle").inputValue()).toBe("8:30");
    await tab.page.keyboard.press("Control+A");
    await tab.page.keyboard.type("1230");
    // Past "remove" and the second span, to "add": the new span has the focus.
    for (let i = 0; i < 5; i += 1) await tab.page.keyboard.press("Tab");
    expect(await tab.page.locator(":focus").getAttribute("data-testid")).toBe("add-mon");
    await tab.page.keyboard.press("Enter");
    await tab.page.keyboard.type("20");
    await tab.page.keyboard.press("Tab");
    await tab.page.keyboard.type("24");
    await tab.page.keyboard.press("Tab");
    await expect.poll(() => summary.innerText()).toContain("Lunedì: 8:30–12:30, 15:00–18:00 e 20:00–24:00.");
    // "Remove" of the new span; then the focus is at "add" again.
    await tab.page.keyboard.press("Enter");
    expect(await tab.page.locator(":focus").getAttribute("data-testid")).toBe("add-mon");
    await tab.at("copy-workdays").focus();
    await tab.page.keyboard.press("Enter");
    await expect
      .poll(() => summary.innerText())
      .toBe("Da lunedì a venerdì: 8:30–12:30 e 15:00–18:00. Sabato e domenica: chiuso.");
    await tab.inspect("admin-hours-copied");
    await tab.at("copy-undo").focus();
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => summary.innerText()).toContain("Da martedì a venerdì: 9:00–12:00");
    await tab.at("copy-all").focus();
    await tab.page.keyboard.press("Enter");
    await tab.at("save").focus();
    await tab.page.keyboard.press("Enter");
    await expect.poll(() => tab.at("saved").innerText()).toBe("Salvato");
    const day = [
      { from: "08:30", to: "12:30" },
      { from: "15:00", to: "18:00" },
    ];
    expect(tab.asked("PUT /lines/1")).toMatchObject([
      { hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day } },
    ]);
  });

  test("a wrong time is marked in its place, and the rest stays", async () => {
    const tab = await openAt("lines/1");
    await field(tab, "wed", "mercoledì, orario 1: alle").fill("8");
    await field(tab, "thu", "giovedì, orario 2: dalle").fill("11");
    await field(tab, "fri", "venerdì, orario 1: dalle").fill("nove");
    await tab.at("save").click();
    await expect
      .poll(() => field(tab, "wed", "mercoledì, orario 1: alle").getAttribute("aria-invalid"))
      .toBe("true");
    expect(await tab.page.locator(":focus").getAttribute("aria-label")).toBe("mercoledì, orario 1: alle");
    expect(await tab.at("hours").locator('[aria-invalid="true"]').count()).toBe(3);
    for (const [suffix, size] of SIZES) {
      await tab.page.setViewportSize(size);
      await tab.inspect(`admin-hours-wrong${suffix}`);
    }
    expect(tab.asked("PUT /lines/1")).toEqual([]);
    expect(await field(tab, "fri", "venerdì, orario 1: dalle").inputValue()).toBe("nove");
  });

  test("a field that the server marks is marked, however deep", async () => {
    const tab = await openAt("lines/1");
    tab.once("PUT /lines/1", new Refused(400, "invalid", { field: "hours.tue.1.to" }));
    await tab.at("save").click();
    await expect
      .poll(() => field(tab, "tue", "martedì, orario 2: alle").getAttribute("aria-invalid"))
      .toBe("true");
  });

  test("a new line must have a number of its own", async () => {
    const tab = await openAt("lines/new");
    await tab.at("field-number").fill("3");
    await tab.at("field-label").fill("Paghe");
    await tab.at("staff-some").check();
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-number").getAttribute("aria-invalid")).toBe("true");
    expect(await tab.page.getByRole("alert").allInnerTexts()).toContain(
      "Scelga almeno una persona, oppure apra la linea a tutti.",
    );
    await tab.inspect("admin-line-new-wrong");
    await tab.at("field-number").fill("4");
    await tab.at(`staff-${id("marco")}`).check();
    await tab.at("save").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    expect(tab.asked("PUT /lines/4")).toMatchObject([
      { label: "Paghe", staff: [id("marco")], rateCents: null, hours: standardHours },
    ]);
    expect(await tab.page.locator("tbody").innerText()).toContain("Paghe");
  });

  test("a line is deleted only after a yes", async () => {
    const tab = await openAt("lines/3");
    await tab.at("remove").click();
    await tab.at("confirm").waitFor();
    await tab.at("confirm-yes").click();
    await expect.poll(() => tab.headed()).toBe("Linee");
    expect(tab.asked("DELETE /lines/3")).toHaveLength(1);
    expect(await tab.page.locator("tbody").innerText()).not.toContain("Posta e Office");
  });
});

describe("the rest of the desk", () => {
  test("a closure of one day is added and taken away", async () => {
    const tab = await openAt("closures");
    // What is past is not shown.
    await tab.page.clock.setFixedTime("2027-01-10T09:00:00Z");
    await tab.at("field-fromDay").fill("2027-04-24");
    await tab.at("save").click();
    await expect.poll(() => tab.at("field-reason").getAttribute("aria-invalid")).toBe("true");
    await tab.at("field-reason").fill("Ponte");
    await tab.at("save").click();
    await tab.at(`remove-${id("closure")}`).waitFor();
    expect(tab.asked("POST /closures").at(-1)).toEqual({
      fromDay: "2027-04-24",
      toDay: "2027-04-24",
      reason: "Ponte",
    });
    expect(await tab.at("notice-good").innerText()).toContain("sabato 24 aprile 2027");
    await tab.at(`remove-${id("closure")}`).click();
    await tab.at("confirm-yes").click();
    await tab.at(`remove-${id("closure")}`).waitFor({ state: "detached" });
    // The focus is not lost with the row.
    await expect.poll(() => tab.headed()).toBe("Chiusure e festività");
    await tab.at("year-after").click();
    await tab.at("holidays").getByText("1 gennaio").waitFor();
  });

  test("the trail in sentences, more of it, and whether it is whole", async () => {
    const desk = new FakeDesk();
    const tab = await openAt("audit", desk);
    await tab.at("row-60").waitFor();
    expect(await tab.at("row-60").innerText()).toContain("Ha cambiato una linea");
    expect(await tab.at("row-59").innerText()).toContain("Personale: Teodora Konstantinopoulou");
    // Actions without words are shown by their code.
    expect(await tab.at("row-57").innerText()).toContain("backup.restored");
    await tab.at("more").click();
    await tab.at("row-1").waitFor();
    expect(await tab.at("more").count()).toBe(0);
    await tab.at("check").click();
    await expect.poll(() => tab.at("check-result").innerText()).toContain("intatto: 60");
    desk.auditProblem = 17;
    await tab.at("check").click();
    await expect.poll(() => tab.at("check-result").innerText()).toContain("17");
    await tab.inspect("admin-audit-bad");
  });

  test("times are Rome’s, wherever the browser is", async () => {
    const desk = new FakeDesk();
    desk.sessions = [{ ...desk.sessions[0]!, lastUsedAt: Date.UTC(2026, 6, 1, 22, 30) }];
    const tab = await openAt("account", desk);
    await expect.poll(() => tab.at("sessions").innerText()).toContain("gio 2 lug 2026, 00:30");
  });

  test("my sessions, my password, my language", async () => {
    const tab = await openAt("account");
    await tab.at(`end-${id("old")}`).click();
    await tab.at("confirm-yes").click();
    await tab.at(`end-${id("old")}`).waitFor({ state: "detached" });
    expect(await tab.at(`end-${id("here")}`).count()).toBe(0);
    const form = tab.at("change-password");
    await form.getByTestId("field-current").fill("sbagliata");
    await form.getByTestId("field-next").fill("corta");
    await form.getByTestId("save").click();
    await expect.poll(() => form.getByTestId("field-current").getAttribute("aria-invalid")).toBe("true");
    await form.getByTestId("field-current").fill(PASSWORD);
    await form.getByTestId("save").click();
    await expect.poll(() => form.getByTestId("field-next").getAttribute("aria-invalid")).toBe("true");
    await form.getByTestId("field-next").fill("altre quattro parole nuove");
    await form.getByTestId("save").click();
    await expect.poll(() => tab.at("notice-good").innerText()).toContain("La password è cambiata");
    expect(await form.getByTestId("field-next").inputValue()).toBe("");
    let go = (): void => undefined;
    tab.once("PUT /me/language", new Promise<void>((resolve) => (go = resolve)));
    await tab.at("my-language-en").check();
    go();
    await expect.poll(() => tab.page.locator("html").getAttribute("lang")).toBe("en");
    await expect.poll(() => tab.page.locator("h1").innerText()).toBe("My account");
    await tab.at("sign-out").click();
    expect(await tab.headed()).toBe("Sign in");
    tab.faultless();
  });

  test("a list that cannot be had says so and can be tried again", async () => {
    const desk = new FakeDesk();
    const tab = await openAt("lines", desk);
    tab.once("GET /customers", new Refused(503, "stopping"));
    await tab.at("nav-customers").click();
    await tab.at("load-failed").waitFor();
    await tab.inspect("admin-load-failed");
    await tab.at("reload").click();
    await tab.page.getByText("Ferri Arredamenti").waitFor();
  });
});
