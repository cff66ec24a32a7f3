import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { styleOf } from "../../src/shared/brand/palette.ts";
import { Stagehand } from "./chromium.ts";
import { barView, helpStages, helpView } from "./views.ts";

/** As far from our own as they can be, and just dark and light enough. */
const style = styleOf({ main: "#9b1f6a", accent: "#ffd9a0" });
const SIZE = { width: 580, height: 780 };

let help: Stagehand<"help">;
let bar: Stagehand<"bar">;
beforeAll(async () => {
  help = await Stagehand.start("help");
  bar = await Stagehand.start("bar");
});
afterEach(() => Promise.all([help.closePages(), bar.closePages()]));
afterAll(() => Promise.all([help.stop(), bar.stop()]));

it.each(["lines", "ringing", "authorising", "active", "ended"])(
  "Help wears the organisation's colours: %s",
  async (name) => {
    const stage = helpStages()[name];
    if (stage === undefined) throw new Error(`no stage ${name}`);
    const window = await help.open(SIZE, helpView(stage), style);
    await window.inspect(`brand-help-${name}`);
    const head = await window.page
      .locator("header")
      .evaluate((element) => getComputedStyle(element).backgroundImage);
    expect(head).toContain("rgb(78, 16, 53)");
  },
);

it("and so does the bar", async () => {
  const window = await bar.open({ width: 900, height: 144 }, barView(), style);
  await window.inspect("brand-bar");
  const main = await window.page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue("--line"),
  );
  expect(main).toBe("#9b1f6a");
});

it("offers a choice of languages only where there is one", async () => {
  const lines = { at: "lines", notice: null } as const;
  const one = await help.open(SIZE, helpView(lines, { languages: ["it"] }));
  await one.page.getByTestId("phone").waitFor();
  expect(await one.page.getByTestId("language-en").count()).toBe(0);
  const two = await help.open(SIZE, helpView(lines));
  await two.page.getByTestId("language-en").waitFor();
});
