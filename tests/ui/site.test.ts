import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { translator } from "../../src/shared/i18n/index.ts";
import type { Language } from "../../src/shared/protocol/ipc.ts";
import { authorisationText } from "../../src/shared/terms/authorisation.ts";
import { termsText } from "../../src/shared/terms/text.ts";
import { violations } from "./axe.ts";
import { buildWeb, launch } from "./build.ts";
import { SHOTS, sideways } from "./chromium.ts";
import { refusal, SiteServer, values, VERSION } from "./siteServer.ts";
import { LANGUAGES } from "./views.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const TOKEN = "Zk3v9Qm1xT7bN2cR8sW4yL6pH5jD0fGaUeViOoXqKtA";
const OTHER_TOKEN = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V";
const PASSWORD = "lanterna gusci timone prato";

let server: SiteServer;
let browser: Browser;

beforeAll(async () => {
  server = await SiteServer.start(await buildWeb("site"));
  browser = await launch();
}, 120_000);
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  server.reset();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

declare global {
  var breaches: string[];
}

/** Runs in the page before its own scripts. */
function noteBreaches(): void {
  globalThis.breaches = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    globalThis.breaches.push(`${violatedDirective}: ${blockedURI}`),
  );
}

/** One tab of a visitor. */
class Tab {
  readonly page: Page;
  /** Errors of the page's console. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => {
      // Refusals and broken connections are answers too; the browser notes them as errors.
      const isAnswer = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isAnswer) this.errors.push(message.text());
    });
  }

  at(testId: string) {
    return this.page.locator(`[data-testid="${testId}"]`);
  }

  async go(path: string): Promise<void> {
    await this.page.addInitScript(noteBreaches);
    await this.page.goto(`${server.origin}${path}`);
    await this.page.locator("h1").first().waitFor();
  }

  /** Breaches of the policy, those that a script has caught included: the console does not tell of them. */
  breaches(): Promise<string[]> {
    return this.page.evaluate(() => globalThis.breaches);
  }

  focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? null);
  }

  /** A whole picture for a person to look at, and all that a machine can say about the page. */
  async inspect(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
    expect(await sideways(this.page)).toEqual([]);
    expect(await outside(this.page)).toEqual([]);
    expect(await tooSmall(this.page)).toEqual([]);
    expect(await violations(this.page)).toEqual([]);
    expect(await this.breaches()).toEqual([]);
    expect(this.errors).toEqual([]);
  }
}

/** What reaches over the inner edge of its place, as a number too long for its card does. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reaches = (element: Element) => {
      const parent = element.parentElement;
      // Neither has an inner edge of its own.
      if (!parent || ["inline", "contents"].includes(getComputedStyle(parent).display)) return false;
      if (getComputedStyle(element).position === "absolute") return false;
      const { paddingRight, borderRightWidth } = getComputedStyle(parent);
      const inner =
        parent.getBoundingClientRect().right - parseFloat(paddingRight) - parseFloat(borderRightWidth);
      return element.getBoundingClientRect().right > inner + 1;
    };
    return [...document.querySelectorAll("header *, main *, footer *")]
      .filter((element) => !element.closest("svg") && reaches(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Text under 17 pixels, and targets that are lower than 44. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) => element.outerHTML.slice(0, 120);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small: string[] = [];
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (!parent || texts.currentNode.nodeValue?.trim() === "" || parent.closest("script, noscript"))
        continue;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < 17) small.push(`${size}px: ${name(parent)}`);
    }
    // A box is pressed by its label, and a link in a sentence is as high as its line.
    const targets =
      "button, textarea, label[for^=field]:is(input[type=checkbox] + label), header a, footer a";
    for (const target of document.querySelectorAll(`${targets}, input:not([type=checkbox], [aria-hidden])`)) {
      const { height } = target.getBoundingClientRect();
      if (height < 44) small.push(`${height}px high: ${name(target)}`);
    }
    return small;
  });
}

async function open(path: string, language: Language = "it", size = WIDE): Promise<Tab> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce", locale: language });
  const tab = new Tab(await context.newPage());
  await tab.go(path);
  return tab;
}

/** The least that a registration needs. */
async function fill(tab: Tab): Promise<void> {
  await tab.at("company").fill("Ferri Arredamenti");
  await tab.at("name").fill("Giulia Ferri");
  await tab.at("email").fill("Giulia.Ferri@Example.org");
  await tab.at("accepted").check();
}

const customer = { name: "Giulia Ferri", email: "giulia.ferri@example.org" };
const opened = (purpose: "set-up" | "reset" | "customer-access") =>
  server.answer("/password/link", { status: 200, body: { purpose, ...customer } });

const LOGO =
  "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI4MCIgaGVpZ2h0PSI0MCI+PHJlY3Qgd2lkdGg9IjgwIiBoZWlnaHQ9IjQwIiBmaWxsPSIjZDY0NTAwIi8+PC9zdmc+";

/** Every page in every state: opens it and waits until it is there. */
const scenes: Record<string, (language: Language) => Promise<Tab>> = {
  home: (language) => open("/", language),
  "home-logo": async (language) => {
    const body = {
      name: "Consorzio Servizi Informatici dell’Alta Valle del Tevere e dei Colli Romani",
      phone: "+39 0766 555 014 288",
      logo: LOGO,
    };
    server.answer("/organisation", { status: 200, body });
    const tab = await open("/", language);
    await tab.at("big-phone").waitFor();
    return tab;
  },
  "home-no-phone": async (language) => {
    server.answer("/organisation", "drop");
    const tab = await open("/", language);
    await tab.at("no-phone").waitFor();
    return tab;
  },
  register: (language) => open("/adesione", language),
  "register-errors": async (language) => {
    const tab = await open("/adesione", language);
    await tab.at("email").fill("giulia.ferri");
    await tab.at("phone").fill("interno tre");
    await tab.at("send").click();
    await tab.at("problems").waitFor();
    return tab;
  },
  "register-trouble": async (language) => {
    server.answer("/registrations", "drop");
    const tab = await open("/adesione", language);
    await fill(tab);
    await tab.at("quickAccess").check();
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    return tab;
  },
  "register-slow": async (language) => {
    server.hold("/registrations");
    const tab = await open("/adesione", language);
    await fill(tab);
    await tab.at("send").click();
    await tab.at("progress").waitFor();
    return tab;
  },
  "register-sent": async (language) => {
    const tab = await open("/adesione", language);
    await fill(tab);
    await tab.at("send").click();
    await tab.at("page-register-sent").waitFor();
    return tab;
  },
  confirm: (language) => open(`/conferma#${TOKEN}`, language),
  "confirm-trouble": async (language) => {
    server.answer("/registrations/confirm", refusal(500, { error: "internal" }));
    const tab = await open(`/conferma#${TOKEN}`, language);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    return tab;
  },
  "confirm-done": async (language) => {
    const tab = await open(`/conferma#${TOKEN}`, language);
    await tab.at("send").click();
    await tab.at("page-confirmed").waitFor();
    return tab;
  },
  "confirm-gone": async (language) => {
    server.answer("/registrations/confirm", refusal(410, { error: "link-gone" }));
    const tab = await open(`/conferma#${TOKEN}`, language);
    await tab.at("send").click();
    await tab.at("page-link-gone").waitFor();
    return tab;
  },
  "link-missing": (language) => open("/conferma", language),
  password: async (language) => {
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("page-password").waitFor();
    return tab;
  },
  "password-short": async (language) => {
    opened("customer-access");
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("password").fill("lanterna");
    await tab.at("password-show").click();
    await tab.at("send").click();
    return tab;
  },
  "password-weak": async (language) => {
    opened("reset");
    server.answer("/password/set", refusal(400, { error: "weak-password" }));
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("password").fill("passwordpassword");
    await tab.at("send").click();
    await tab.page.locator('[data-testid="password"][aria-invalid="true"]').waitFor();
    return tab;
  },
  "password-wait": async (language) => {
    server.answer("/password/set", refusal(429, { error: "wait", retryAfter: 40 }));
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("password").fill(PASSWORD);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    return tab;
  },
  "password-saved-set-up": (language) => saved("set-up", language),
  "password-saved-reset": (language) => saved("reset", language),
  "password-saved-customer-access": (language) => saved("customer-access", language),
  "password-gone": async (language) => {
    server.answer("/password/link", refusal(410, { error: "link-gone" }));
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("page-link-gone").waitFor();
    return tab;
  },
  "password-slow": async (language) => {
    server.hold("/password/link");
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("progress").waitFor();
    return tab;
  },
  "password-unreachable": async (language) => {
    server.answer("/password/link", "drop");
    const tab = await open(`/password#${TOKEN}`, language);
    await tab.at("try-again").waitFor();
    return tab;
  },
  authorisation: async (language) => {
    const tab = await open("/authorisation", language);
    await tab.at("clauses").waitFor();
    return tab;
  },
  "authorisation-failed": async (language) => {
    server.answer("/authorisation-terms", "drop");
    const tab = await open("/authorisation", language);
    await tab.at("terms-again").waitFor();
    return tab;
  },
  forgotten: (language) => open("/password-dimenticata", language),
  "forgotten-wrong": async (language) => {
    const tab = await open("/password-dimenticata", language);
    await tab.at("email").fill("giulia@");
    await tab.at("send").click();
    return tab;
  },
  "forgotten-sent": async (language) => {
    const tab = await open("/password-dimenticata", language);
    await tab.at("email").fill("giulia.ferri@example.org");
    await tab.at("send").click();
    await tab.at("page-forgotten-sent").waitFor();
    return tab;
  },
  missing: (language) => open("/non/esiste", language),
};

async function saved(purpose: "set-up" | "reset" | "customer-access", language: Language): Promise<Tab> {
  opened(purpose);
  const tab = await open(`/password#${TOKEN}`, language);
  await tab.at("password").fill(PASSWORD);
  await tab.at("send").click();
  await tab.at("page-password-saved").waitFor();
  return tab;
}

describe("every page and state", () => {
  for (const language of LANGUAGES) {
    test.each(Object.keys(scenes))(`%s in ${language}: accessible, nothing sticks out`, async (name) => {
      const tab = await scenes[name]!(language);
      expect(await tab.page.getAttribute("html", "lang")).toBe(language);
      if (name !== "home-no-phone")
        await tab.page
          .getByText(/0142|014.288/)
          .first()
          .waitFor();
      await tab.inspect(`site-${name}-${language}`);
      await tab.page.setViewportSize(NARROW);
      await tab.inspect(`site-${name}-${language}-narrow`);
    });
  }
});

const scrolled = (tab: Tab) => tab.page.evaluate(() => document.scrollingElement?.scrollTop ?? 0);
const valueOf = (tab: Tab, testId: string) => tab.at(testId).inputValue();

/** What is sent by `fill` in Italian. */
const registration = {
  company: "Ferri Arredamenti",
  taxCode: "",
  name: "Giulia Ferri",
  email: "giulia.ferri@example.org",
  phone: "",
  quickAccess: false,
  message: "",
  language: "it",
  terms: VERSION,
};

describe("around every page", () => {
  test("the policy is in force, and is told of when broken", async () => {
    const tab = await open("/");
    await tab.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'run'";
      document.body.append(script);
    });
    expect(await tab.page.title()).toBe(translator("it")("site.title.home"));
    expect(await tab.breaches()).toEqual(["script-src-elem: inline"]);
  });

  test("nothing is asked of anybody else", async () => {
    const tab = await open("/");
    const asked: string[] = [];
    tab.page.on("request", (request) => asked.push(request.url()));
    await tab.page.reload({ waitUntil: "networkidle" });
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !url.startsWith(server.origin) && !url.startsWith("data:"))).toEqual([]);
    expect(await tab.page.context().cookies()).toEqual([]);
  });

  test("the page scrolls", async () => {
    const tab = await open("/adesione", "it", NARROW);
    await tab.page.mouse.move(180, 400);
    // More than once: the first may come before the page has been drawn at its full length.
    const turned = async () => {
      await tab.page.mouse.wheel(0, 600);
      return scrolled(tab);
    };
    await expect.poll(turned).toBeGreaterThan(0);
  });

  test("the number is dialled at a touch, digits only", async () => {
    const tab = await open("/");
    expect(await tab.at("big-phone").getAttribute("href")).toBe("tel:0655500142");
    server.answer("/organisation", {
      status: 200,
      body: { name: "Aurora", phone: "+39 (06) 5550-0142", logo: null },
    });
    await tab.go("/");
    expect(await tab.at("big-phone").getAttribute("href")).toBe("tel:+390655500142");
  });

  test("a number that could not be had comes by itself", async () => {
    server.answer("/organisation", "drop");
    const tab = await open("/");
    await tab.at("no-phone").waitFor();
    server.reset();
    // It asks again after 1, 4 and 15 s.
    await tab.at("big-phone").waitFor({ timeout: 30_000 });
    expect(await tab.at("no-phone").count()).toBe(0);
  });

  test("the three steps stand on one line, or under each other", async () => {
    const tab = await open("/");
    const places = (side: "x" | "y") =>
      tab.page.evaluate((at) => {
        const stops = [...document.querySelectorAll("main ol > li > span")];
        return new Set(stops.map((stop) => Math.round(stop.getBoundingClientRect()[at]))).size;
      }, side);
    expect([await places("x"), await places("y")]).toEqual([3, 1]);
    await tab.page.setViewportSize(NARROW);
    expect([await places("x"), await places("y")]).toEqual([1, 3]);
  });

  test("an unknown address says so, and whom to phone", async () => {
    const tab = await open("/adesioni/nuova");
    await tab.at("page-missing").getByText("06 5550 0142").waitFor();
    expect(await tab.at("go-home").getAttribute("href")).toBe("/");
  });

  test("the way to the staff's pages", async () => {
    const tab = await open("/");
    expect(await tab.at("staff").getAttribute("href")).toBe("/admin/");
  });
});

describe("the language", () => {
  const lang = (tab: Tab) => tab.page.getAttribute("html", "lang");

  test.each([
    ["en-GB", "/", "en"],
    ["it-IT", "/", "it"],
    ["de-DE", "/", "it"],
    ["it-IT", "/?lang=en", "en"],
    ["en-GB", "/?lang=it", "it"],
    ["en-GB", "/?lang=xx", "en"],
  ])("a browser in %s at %s reads %s", async (locale, path, expected) => {
    const tab = new Tab(await (await browser.newContext({ locale })).newPage());
    await tab.go(path);
    expect(await lang(tab)).toBe(expected);
  });

  test("a choice holds on the next page, and in the address where that names one", async () => {
    const tab = await open("/?lang=it");
    await tab.at("language-en").click();
    expect(await lang(tab)).toBe("en");
    expect(new URL(tab.page.url()).search).toBe("?lang=en");
    await tab.go("/adesione");
    expect(await lang(tab)).toBe("en");
    expect(new URL(tab.page.url()).search).toBe("");
    expect(await tab.page.title()).toBe(translator("en")("site.title.register"));
  });

  test("a change in the middle of the form loses nothing, and is what mails are written in", async () => {
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("language-en").click();
    expect(await valueOf(tab, "company")).toBe("Ferri Arredamenti");
    expect(await tab.at("accepted").isChecked()).toBe(true);
    await tab.at("send").click();
    await tab.at("page-register-sent").waitFor();
    expect(server.sentTo("/registrations")).toEqual([{ ...registration, language: "en" }]);
  });
});

describe("the registration", () => {
  test("by keyboard alone", async () => {
    const tab = await open("/adesione");
    const { keyboard } = tab.page;
    /** Tab to a field; what it passed on the way. */
    const to = async (testId: string) => {
      const passed: (string | null)[] = [];
      for (let presses = 0; presses < 9; presses += 1) {
        await keyboard.press("Tab");
        const at = await tab.focused();
        if (at === testId) return passed;
        passed.push(at);
      }
      throw new Error(`${testId} cannot be reached; passed ${passed.join()}`);
    };
    await to("company");
    await keyboard.type("Ferri Arredamenti");
    expect(await to("taxCode")).toEqual([]);
    await keyboard.type("IT01234567890");
    expect(await to("name")).toEqual([]);
    await keyboard.type("Giulia Ferri");
    expect(await to("email")).toEqual([]);
    await keyboard.type("giulia.ferri@example.org");
    expect(await to("phone")).toEqual([]);
    await keyboard.type("+39 06 555 0199");
    expect(await to("quickAccess")).toEqual([]);
    await keyboard.press("Space");
    expect(await to("message")).toEqual([]);
    await keyboard.type("Tre computer.");
    expect(await to("accepted")).toEqual([]);
    await keyboard.press("Space");
    expect(await to("send")).toEqual([]);
    await keyboard.press("Enter");
    await tab.at("page-register-sent").waitFor();
    expect(server.sentTo("/registrations")).toEqual([
      {
        ...registration,
        taxCode: "IT01234567890",
        phone: "+39 06 555 0199",
        quickAccess: true,
        message: "Tre computer.",
      },
    ]);
    const heading = await tab.page.evaluate(() => document.activeElement?.textContent);
    expect(heading).toBe(translator("it")("register.sent"));
  });

  test.each(LANGUAGES)("shows the terms in full, in %s", async (language) => {
    const tab = await open("/adesione", language);
    const shown = (await tab.at("terms").innerText()).replaceAll(/\s+/g, " ");
    const clauses = termsText(language, values).flatMap((section) => [section.title, ...section.clauses]);
    expect(clauses.length).toBeGreaterThan(20);
    for (const clause of clauses) expect(shown).toContain(clause.replaceAll(/\s/g, " "));
    expect(shown).toContain(VERSION);
    const facts = { it: ["30,00", "2 giorni", "48 ore"], en: ["30.00", "2 working days", "48 hours"] };
    for (const fact of [...facts[language], "12", "15", "18"]) expect(shown).toContain(fact);
  });

  test("nothing is ticked beforehand, and unticked terms are not accepted", async () => {
    const tab = await open("/adesione");
    expect(await tab.at("quickAccess").isChecked()).toBe(false);
    expect(await tab.at("accepted").isChecked()).toBe(false);
    await fill(tab);
    await tab.at("accepted").uncheck();
    await tab.at("send").click();
    await tab.at("problems").waitFor();
    expect(server.sentTo("/registrations")).toEqual([]);
  });

  test("what is wrong is listed on top with the focus, and each line leads to its field", async () => {
    const tab = await open("/adesione");
    await tab.at("email").fill("giulia@");
    await tab.at("message").fill("Buongiorno");
    await tab.at("send").click();
    await tab.at("problems").waitFor();
    expect(await tab.focused()).toBe("problems");
    expect(await tab.at("problems").locator("a").count()).toBe(4);
    for (const [index, field] of ["company", "name", "email", "accepted"].entries()) {
      await tab.at("problems").locator("a").nth(index).click();
      expect(await tab.focused()).toBe(field);
      expect(await tab.at(field).getAttribute("aria-invalid")).toBe("true");
      const below = await tab.at(field).getAttribute("aria-describedby");
      const told = await tab.page.locator(`[id="${below}"]`).innerText();
      expect(told).toContain(await tab.at("problems").locator("a").nth(index).innerText());
    }
    expect(new URL(tab.page.url()).hash).toBe("");
    expect(await valueOf(tab, "email")).toBe("giulia@");
    expect(await valueOf(tab, "message")).toBe("Buongiorno");
    expect(server.sentTo("/registrations")).toEqual([]);
    // The list grows shorter as things are put right, and a second try takes the focus there again.
    await tab.at("company").fill("Ferri");
    expect(await tab.at("problems").locator("a").count()).toBe(3);
    await tab.at("send").click();
    expect(await tab.focused()).toBe("problems");
    await fill(tab);
    expect(await tab.at("problems").count()).toBe(0);
    await tab.at("send").click();
    await tab.at("page-register-sent").waitFor();
  });

  test("a mistake is told on the way to the next field; what is still empty is not", async () => {
    const tab = await open("/adesione");
    await tab.at("company").focus();
    await tab.page.keyboard.press("Tab");
    await tab.at("email").fill("giulia.example.org");
    await tab.page.keyboard.press("Tab");
    const invalid = (field: string) => tab.at(field).getAttribute("aria-invalid");
    expect(await invalid("email")).toBe("true");
    expect(await invalid("company")).toBe("false");
    expect(await tab.at("problems").count()).toBe(0);
    await tab.at("email").fill("giulia@example.org");
    expect(await invalid("email")).toBe("false");
  });

  test("the address is shown as it will be written to", async () => {
    const tab = await open("/adesione");
    await tab.at("email").fill(" Giulia.Ferri@Example.ORG ");
    await tab.page.getByText("Scriveremo a giulia.ferri@example.org").waitFor();
  });

  const keepsAll = async (tab: Tab) => {
    expect(await valueOf(tab, "company")).toBe("Ferri Arredamenti");
    expect(await valueOf(tab, "name")).toBe("Giulia Ferri");
    expect(await valueOf(tab, "email")).toBe("Giulia.Ferri@Example.org");
    expect(await tab.at("accepted").isChecked()).toBe(true);
  };

  test("a connection that breaks loses nothing, and the second try goes through", async () => {
    server.answer("/registrations", "drop");
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    expect(await tab.at("trouble").getAttribute("data-code")).toBe("unreachable");
    expect(await tab.at("trouble").innerText()).toMatch(/06\s5550\s0142/);
    expect(await tab.focused()).toBe("send");
    await keepsAll(tab);
    server.reset();
    await tab.at("send").click();
    await tab.at("page-register-sent").waitFor();
    expect(server.sentTo("/registrations")).toEqual([registration]);
  });

  test("without any network too", async () => {
    const tab = await open("/adesione");
    await fill(tab);
    await tab.page.context().setOffline(true);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    await keepsAll(tab);
  });

  test.each([
    ["rate-limited", { time: "50 minuti" }],
    ["disk-full", {}],
    ["internal", {}],
    ["stopping", {}],
  ] as const)("a server that refuses (%s) loses nothing", async (error, values) => {
    server.answer("/registrations", refusal(503, { error, ...("time" in values && { retryAfter: 2_999 }) }));
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    expect(await tab.at("trouble").innerText()).toContain(
      translator("it")(`api.${error}`, { time: "", ...values }),
    );
    await keepsAll(tab);
  });

  test("an answer that is not the server's counts as none", async () => {
    server.answer("/registrations", { status: 502, body: "<html>Bad gateway</html>" });
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    expect(await tab.at("trouble").getAttribute("data-code")).toBe("unreachable");
  });

  test("a field that only the server finds wrong is marked until it is changed", async () => {
    server.answer("/registrations", refusal(400, { error: "invalid", field: "email" }));
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").click();
    await tab.at("problems").waitFor();
    expect(await tab.at("email").getAttribute("aria-invalid")).toBe("true");
    await keepsAll(tab);
    await tab.at("email").fill("giulia@example.org");
    expect(await tab.at("email").getAttribute("aria-invalid")).toBe("false");
  });

  test("is sent once, however often the button is pressed; after a second it says what it waits for", async () => {
    const release = server.hold("/registrations");
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").dblclick();
    await tab.at("progress").waitFor();
    // The mouse is still on it. axe leaves out text that has the very colour of its ground.
    const [ink, ground] = await tab.at("send").evaluate((button) => {
      const { color, backgroundColor } = getComputedStyle(button);
      return [color, backgroundColor];
    });
    expect(ink).not.toBe(ground);
    await tab.page.keyboard.press("Enter");
    expect(await tab.focused()).toBe("send");
    release();
    await tab.at("page-register-sent").waitFor();
    expect(server.sentTo("/registrations")).toHaveLength(1);
  });

  test("the address can be corrected, and the rest is still there", async () => {
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("send").click();
    await tab.at("correct").click();
    await tab.at("page-register").waitFor();
    expect(await tab.focused()).toBe("email");
    await keepsAll(tab);
  });

  test("nothing that was typed is stored in the browser", async () => {
    const tab = await open("/adesione");
    await fill(tab);
    await tab.at("language-en").click();
    const stored = await tab.page.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => Object.entries(storage)),
    );
    expect(stored).toEqual([[["linea.language", "en"]], []]);
  });
});

describe("links from mails", () => {
  test.each([
    ["/conferma", "page-confirm"],
    ["/password", "page-password"],
  ])("%s: the token leaves the address bar and reaches the server in no address", async (path, page) => {
    const tab = await open(`${path}?lang=it#${TOKEN}`);
    await tab.at(page).waitFor();
    expect(tab.page.url()).toBe(`${server.origin}${path}?lang=it`);
    await tab.page.getByText("Pagina iniziale").click();
    await tab.at("big-phone").waitFor();
    expect(server.requests.length).toBeGreaterThan(4);
    const logged = server.requests.map(({ line, headers }) => JSON.stringify({ line, headers }));
    expect(logged.join()).not.toContain(TOKEN);
    await tab.page.goBack();
    expect(tab.page.url()).not.toContain(TOKEN);
  });

  test("another link pressed while the page is open is taken", async () => {
    const tab = await open(`/conferma#${TOKEN}`);
    await tab.at("send").click();
    await tab.at("page-confirmed").waitFor();
    await tab.page.goto(`${server.origin}/conferma#${OTHER_TOKEN}`);
    await tab.at("page-confirm").waitFor();
    expect(tab.page.url()).not.toContain(OTHER_TOKEN);
    await tab.at("send").click();
    await tab.at("page-confirmed").waitFor();
    expect(server.sentTo("/registrations/confirm")).toEqual([{ token: TOKEN }, { token: OTHER_TOKEN }]);
  });

  test.each(["/conferma", "/password"])("%s with half a link, or none, asks for the whole", async (path) => {
    const tab = await open(`${path}#${TOKEN.slice(0, 30)}`);
    await tab.at("page-link-missing").waitFor();
    await tab.go(path);
    await tab.at("page-link-missing").waitFor();
    expect(server.requests.filter(({ line }) => line.startsWith("POST"))).toEqual([]);
  });
});

describe("confirming", () => {
  test("opening the page confirms nothing; the click does", async () => {
    const tab = await open(`/conferma#${TOKEN}`);
    await tab.page.waitForLoadState("networkidle");
    expect(server.sentTo("/registrations/confirm")).toEqual([]);
    await tab.at("send").click();
    await tab.at("page-confirmed").waitFor();
    expect(server.sentTo("/registrations/confirm")).toEqual([{ token: TOKEN }]);
  });

  test.each([
    ["it", "martedì 24 novembre, ore 15:20"],
    ["en", "by Tuesday 24 November at 15:20"],
  ])("says by when, in %s, by the clocks of Italy", async (locale, words) => {
    const context = await browser.newContext({ locale, timezoneId: "America/New_York" });
    const tab = new Tab(await context.newPage());
    await tab.go(`/conferma#${TOKEN}`);
    await tab.at("send").click();
    expect(await tab.at("due").innerText()).toContain(words);
    expect(await tab.at("page-confirmed").innerText()).toContain("Ferri Arredamenti");
  });

  test("a failure leaves the button where it was", async () => {
    server.answer("/registrations/confirm", "drop");
    const tab = await open(`/conferma#${TOKEN}`);
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    server.reset();
    await tab.at("send").click();
    await tab.at("page-confirmed").waitFor();
  });
});

describe("choosing a password", () => {
  const openForm = async () => {
    const tab = await open(`/password#${TOKEN}`);
    await tab.at("page-password").waitFor();
    return tab;
  };

  test("says whose it is, and tells the browser's password manager", async () => {
    const tab = await openForm();
    expect(await tab.at("whose").innerText()).toMatch(/Giulia Ferri\s+giulia\.ferri@example\.org/);
    expect(await tab.page.locator("input[autocomplete=username]").inputValue()).toBe(customer.email);
    expect(await tab.at("password").getAttribute("autocomplete")).toBe("new-password");
    expect(await tab.page.locator("input[type=password]").count()).toBe(1);
  });

  test("can be shown and hidden", async () => {
    const tab = await openForm();
    await tab.at("password").fill(PASSWORD);
    const type = () => tab.at("password").getAttribute("type");
    expect(await type()).toBe("password");
    await tab.at("password-show").click();
    expect(await type()).toBe("text");
    await tab.at("password-show").click();
    expect(await type()).toBe("password");
    expect(await valueOf(tab, "password")).toBe(PASSWORD);
    expect(server.sentTo("/password/set")).toEqual([]);
  });

  test("can be pasted", async () => {
    const tab = await openForm();
    await tab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tab.page.evaluate((text) => navigator.clipboard.writeText(text), PASSWORD);
    await tab.at("password").focus();
    await tab.page.keyboard.press("Control+V");
    expect(await valueOf(tab, "password")).toBe(PASSWORD);
  });

  test("is sent as it was typed, blanks included", async () => {
    const tab = await openForm();
    await tab.at("password").fill(`  ${PASSWORD} è `);
    await tab.page.keyboard.press("Enter");
    await tab.at("page-password-saved").waitFor();
    expect(server.sentTo("/password/set")).toEqual([{ token: TOKEN, password: `  ${PASSWORD} è ` }]);
  });

  test("one that is too short is not sent; the page counts what is missing", async () => {
    const tab = await openForm();
    const { keyboard } = tab.page;
    await tab.at("password").fill("lanterna");
    await tab.page.getByText("Mancano ancora 4 caratteri").waitFor();
    await keyboard.press("Enter");
    expect(await tab.at("password").getAttribute("aria-invalid")).toBe("true");
    expect(await tab.focused()).toBe("password");
    await keyboard.type(" blu");
    expect(await tab.at("password").getAttribute("aria-invalid")).toBe("false");
    expect(server.sentTo("/password/set")).toEqual([]);
    await keyboard.press("Enter");
    await tab.at("page-password-saved").waitFor();
  });

  test("one that is easy to guess stays in the field, with the words why", async () => {
    server.answer("/password/set", refusal(400, { error: "weak-password" }));
    const tab = await openForm();
    await tab.at("password").fill("passwordpassword");
    await tab.at("send").click();
    await tab.page.getByText("troppo facile da indovinare").waitFor();
    expect(await tab.focused()).toBe("password");
    expect(await valueOf(tab, "password")).toBe("passwordpassword");
    await tab.page.keyboard.type("x");
    expect(await tab.at("password").getAttribute("aria-invalid")).toBe("false");
  });

  test.each([
    ["set-up", true],
    ["reset", true],
    ["customer-access", false],
  ] as const)("after %s it says where to go", async (purpose, staff) => {
    const tab = await saved(purpose, "it");
    expect(await tab.at("go-staff").count()).toBe(staff ? 1 : 0);
    if (staff) expect(await tab.at("go-staff").getAttribute("href")).toBe("/admin/");
    else await tab.at("big-phone").waitFor();
    expect(await tab.page.locator("input[type=password]").count()).toBe(0);
  });

  test("a link that was used in the meantime", async () => {
    server.answer("/password/set", refusal(410, { error: "link-gone" }));
    const tab = await openForm();
    await tab.at("password").fill(PASSWORD);
    await tab.at("send").click();
    await tab.at("page-link-gone").waitFor();
    expect(await tab.at("again").getAttribute("href")).toBe("/password-dimenticata");
  });

  test("too many tries: how long to wait is said in words", async () => {
    server.answer("/password/set", refusal(429, { error: "wait", retryAfter: 7_680 }));
    const tab = await openForm();
    await tab.at("password").fill(PASSWORD);
    await tab.at("send").click();
    await tab.at("trouble").filter({ hasText: "tra circa 2 ore e mezza" }).waitFor();
  });

  test("a server that cannot be reached is asked again at a press", async () => {
    server.answer("/password/link", "drop");
    const tab = await open(`/password#${TOKEN}`);
    await tab.at("trouble").waitFor();
    server.reset();
    await tab.at("try-again").click();
    await tab.at("page-password").waitFor();
  });
});

describe("the authorisation before a session", () => {
  test.each(LANGUAGES)("is there in full for everybody, in %s", async (language) => {
    const tab = await open("/authorisation", language);
    const plain = (text: string) => text.replaceAll(/\s+/g, " ");
    await tab.at("clauses").waitFor();
    const shown = plain(await tab.at("clauses").innerText());
    for (const { title, clauses } of authorisationText(language, values)) {
      for (const sentence of [title, ...clauses]) expect(shown).toContain(plain(sentence));
    }
    expect(shown).toContain(VERSION);
  });

  test("is asked for again where it could not be had", async () => {
    server.answer("/authorisation-terms", refusal(500, { error: "internal" }));
    const tab = await open("/authorisation", "it");
    await tab.at("terms-again").waitFor();
    server.reset();
    await tab.at("terms-again").click();
    await tab.at("clauses").waitFor();
  });
});

describe("a forgotten password", () => {
  test("asks for a link, and tells no more than that", async () => {
    const tab = await open("/password-dimenticata");
    await tab.at("email").fill("Nessuno@Example.org");
    await tab.page.keyboard.press("Enter");
    await tab.at("page-forgotten-sent").waitFor();
    expect(server.sentTo("/password/forgotten")).toEqual([{ email: "nessuno@example.org" }]);
    await tab.at("again").click();
    expect(await valueOf(tab, "email")).toBe("Nessuno@Example.org");
  });

  test("what is no address is not sent", async () => {
    const tab = await open("/password-dimenticata");
    await tab.at("send").click();
    expect(await tab.at("email").getAttribute("aria-invalid")).toBe("true");
    expect(await tab.focused()).toBe("email");
    expect(server.sentTo("/password/forgotten")).toEqual([]);
  });

  test("a failure keeps the address", async () => {
    server.answer("/password/forgotten", refusal(429, { error: "rate-limited" }));
    const tab = await open("/password-dimenticata");
    await tab.at("email").fill("giulia@example.org");
    await tab.at("send").click();
    await tab.at("trouble").waitFor();
    expect(await valueOf(tab, "email")).toBe("giulia@example.org");
  });
});
