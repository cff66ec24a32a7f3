import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Stagehand } from "./chromium.ts";
import { barView, LANGUAGES } from "./views.ts";

const SIZE = { width: 640, height: 72 };

let stage: Stagehand<"bar">;
beforeAll(async () => {
  stage = await Stagehand.start("bar");
}, 60_000);
afterEach(() => stage.closePages());
afterAll(() => stage.stop());

test.each(LANGUAGES)("names the technician, in %s", async (language) => {
  const bar = await stage.open(SIZE, barView({ language }));
  expect(await bar.at("bar").innerText()).toContain("Marco Bianchi");
  expect(await bar.at("elapsed").innerText()).toMatch(/^12:3\d$/);
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

test("the bar can be dragged, its button cannot", async () => {
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
  expect(await region("stop")).toBe("no-drag");
});
