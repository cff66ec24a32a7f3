import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import x11 from "x11";
import { openCanvas } from "./canvas.ts";
import { connect } from "./connection.ts";
import { startDisplay, type VirtualDisplay } from "./display.ts";
import { openScreen, type Screen } from "./screen.ts";

const red = { r: 255, g: 0, b: 0 };
const green = { r: 0, g: 255, b: 0 };
const blue = { r: 0, g: 0, b: 255 };
const limit = { timeoutMs: 5000 };

let plain: VirtualDisplay;
let managed: VirtualDisplay;
let plainScreen: Screen;
let managedScreen: Screen;

beforeAll(async () => {
  plain = await startDisplay({ width: 640, height: 480, windowManager: false });
  managed = await startDisplay({ width: 800, height: 600, windowManager: true });
  plainScreen = await openScreen(plain.name);
  managedScreen = await openScreen(managed.name);
}, 30_000);

afterAll(async () => {
  await plainScreen.close();
  await managedScreen.close();
  await plain.stop();
  await managed.stop();
});

describe("displays", () => {
  it("are two, of the sizes asked for", () => {
    expect(plain.name).not.toBe(managed.name);
    expect([plainScreen.width, plainScreen.height]).toEqual([640, 480]);
    expect([managedScreen.width, managedScreen.height]).toEqual([800, 600]);
  });

  it("are gone after stop, which may be called twice", async () => {
    const display = await startDisplay({ width: 64, height: 64, windowManager: true });
    await display.stop();
    await display.stop();
    await expect(openScreen(display.name)).rejects.toThrow();
  });
});

describe("a connection", () => {
  it("tells of no event once it is being closed", async () => {
    const { client, root, close } = await connect(plain.name);
    const told: (string | undefined)[] = [];
    client.on("event", ({ name }) => told.push(name));
    const showWindow = () => {
      const window = client.AllocID();
      client.CreateWindow(window, root, 0, 0, 9, 9, 0, 0, 0, 0, {
        backgroundPixel: 0,
        overrideRedirect: 1,
        eventMask: x11.eventMask.Exposure,
      });
      client.MapWindow(window);
    };
    showWindow();
    await client.sync();
    expect(told).toEqual(["Expose"]);
    showWindow();
    await close();
    expect(told).toEqual(["Expose"]);
  });
});

describe("eyes", () => {
  it("see what a canvas shows, on its own display only", async () => {
    const canvas = await openCanvas(plain.name, {
      x: 10,
      y: 20,
      width: 100,
      height: 50,
      overrideRedirect: true,
      color: red,
    });
    await canvas.drawPattern([
      { rect: { x: 0, y: 0, width: 5, height: 5 }, color: green },
      { rect: { x: 95, y: 45, width: 5, height: 5 }, color: blue },
    ]);
    expect(await plainScreen.pixel(10, 20)).toEqual(green);
    expect(await plainScreen.pixel(109, 69)).toEqual(blue);
    expect(await plainScreen.pixel(60, 45)).toEqual(red);
    expect(await plainScreen.pixel(110, 70)).toEqual({ r: 0, g: 0, b: 0 });
    expect(await managedScreen.pixel(60, 45)).not.toEqual(red);
    const part = await plainScreen.grab({ x: 14, y: 24, width: 2, height: 1 });
    expect([...part.data]).toEqual([0, 255, 0, 255, 255, 0, 0, 255]);
    await canvas.close();
  });

  it("wait for a change, and say what did not come", async () => {
    const canvas = await openCanvas(plain.name, {
      x: 0,
      y: 0,
      width: 50,
      height: 50,
      overrideRedirect: true,
      color: red,
    });
    const seen = plainScreen.waitFor(async () => (await plainScreen.pixel(5, 5)).b === 255, limit);
    await canvas.fill(blue);
    expect(await seen).toBe(true);
    await expect(
      plainScreen.waitFor(async () => false, { timeoutMs: 20, what: "a unicorn" }),
    ).rejects.toThrow(/unicorn/);
    await canvas.close();
  });

  it("keep what they saw in a PNG", async () => {
    const directory = await mkdtemp(join(tmpdir(), "linea-harness-"));
    const canvas = await openCanvas(plain.name, {
      x: 0,
      y: 0,
      width: 640,
      height: 480,
      overrideRedirect: true,
      color: green,
    });
    const path = join(directory, "seen.png");
    await plainScreen.savePng(path);
    const png = PNG.sync.read(await readFile(path));
    expect([png.width, png.height, ...png.data.subarray(0, 4)]).toEqual([640, 480, 0, 255, 0, 255]);
    await canvas.close();
    await rm(directory, { recursive: true });
  });
});

describe("hands", () => {
  it("press, move, release and turn the wheel where told", async () => {
    const canvas = await openCanvas(plain.name, {
      x: 0,
      y: 0,
      width: 640,
      height: 480,
      overrideRedirect: true,
      color: red,
    });
    await plainScreen.press(1, 100, 120);
    await plainScreen.move(200, 220);
    await plainScreen.release(1);
    await plainScreen.click(300, 50, 3);
    await plainScreen.wheel(-1);
    expect(await plainScreen.pointer()).toEqual({ x: 300, y: 50 });
    const events = await canvas.events();
    expect(events.filter((event) => event.kind !== "motion")).toMatchObject([
      { kind: "buttonPress", button: 1, x: 100, y: 120 },
      { kind: "buttonRelease", button: 1, x: 200, y: 220 },
      { kind: "buttonPress", button: 3, x: 300, y: 50 },
      { kind: "buttonRelease", button: 3, x: 300, y: 50 },
      { kind: "buttonPress", button: 4, x: 300, y: 50 },
      { kind: "buttonRelease", button: 4, x: 300, y: 50 },
    ]);
    expect(events).toContainEqual(expect.objectContaining({ kind: "motion", x: 200, y: 220 }));
    await canvas.close();
  });

  it("type all of printable ASCII", async () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
    const canvas = await openCanvas(plain.name, {
      x: 0,
      y: 0,
      width: 50,
      height: 50,
      overrideRedirect: true,
      color: red,
    });
    await plainScreen.type(ascii);
    const typed = (await canvas.events())
      .flatMap((event) =>
        event.kind === "keyPress" && event.keysym < 256 ? [String.fromCharCode(event.keysym)] : [],
      )
      .join("");
    expect(typed).toBe(ascii);
    await expect(plainScreen.type("a€")).rejects.toThrow(/keysym/);
    await canvas.close();
  });
});

describe("a canvas", () => {
  it("answers to a press on a managed display, and comes back whole from under another", async () => {
    const canvas = await openCanvas(managed.name, {
      x: 100,
      y: 100,
      width: 200,
      height: 200,
      overrideRedirect: false,
      color: red,
    });
    await managedScreen.waitFor(async () => (await managedScreen.pixel(200, 200)).r === 255, limit);
    const heard = canvas.onEvent((event) => {
      if (event.kind === "buttonPress") void canvas.fillRect({ x: 0, y: 0, width: 200, height: 200 }, green);
    });
    await managedScreen.click(200, 200);
    await managedScreen.waitFor(async () => (await managedScreen.pixel(200, 200)).g === 255, limit);
    heard();

    const cover = await openCanvas(managed.name, {
      x: 0,
      y: 0,
      width: 800,
      height: 600,
      overrideRedirect: true,
      color: blue,
    });
    expect(await managedScreen.pixel(200, 200)).toEqual(blue);
    await cover.close();
    await managedScreen.waitFor(async () => (await managedScreen.pixel(200, 200)).g === 255, limit);
    await canvas.close();
  });
});
