import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Stagehand } from "./chromium.ts";
import { barView, LANGUAGES } from "./views.ts";

const SIZE = { width: 900, height: 144 };

let stage: Stagehand<"bar">;
beforeAll(async () => {
  stage = await Stagehand.start("bar");
}, 60_000);
afterEach(() => stage.closePages());
afterAll(() => stage.stop());

test.each(LANGUAGES)("names the technician, in %s", async (language) => {
  const bar = await stage.open(SIZE, barView({ language }));
  expect(await bar.at("bar").innerText()).toContain("Marco Bianchi");
  expect(await bar.at("elapsed").innerText()).toMatch(/^1[23]:\d\d$/);
  await bar.inspect(`bar-${language}`);
});

test("a long name leaves Stop and the clock where they are", async () => {
  const bar = await stage.open(
    SIZE,
    barView({
      technician: "Maria Antonietta Della Valle Santangelo di Castelnuovo",
      since: Date.now() - 9_000_000,
    }),
  );
  await bar.inspect("bar-long");
  const stop = await bar.at("stop").boundingBox();
  expect(stop && stop.x + stop.width).toBeLessThanOrEqual(SIZE.width);
});

test("Stop stops", async () => {
  const bar = await stage.open(SIZE, barView());
  await bar.at("stop").click();
  expect(await bar.sent()).toEqual([{ name: "stop", payload: {} }]);
});

test.each(LANGUAGES)("each permission has a switch that takes it back, in %s", async (language) => {
  const bar = await stage.open(SIZE, barView({ language }));
  for (const permission of ["look", "control"]) {
    await bar.at(`permission-${permission}`).click();
    expect((await bar.sent()).at(-1)).toEqual({ name: "take-back", payload: { permission } });
  }
  await bar.show(barView({ language, granted: ["look"] }));
  expect(await bar.at("permission-control").getAttribute("aria-checked")).toBe("false");
  expect(await bar.at("permission-control").isDisabled()).toBe(true);
  await bar.inspect(`bar-look-${language}`);
});

test.each(LANGUAGES)("a pause says so and waits for the caller, in %s", async (language) => {
  const bar = await stage.open(SIZE, barView({ language, paused: true }));
  await bar.inspect(`bar-paused-${language}`);
  await bar.at("resume").click();
  expect((await bar.sent()).at(-1)).toEqual({ name: "resume", payload: {} });
});

test.each(LANGUAGES)(
  "the longest words, and that nobody watches for banks, have room, in %s",
  async (language) => {
    const words = ["caramella", "girasole", "biblioteca"];
    const bar = await stage.open(
      SIZE,
      barView({ language, words, blind: true, hotkey: "ctrl-alt-shift-enter" }),
    );
    await bar.inspect(`bar-blind-${language}`);
    const report = await bar.at("report").boundingBox();
    expect(report && report.x + report.width).toBeLessThanOrEqual(SIZE.width);
    const list = await bar.at("spoken-words").boundingBox();
    expect(list && list.y + list.height).toBeLessThanOrEqual(SIZE.height);
  },
);

test("something is wrong: said with one click", async () => {
  const bar = await stage.open(SIZE, barView({ asked: "control", granted: ["look"] }));
  await bar.inspect("bar-asked");
  await bar.at("report").click();
  expect((await bar.sent()).at(-1)).toEqual({ name: "report", payload: {} });
});

test("the bar can be dragged, its buttons cannot", async () => {
  const bar = await stage.open(SIZE, barView());
  const region = (testId: string) =>
    bar.at(testId).evaluate((element) => {
      let at: Element | null = element;
      for (; at; at = at.parentElement) {
        const value = getComputedStyle(at).getPropertyValue("-webkit-app-region");
        if (value !== "" && value !== "none") return value;
      }
      return null;
    });
  expect(await region("bar")).toBe("drag");
  for (const testId of ["stop", "permission-look", "report"]) expect(await region(testId)).toBe("no-drag");
});
