/** Look first, then control: each asked for and granted apart, and taken back from the bar. */
import { setTimeout as pause } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Canvas } from "../../harness/canvas.ts";
import { findMarker, until } from "../../harness/eyes.ts";
import {
  allowControl,
  answer,
  askFor,
  barOf,
  clickOn,
  openOffice,
  settled,
  stage,
  steppedAside,
  type Office,
} from "../../harness/office.ts";
import {
  backToStart,
  BESIDE_THE_BAR,
  BLACK,
  callTaken,
  clickPicture,
  cover,
  GREEN,
  hold,
  isPress,
  letGo,
  LINE,
  PINK,
  presses,
  pressWithin,
  seen,
} from "./scene.ts";

const PATCH = { x: 300, y: 300, width: 240, height: 160 };

let office: Office;
let canvas: Canvas;

beforeAll(async () => {
  office = await openOffice({ openLines: [LINE] });
});
afterAll(() => office?.stop());

beforeEach(async () => {
  await callTaken(office);
  await answer(office, "s");
  await settled(office);
  canvas = await cover(office, BESIDE_THE_BAR, BLACK);
});
afterEach(async () => {
  await canvas.close();
  await clickOn(office.viewer, "end");
  await Promise.all([stage(office.viewer, "ended"), stage(office.caller, "ended")]);
  await backToStart(office);
});

const notice = (): Locator => office.viewer.program.page.getByTestId("permission-notice");
test("looking alone moves nothing; a No to control leaves it so, a Yes later gives it", async () => {
  await canvas.fillRect(PATCH, PINK);
  await seen(office, PINK);
  await clickPicture(office);
  await office.viewer.screen.type("aaaa");
  await askFor(office, "control");
  await notice().getByText("In attesa").waitFor();
  await answer(office, "n");
  await office.viewer.program.page
    .getByTestId("ask-control")
    .and(office.viewer.program.page.locator("[aria-disabled=false]"))
    .waitFor();
  expect(await notice().innerText()).toContain("guidarlo a voce");
  await steppedAside(office.caller);
  await clickPicture(office);
  await allowControl(office, "s");
  expect(await presses(canvas)).toEqual([]);
  const press = until(canvas, isPress);
  await clickPicture(office);
  await press;
  expect(await notice().innerText()).toBe("");
});

test("the caller takes control back with the switch: what was held is let go, looking goes on", async () => {
  const { caller, viewer } = office;
  await allowControl(office, "s");
  const { released } = await hold(office, canvas);
  await pressWithin(await barOf(caller), "permission-control");
  await released;
  const before = (await canvas.events()).length;
  await viewer.screen.type("aaaa");
  await letGo(office);
  await viewer.program.page.getByTestId("ask-control").waitFor();
  expect((await canvas.events()).slice(before).filter(isPress)).toEqual([]);
  await canvas.fillRect(PATCH, GREEN);
  await seen(office, GREEN);
});

test("covered, nothing new is seen and control is gone too; shown again only after another Yes", async () => {
  const { caller, viewer } = office;
  await allowControl(office, "s");
  await clickOn(viewer, "scale-actual");
  await canvas.fillRect({ ...PATCH, y: 100 }, GREEN);
  await seen(office, GREEN);
  await pressWithin(await barOf(caller), "permission-look");
  await viewer.program.page.getByTestId("ask-look").waitFor();
  await canvas.fillRect(PATCH, PINK);
  // Nothing tells that no frame comes: a quarter of what is given when one must.
  await pause(1500);
  const picture = await viewer.screen.grab();
  expect(findMarker(picture, PINK)).toBeNull();
  // Nor the last frame, which is as private as the next.
  expect(findMarker(picture, GREEN)).toBeNull();
  expect(await viewer.program.page.getByTestId("has-control").count()).toBe(0);
  await askFor(office, "look");
  await answer(office, "s");
  await seen(office, PINK);
});
