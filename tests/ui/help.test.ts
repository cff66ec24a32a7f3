import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Line } from "../../src/shared/protocol/common.ts";
import { Stagehand, type Window } from "./chromium.ts";
import { directory, helpStages, helpView, LANGUAGES } from "./views.ts";

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
    });
  }
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
