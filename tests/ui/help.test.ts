import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Line } from "../../src/shared/protocol/common.ts";
import { Stagehand, type Window } from "./chromium.ts";
import { authorising, directory, helpStages, helpView, LANGUAGES, remembered } from "./views.ts";

const SIZE = { width: 560, height: 720 };
const SMALLEST = { width: 420, height: 560 };
const lines = { at: "lines", notice: null } as const;

let stage: Stagehand<"help">;
beforeAll(async () => {
  stage = await Stagehand.start("help");
}, 60_000);
afterEach(() => stage.closePages());
afterAll(() => stage.stop());

const openLines = () => stage.open(SIZE, helpView(lines));
const callOf = (line: number, wait = false) => ({
  name: "call",
  payload: { line, name: "Giulia Ferri", wait },
});

/** The same lines, one of them changed. */
const withLine = (number: number, changes: Partial<Line>) =>
  directory.lines.map((line) => (line.number === number ? { ...line, ...changes } : line));

describe("every stage", () => {
  for (const language of LANGUAGES) {
    for (const name of Object.keys(helpStages())) {
      test(`${name} in ${language}: accessible, nothing cut off`, async () => {
        const at = helpStages()[name] ?? lines;
        const help = await stage.open(SIZE, helpView(at, { language }));
        await help.at(`stage-${at.at}`).waitFor();
        await help.inspect(`help-${name}-${language}`);
        expect(await help.page.getAttribute("html", "lang")).toBe(language);
        await help.page.setViewportSize(SMALLEST);
        await help.fits(`help-${name}-${language}-small`);
      });
    }
    test(`without a server in ${language}`, async () => {
      const help = await stage.open(SIZE, helpView(lines, { language, online: false, lines: null }));
      await help.at("offline").waitFor();
      // Help's own build says whom to phone before any server has been heard.
      expect(await help.page.locator("main").innerText()).toMatch(/06\s5550\s0142/);
      await help.inspect(`help-offline-first-${language}`);
      await help.show(helpView(lines, { language, online: false }));
      expect(await help.at("phone").innerText()).toBe("06 5550 0142");
      await help.inspect(`help-offline-${language}`);
      await help.show(helpView(helpStages()["active"] ?? lines, { language, online: false }));
      await help.at("offline").waitFor();
      await help.inspect(`help-active-offline-${language}`);
      await help.show(helpView(lines, { language, outdated: true }));
      await help.at("outdated").waitFor();
      await help.inspect(`help-outdated-${language}`);
      await help.page.setViewportSize(SMALLEST);
      await help.fits(`help-outdated-${language}-small`);
    });
  }
});

describe("a Help that has to be replaced", () => {
  test("shows no line, says where the new one is and whom to phone, and calls nobody", async () => {
    const help = await stage.open(SIZE, helpView(lines, { outdated: true }));
    const page = help.page.locator("main");
    expect(await page.innerText()).toContain("https://assistenza.studio-aurora.example/help");
    expect(await page.innerText()).toMatch(/06\s5550\s0142/);
    expect(await help.page.locator("[data-testid^=line-]").count()).toBe(0);
    for (const key of ["1", "Enter"]) await help.page.keyboard.press(key);
    expect(await help.sent()).toEqual([]);
    await help.at("new-help").click();
    expect(await help.sent()).toEqual([{ name: "openNewHelp", payload: {} }]);
  });

  test("goes on with the call in hand first", async () => {
    const help = await stage.open(SIZE, helpView(helpStages()["active"] ?? lines, { outdated: true }));
    await help.at("stage-active").waitFor();
    expect(await help.at("outdated").count()).toBe(0);
  });
});

describe("choosing a line", () => {
  test("a single click only chooses", async () => {
    const help = await openLines();
    await help.at("line-1").click();
    expect(await help.at("line-1").getAttribute("aria-selected")).toBe("true");
    expect(await help.sent()).toEqual([]);
    await help.inspect("help-selected-it");
  });

  test("a double-click calls, once", async () => {
    const help = await openLines();
    await help.at("line-1").dblclick();
    expect(await help.sent()).toEqual([callOf(1)]);
  });

  test("Enter calls the chosen line", async () => {
    const help = await openLines();
    await help.at("line-1").click();
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([callOf(1)]);
  });

  test("the button calls the chosen line", async () => {
    const help = await openLines();
    await help.at("line-4").click();
    await help.at("call").click();
    expect(await help.sent()).toEqual([callOf(4)]);
  });

  test("arrows, Home and End move and choose; the list is one Tab stop", async () => {
    const help = await openLines();
    const chosen = () => help.page.getAttribute('[aria-selected="true"]', "data-testid");
    await help.at("line-1").focus();
    const walk: [string, string][] = [
      ["ArrowDown", "line-2"],
      ["End", "line-12"],
      ["ArrowDown", "line-12"],
      ["ArrowUp", "line-4"],
      ["Home", "line-1"],
    ];
    for (const [key, expected] of walk) {
      await help.page.keyboard.press(key);
      expect(await chosen()).toBe(expected);
    }
    expect(await help.page.locator('[role="option"][tabindex="0"]').count()).toBe(1);
    expect(await help.sent()).toEqual([]);
  });
});

describe("typing the number", () => {
  test("digits are shown, and Enter calls that line from anywhere", async () => {
    const help = await openLines();
    await help.page.keyboard.type("4");
    expect(await help.at("typed").innerText()).toBe("4");
    await help.inspect("help-typed-it");
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([callOf(4)]);
  });

  test("the number wins over the chosen line and over a focused button", async () => {
    const help = await openLines();
    await help.at("line-1").click();
    await help.at("call").focus();
    await help.page.keyboard.type("4");
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([callOf(4)]);
  });

  test("Backspace takes a digit back, Escape all of them", async () => {
    const help = await openLines();
    await help.page.keyboard.type("41");
    await help.page.keyboard.press("Backspace");
    expect(await help.at("typed").innerText()).toBe("4");
    await help.page.keyboard.press("Escape");
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([]);
  });

  test("in the name field digits and Enter are only text", async () => {
    const help = await openLines();
    await help.at("name").fill("");
    await help.at("name").pressSequentially("Ufficio 4");
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([]);
    await help.at("line-1").dblclick();
    expect(await help.sent()).toEqual([
      { name: "call", payload: { line: 1, name: "Ufficio 4", wait: false } },
    ]);
  });

  test("an empty name becomes a word in the caller's language", async () => {
    const help = await stage.open(SIZE, helpView(lines, { suggestedName: "" }));
    await help.at("line-1").dblclick();
    await help.show(helpView(lines, { suggestedName: "", language: "en" }));
    await help.at("line-4").dblclick();
    expect((await help.sent()).map(({ payload }) => (payload as { name: string }).name)).toEqual([
      "Cliente",
      "Caller",
    ]);
  });

  test("a line that does not exist is explained and not called", async () => {
    const help = await openLines();
    await help.page.keyboard.type("77");
    await help.page.keyboard.press("Enter");
    expect(await help.at("notice").getAttribute("data-case")).toBe("unknown");
    expect(await help.sent()).toEqual([]);
    await help.inspect("help-unknown-it");
  });
});

describe("lines that cannot be called", () => {
  const ways: [string, (help: Window<"help">) => Promise<void>][] = [
    ["double-click", (help) => help.at("line-2").dblclick()],
    ["Enter", (help) => help.at("line-2").press("Enter")],
    [
      "number and Enter",
      async (help) => {
        await help.page.keyboard.type("2");
        await help.page.keyboard.press("Enter");
      },
    ],
  ];
  test.each(ways)("a closed line sends nothing and explains itself: %s", async (_, act) => {
    const help = await openLines();
    await act(help);
    const notice = help.at("notice");
    expect(await notice.getAttribute("data-case")).toBe("closed");
    expect(await notice.innerText()).toMatch(/06\s5550\s0142/);
    expect(await help.sent()).toEqual([]);
    await help.inspect("help-closed-it");
    await help.at("dismiss").click();
    expect(await notice.count()).toBe(0);
  });

  test("a busy line offers the queue, and waits only when asked to", async () => {
    const help = await openLines();
    await help.at("line-3").dblclick();
    expect(await help.at("notice").getAttribute("data-case")).toBe("busy");
    expect(await help.sent()).toEqual([]);
    await help.inspect("help-busy-it");
    await help.at("wait").click();
    expect(await help.sent()).toEqual([callOf(3, true)]);
  });

  test("the queue can be turned down", async () => {
    const help = await openLines();
    await help.at("line-3").dblclick();
    await help.at("dismiss").click();
    expect(await help.at("notice").count()).toBe(0);
    expect(await help.sent()).toEqual([]);
  });

  test("a line that frees itself meanwhile says so", async () => {
    const help = await openLines();
    await help.at("line-3").dblclick();
    await help.show(helpView(lines, { lines: withLine(3, { state: "free" }) }));
    expect(await help.at("notice").getAttribute("data-case")).toBe("free");
    await help.at("call").click();
    expect(await help.sent()).toEqual([callOf(3)]);
  });

  test("what the server refused is explained; dismissing tells main", async () => {
    const help = await stage.open(SIZE, helpView({ at: "lines", notice: { code: "line-busy", line: 1 } }));
    expect(await help.at("notice").getAttribute("data-case")).toBe("busy");
    await help.at("dismiss").click();
    expect(await help.sent()).toEqual([{ name: "back", payload: {} }]);
    for (const language of LANGUAGES) {
      await help.show(helpView({ at: "lines", notice: { code: "internal", line: null } }, { language }));
      expect(await help.at("notice").getAttribute("data-case")).toBe("refused");
      await help.inspect(`help-refused-${language}`);
    }
  });

  test("a directory without lines still tells what to do", async () => {
    const help = await stage.open(SIZE, helpView(lines, { lines: [] }));
    expect(await help.page.locator("main").innerText()).toMatch(/06\s5550\s0142/);
    await help.inspect("help-no-lines-it");
  });
});

describe("the authorisation", () => {
  const filled = {
    company: "Ferri Arredamenti S.r.l.",
    operator: "Giulia Ferri",
    email: "giulia@ferri-arredamenti.example",
  };
  const clauses = [1, 2, 3, 4, 5, 6].map((number) => `clause-${number}`);
  const open = (changes: Parameters<typeof helpView>[1] = {}) =>
    stage.open(SIZE, helpView(authorising(), changes));
  type Help = Window<"help">;
  const focused = (help: Help) => help.page.evaluate(() => document.activeElement?.id);
  const invalid = (help: Help) =>
    help.page.locator('[aria-invalid="true"]').evaluateAll((all) => all.map(({ id }) => id));
  /** An element is wholly within the window, between the header and the buttons, and nothing lies over it. */
  const inSight = (help: Help, id: string) =>
    help.page.evaluate((wanted) => {
      const element = document.getElementById(wanted);
      const box = element?.getBoundingClientRect();
      if (!element || !box) return false;
      const top = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
      const bottom = document.querySelector("footer")?.getBoundingClientRect().top ?? 0;
      return box.top >= top && box.bottom <= bottom;
    }, id);
  const fill = async (help: Help) => {
    for (const [name, value] of Object.entries(filled)) await help.at(name).fill(value);
  };
  const tickAll = async (help: Help) => {
    for (const clause of clauses) await help.at(clause).check();
  };

  for (const language of LANGUAGES) {
    test(`Accept points at each missing thing, and does nothing else: ${language}`, async () => {
      const help = await open({ language });
      expect(await invalid(help)).toEqual([]);
      await help.at("accept").click();
      const all = ["field-company", "field-operator", "field-email", ...clauses];
      expect(await invalid(help)).toEqual(all);
      expect(await help.sent()).toEqual([]);
      expect(await focused(help)).toBe("field-company");
      expect(await inSight(help, "field-company")).toBe(true);
      expect(await help.at("problems").getByRole("link").count()).toBe(all.length);
      expect(await help.at("missing").innerText()).toContain(`${all.length}`);
      await help.inspect(`help-authorising-missing-${language}`);
      await help.at("problems").scrollIntoViewIfNeeded();
      await help.picture(`help-authorising-missing-list-${language}`);
      await help.page.setViewportSize(SMALLEST);
      await help.at("clause-6").scrollIntoViewIfNeeded();
      await help.fits(`help-authorising-missing-${language}-small`);
      // Each line of the list leads to what it names.
      for (const [at, id] of all.entries()) {
        await help.at("problems").getByRole("link").nth(at).click();
        expect(await focused(help)).toBe(id);
        await expect.poll(() => inSight(help, id), { message: id }).toBe(true);
      }
      // What is there is no longer pointed at; the rest still is, from the first on.
      await fill(help);
      for (const clause of clauses.filter((one) => one !== "clause-4")) await help.at(clause).check();
      expect(await invalid(help)).toEqual(["clause-4"]);
      await help.at("accept").click();
      expect(await focused(help)).toBe("clause-4");
      expect(await help.sent()).toEqual([]);
      await help.inspect(`help-authorising-one-missing-${language}`);
    });

    test(`complete in ${language}: accessible from top to bottom`, async () => {
      const help = await open({ language, remembered });
      await tickAll(help);
      for (const at of ["company", "clause-3", "remember"]) {
        await help.at(at).scrollIntoViewIfNeeded();
        await help.inspect(`help-authorising-${at}-${language}`);
      }
      await help.page.setViewportSize(SMALLEST);
      for (const at of ["company", "clause-3", "remember", "forget"]) {
        await help.at(at).scrollIntoViewIfNeeded();
        await help.fits(`help-authorising-${at}-${language}-small`);
      }
      await help.show(helpView(authorising(), { language, canRemember: false }));
      await help.at("remember").scrollIntoViewIfNeeded();
      await help.inspect(`help-authorising-cannot-${language}-small`);
    });
  }

  test("is filled and accepted by the keyboard alone", async () => {
    const help = await open();
    const { keyboard } = help.page;
    const next = async () => {
      await keyboard.press("Tab");
      const id = (await focused(help)) ?? "";
      // The keyboard never leads behind the buttons at the foot.
      if (/^(field|clause)-|^remember$/.test(id)) expect(await inSight(help, id), id).toBe(true);
      return id;
    };
    const order = [
      ["field-company", "Ferri"],
      ["field-operator", "Giulia"],
      ["field-email", "giulia@example.org"],
      ["field-clientCode", "C 10/27"],
      ["field-idsCode", ""],
    ] as const;
    for (const [id, text] of order) {
      expect(await next()).toBe(id);
      await keyboard.press("Control+A");
      await keyboard.type(text);
    }
    for (const clause of clauses) {
      expect(await next()).toBe(clause);
      await keyboard.press("Space");
    }
    await next();
    expect(await help.page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("link");
    expect(await next()).toBe("remember");
    await keyboard.press("Space");
    await next();
    await keyboard.press("Enter");
    expect(await help.sent()).toEqual([
      {
        name: "authorise",
        payload: {
          ...{ company: "Ferri", operator: "Giulia", email: "giulia@example.org" },
          ...{ clientCode: "C 10/27", idsCode: "", remember: true },
        },
      },
    ]);
  });

  test("Enter in a field accepts, or points at what is missing", async () => {
    const help = await open();
    await help.at("email").press("Enter");
    expect(await focused(help)).toBe("field-company");
    await fill(help);
    await tickAll(help);
    await help.at("email").press("Enter");
    expect((await help.sent()).map(({ name }) => name)).toEqual(["authorise"]);
  });

  test("remembers nothing unless it is ticked, and can be ticked only where there is a safe place", async () => {
    const help = await open();
    await fill(help);
    await tickAll(help);
    await help.at("accept").click();
    await help.at("remember").check();
    await help.at("accept").click();
    await help.show(helpView(authorising(), { canRemember: false }));
    expect(await help.at("remember").isDisabled()).toBe(true);
    expect(await help.at("remember").isChecked()).toBe(false);
    await help.at("accept").click();
    const ticks = (await help.sent()).map(({ payload }) => (payload as { remember: boolean }).remember);
    expect(ticks).toEqual([false, true, false]);
  });

  test("opens with what is remembered, no clause ticked; one press has it forgotten", async () => {
    const help = await open({ remembered });
    expect(await help.at("company").inputValue()).toBe(remembered.company);
    expect(await help.at("remember").isChecked()).toBe(true);
    for (const clause of clauses) expect(await help.at(clause).isChecked()).toBe(false);
    await help.at("operator").fill("Paolo Ferri");
    await help.at("forget").click();
    expect(await help.sent()).toEqual([{ name: "forget", payload: {} }]);
    await help.show(helpView(authorising(), { remembered: null }));
    expect(await help.at("forget").count()).toBe(0);
    expect(await help.at("company").inputValue()).toBe("");
    // Typed since, so it was not remembered.
    expect(await help.at("operator").inputValue()).toBe("Paolo Ferri");
    expect(await help.at("remember").isChecked()).toBe(false);
    await help.inspect("help-authorising-forgotten-it");
  });

  test("what is remembered can be forgotten from the lines, too", async () => {
    for (const language of LANGUAGES) {
      const help = await stage.open(SIZE, helpView(lines, { language, remembered }));
      await help.inspect(`help-lines-remembered-${language}`);
      await help.page.setViewportSize(SMALLEST);
      await help.fits(`help-lines-remembered-${language}-small`);
      await help.at("forget").click();
      expect(await help.sent()).toEqual([{ name: "forget", payload: {} }]);
      await help.show(helpView(lines, { language, remembered: null }));
      expect(await help.at("forget").count()).toBe(0);
      await help.inspect(`help-lines-forgotten-${language}-small`);
    }
  });

  test("loses nothing that was typed: refused, offline, back to the lines; a new text is ticked anew", async () => {
    const help = await open();
    await fill(help);
    await tickAll(help);
    const typed = async () => {
      expect(await help.at("company").inputValue()).toBe(filled.company);
      expect(await help.at("email").inputValue()).toBe(filled.email);
    };
    await help.show(helpView(authorising({ problem: "rate-limited" })));
    expect(await help.at("problem").innerText()).toMatch(/Riprovi fra un’ora.*06\s5550\s0142/s);
    await typed();
    await help.show(helpView(authorising({ problem: "lost" }), { online: false }));
    expect(await help.at("problem").innerText()).toContain("Manca la connessione");
    await help.inspect("help-authorising-offline-it");
    await help.show(helpView(authorising({ problem: "lost" })));
    expect(await help.at("problem").innerText()).toContain("La connessione è tornata");
    expect(await help.at("clause-1").isChecked()).toBe(true);
    await help.show(helpView(lines));
    await help.at("line-1").waitFor();
    await help.show(helpView(authorising()));
    await typed();
    expect(await help.at("clause-1").isChecked()).toBe(true);
    await help.show(helpView(authorising({ why: "changed", version: "2026-12-00000002" })));
    await help.page.locator('[data-testid="why"][data-why="changed"]').waitFor();
    expect(await help.page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await typed();
    for (const clause of clauses) expect(await help.at(clause).isChecked()).toBe(false);
  });

  test("says that it is under way after a second, and sends nothing twice", async () => {
    const help = await open();
    await help.page.clock.install();
    await fill(help);
    await tickAll(help);
    await help.at("accept").click();
    await help.page.clock.pauseAt(Date.now() + 60_000);
    await help.show(helpView(authorising({ busy: true })));
    await help.at("accept").press("Enter");
    expect(await help.sent()).toHaveLength(1);
    expect(await help.at("progress").count()).toBe(0);
    await help.page.clock.runFor(1000);
    await help.at("progress").waitFor();
    await help.page.clock.resume();
    await help.inspect("help-authorising-busy-it");
    await help.show(helpView(authorising({ problem: "internal" })));
    expect(await help.at("progress").count()).toBe(0);
  });
});

/** A Tuesday in winter, half past six in the evening in Rome. */
const NOW = Date.parse("2026-12-01T17:30:00Z");
const TOMORROW = Date.parse("2026-12-02T08:00:00Z");
const MONTH_LATER = Date.parse("2027-01-07T14:30:00Z");

describe("lines closed because of their hours", () => {
  const words = {
    it: {
      tomorrow: "Chiusa, apre domani alle 9:00",
      later: "Chiusa, apre giovedì 7 gennaio alle 15:30",
      notice: /^La linea 2 è chiusa\n+Apre domani alle 9:00\. .*06\s5550\s0142/,
    },
    en: {
      tomorrow: "Closed, opens tomorrow at 9:00",
      later: "Closed, opens Thursday 7 January at 15:30",
      notice: /^Line 2 is closed\n+It opens tomorrow at 9:00\. .*06\s5550\s0142/,
    },
  };
  for (const language of LANGUAGES) {
    test(`say when they open, also when called: ${language}`, async () => {
      const later = withLine(12, { opensAt: MONTH_LATER });
      const both = later.map((line) => (line.number === 2 ? { ...line, opensAt: TOMORROW } : line));
      const help = await openLines();
      await help.page.clock.setFixedTime(NOW);
      await help.show(helpView(lines, { language, lines: both }));
      const { tomorrow, later: laterWords, notice } = words[language];
      expect(await help.at("line-2").innerText()).toContain(tomorrow);
      expect(await help.at("line-12").innerText()).toContain(laterWords);
      // One sentence for a screen reader, after the number and the name of the line.
      expect(await help.at("line-2").textContent()).toMatch(new RegExp(`2, Paghe.*${tomorrow}$`));
      await help.inspect(`help-opens-${language}`);
      await help.page.setViewportSize(SMALLEST);
      await help.at("line-12").scrollIntoViewIfNeeded();
      await help.fits(`help-opens-${language}-small`);
      await help.at("line-2").dblclick();
      expect(await help.at("notice").getAttribute("data-case")).toBe("closed");
      expect(await help.at("notice").innerText()).toMatch(notice);
      expect(await help.sent()).toEqual([]);
      await help.fits(`help-opens-notice-${language}-small`);
      await help.page.setViewportSize(SIZE);
      await help.inspect(`help-opens-notice-${language}`);
    });
  }

  test("say nothing of it while they are open", async () => {
    const help = await openLines();
    await help.page.clock.setFixedTime(NOW);
    await help.show(helpView(lines, { lines: withLine(1, { opensAt: TOMORROW }) }));
    expect(await help.at("line-1").innerText()).not.toContain("domani");
  });

  test("stay right at midnight, without any news from the server", async () => {
    const help = await openLines();
    await help.page.clock.setFixedTime(NOW);
    await help.show(helpView(lines, { lines: withLine(2, { opensAt: TOMORROW }) }));
    await help.at("line-2").getByText("domani").waitFor();
    await help.page.clock.setFixedTime(Date.parse("2026-12-01T23:01:00Z"));
    await help.at("line-2").getByText("apre oggi alle 9:00").waitFor();
  });
});

describe("a directory that is not believed", () => {
  const reasons = ["wrong-key", "tampered", "expired", "replayed", "malformed"] as const;
  /** A word that no other reason says. */
  const tells = {
    it: ["firmato da qualcun altro", "cambiato da qualcuno", "la data e l’ora", "vecchio", "non sa leggerlo"],
    en: [
      "somebody else has signed",
      "Somebody changed",
      "the date and the time",
      "An old list",
      "cannot read it",
    ],
  };
  for (const language of LANGUAGES) {
    test.each(reasons.map((why, at) => [why, tells[language][at] ?? ""]))(
      `leaves nothing to call, and says why in ${language}: %s`,
      async (distrusted, tell) => {
        const view = helpView(lines, { language, distrusted, lines: null });
        const help = await stage.open(SIZE, view);
        expect(await help.at("distrusted").getAttribute("data-why")).toBe(distrusted);
        const text = await help.page.locator("main").innerText();
        expect(text).toContain(tell);
        expect(text).toContain(
          language === "it" ? "Nessuno può raggiungere questo computer." : "Nobody can reach this computer.",
        );
        expect(text).toMatch(/06\s5550\s0142/);
        expect(await help.page.getByRole("option").count()).toBe(0);
        await help.page.keyboard.type("1");
        await help.page.keyboard.press("Enter");
        expect(await help.sent()).toEqual([]);
        await help.inspect(`help-distrust-${distrusted}-${language}`);
        await help.page.setViewportSize(SMALLEST);
        await help.fits(`help-distrust-${distrusted}-${language}-small`);
      },
    );
  }

  test("shows no line even if there were any, and is not hidden by being offline", async () => {
    const help = await stage.open(SIZE, helpView(lines, { distrusted: "tampered", online: false }));
    await help.at("distrusted").waitFor();
    expect(await help.page.getByRole("option").count()).toBe(0);
  });
});

describe("the organisation's logo", () => {
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#b40"/></svg>';
  test("stands before its name", async () => {
    const logo = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
    const { organisation } = helpView(lines);
    const help = await stage.open(SIZE, helpView(lines, { organisation: { ...organisation, logo } }));
    const image = help.page.locator("header img");
    expect(await image.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBe(
      60,
    );
    await help.inspect("help-logo-it");
    const long = {
      name: "Società Cooperativa di Assistenza Informatica dell’Appennino",
      phone: "06 5550 0142",
      logo,
    };
    await help.show(helpView(lines, { organisation: long }));
    await help.page.setViewportSize(SMALLEST);
    await help.fits("help-logo-it-small");
  });
});

describe("a call", () => {
  test("ID and code are shown in groups and spelt for a screen reader", async () => {
    const help = await stage.open(SIZE, helpView(helpStages()["ringing"] ?? lines));
    expect(await help.at("id").innerText()).toBe("482 913");
    expect(await help.at("code").innerText()).toBe("123 4567");
    expect(await help.page.locator("dl").textContent()).toContain("1 2 3, 4 5 6 7");
  });

  test("with quick access the numbers stand back, and the page says why; they are still there", async () => {
    const help = await stage.open(SIZE, helpView(helpStages()["ringing"] ?? lines));
    const height = async () => (await help.at("code").boundingBox())?.height ?? 0;
    const full = await height();
    await help.show(helpView(helpStages()["ringing-quick"] ?? lines));
    await help.page.getByRole("heading", { name: "il tecnico può rispondere" }).waitFor();
    expect(await height()).toBeLessThan(full / 1.5);
    expect([await help.at("id").innerText(), await help.at("code").innerText()]).toEqual([
      "482 913",
      "123 4567",
    ]);
    expect(await help.page.locator("dl").textContent()).toContain("1 2 3, 4 5 6 7");
    expect(await help.page.locator("main").innerText()).toMatch(
      /accesso rapido.*chiede comunque il permesso/,
    );
  });

  test("how long the numbers are valid is said in minutes, and not read out each second", async () => {
    const ringing = { at: "ringing", line: 1, id: "482913", code: "1234567", quick: false } as const;
    const help = await stage.open(SIZE, helpView({ ...ringing, endsAt: Date.now() + 597_000 }));
    const left = help.page.getByRole("timer");
    expect(await left.innerText()).toMatch(/^Valgono ancora 9 minuti e \d+ secondi$/);
    expect(await left.getAttribute("aria-live")).toBe("off");
    // Nothing around it makes it a live region either.
    expect(
      await help.page
        .locator("[aria-live=polite], [aria-live=assertive], [role=status]")
        .filter({ has: left })
        .count(),
    ).toBe(0);
  });

  test("an Enter too many presses nothing in the next stage", async () => {
    const help = await openLines();
    await help.at("line-1").press("Enter");
    await help.show(helpView({ at: "calling", line: 1 }));
    await help.at("stage-calling").waitFor();
    await help.page.keyboard.press("Enter");
    expect(await help.sent()).toEqual([callOf(1)]);
  });

  test.each([
    ["calling", "cancel", "cancel"],
    ["authorising", "cancel", "cancel"],
    ["authorising", "terms", "openTerms"],
    ["queued", "cancel", "cancel"],
    ["ringing", "cancel", "cancel"],
    ["asking", "stop", "stop"],
    ["linking", "stop", "stop"],
    ["active", "stop", "stop"],
    ["ended", "back", "back"],
  ])("%s: the button %s sends %s", async (name, button, command) => {
    const help = await stage.open(SIZE, helpView(helpStages()[name] ?? lines));
    await help.at(button).click();
    expect(await help.sent()).toEqual([{ name: command, payload: {} }]);
  });

  test("the heading has the focus when a stage begins", async () => {
    const help = await openLines();
    for (const at of Object.values(helpStages())) {
      await help.show(helpView(at));
      await help.at(`stage-${at.at}`).waitFor();
      expect(await help.page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    }
  });

  test("the language is main's to change", async () => {
    const help = await openLines();
    await help.at("language-en").click();
    expect(await help.sent()).toEqual([{ name: "language", payload: { language: "en" } }]);
  });
});

describe("something is wrong", () => {
  const before = ["queued", "ringing", "asking", "linking", "active"] as const;
  for (const language of LANGUAGES) {
    test.each(before)(`asks once more, and the way out stays beside it: %s in ${language}`, async (name) => {
      const help = await stage.open(SIZE, helpView(helpStages()[name] ?? lines, { language }));
      await help.at("wrong").click();
      expect(await help.sent()).toEqual([]);
      const question = help.at("wrong-question");
      expect(await question.innerText()).toContain("Studio Aurora Informatica");
      // A screen reader goes on with the question, and an Enter too many answers nothing.
      expect(await help.page.evaluate(() => document.activeElement?.id)).toBe("wrong-title");
      await help.page.keyboard.press("Enter");
      expect(await help.sent()).toEqual([]);
      await help.inspect(`help-wrong-${name}-${language}`);
      await help.page.setViewportSize(SMALLEST);
      await help.fits(`help-wrong-${name}-${language}-small`);
      const way = name === "queued" || name === "ringing" ? "cancel" : "stop";
      await help.at(way).click();
      await help.at("wrong-yes").click();
      expect(await help.sent()).toEqual([
        { name: way, payload: {} },
        { name: "report", payload: {} },
      ]);
    });
  }

  test("a no changes nothing, and the keyboard is back where it was", async () => {
    const help = await stage.open(SIZE, helpView(helpStages()["active"] ?? lines));
    await help.at("wrong").click();
    await help.at("wrong-no").click();
    expect(await help.at("wrong-question").count()).toBe(0);
    const focused = () => help.page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
    expect(await focused()).toBe("wrong");
    expect(await help.sent()).toEqual([]);
  });

  test("is not offered where there is no call to end", async () => {
    const help = await openLines();
    for (const name of ["lines", "calling", "ended"]) {
      const at = helpStages()[name] ?? lines;
      await help.show(helpView(at));
      await help.at(`stage-${at.at}`).waitFor();
      expect(await help.at("wrong").count()).toBe(0);
    }
  });

  const words = {
    it: { honest: /aprire la banca.*spostare denaro.*password o numeri di carta/, over: "Ha segnalato" },
    en: { honest: /open your bank.*move money.*passwords or card numbers/, over: "You reported" },
  };
  for (const language of LANGUAGES) {
    test(`the warning stands before the first consent: ${language}`, async () => {
      const help = await stage.open(SIZE, helpView(lines, { language }));
      for (const name of ["ringing", "asking", "ringing-quick"]) {
        const at = helpStages()[name] ?? lines;
        await help.show(helpView(at, { language }));
        await help.at(`stage-${at.at}`).waitFor();
        const honest = help.at("honest");
        expect(await honest.innerText()).toMatch(words[language].honest);
        // In sight without scrolling, above the buttons.
        const foot = (await help.page.locator("footer").boundingBox())?.y ?? 0;
        const box = await honest.boundingBox();
        expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(foot);
      }
    });

    test(`afterwards, whom to phone by Help's own build: ${language}`, async () => {
      const help = await stage.open(SIZE, helpView(helpStages()["ended-reported"] ?? lines, { language }));
      expect(await help.at("reason").innerText()).toContain(words[language].over);
      // Not the number that came from the server.
      expect(await help.at("own-phone").innerText()).toMatch(/06\s5550\s0199/);
      expect(await help.page.locator("main").innerText()).not.toMatch(/06\s5550\s0142/);
    });
  }
});

describe("the end", () => {
  const facts = {
    it: /In collegamento con\s+Marco Bianchi\s+Assistenza\s+Studio Aurora Informatica\s+Durata\s+12 minuti e 34 secondi/,
    en: /Connected with\s+Marco Bianchi\s+Help desk\s+Studio Aurora Informatica\s+Duration\s+12 minutes and 34 seconds/,
  };
  const rest = { it: "non resta niente su questo computer", en: "Nothing of the connection stays" };
  for (const language of LANGUAGES) {
    test(`says who was connected, for how long, and that nothing stays: ${language}`, async () => {
      const help = await stage.open(SIZE, helpView(helpStages()["ended"] ?? lines, { language }));
      expect(await help.page.locator("dl").innerText()).toMatch(facts[language]);
      expect(await help.page.locator("main").innerText()).toContain(rest[language]);
    });
  }

  test.each([
    ["ended", ["close", "back"]],
    ["ended-reported", ["close", "back"]],
    ["ended-reported-early", ["close", "back"]],
    ["ended-denied", ["back", "close"]],
    ["ended-unanswered", ["back", "close"]],
  ])("%s: the first button is what one wants now", async (name, expected) => {
    const help = await stage.open(SIZE, helpView(helpStages()[name] ?? lines));
    const buttons = help.page.locator("footer button");
    const ids = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute("data-testid")));
    expect(ids).toEqual(expected);
    expect(await buttons.first().getAttribute("data-look")).toBe("primary");
  });
});
