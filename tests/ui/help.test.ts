import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Line } from "../../src/shared/protocol/common.ts";
import { Stagehand, type Window } from "./chromium.ts";
import { directory, helpStages, helpView, LANGUAGES } from "./views.ts";

const SIZE = { width: 560, height: 720 };
const SMALLEST = { width: 420, height: 560 };
const lines = { at: "lines", notice: null } as const;

// Several pictures and axe runs a test, on a machine that others use too.
vi.setConfig({ testTimeout: 30_000 });

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

/** The same directory with one line in another state. */
const withState = (number: number, state: Line["state"]) => ({
  ...directory,
  lines: directory.lines.map((line) => (line.number === number ? { ...line, state } : line)),
});

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
      const help = await stage.open(SIZE, helpView(lines, { language, online: false, directory: null }));
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
    await help.show(helpView(lines, { directory: withState(3, "free") }));
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
    const help = await stage.open(SIZE, helpView(lines, { directory: { ...directory, lines: [] } }));
    expect(await help.page.locator("main").innerText()).toMatch(/06\s5550\s0142/);
    await help.inspect("help-no-lines-it");
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
