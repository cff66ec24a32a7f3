import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root } from "../setup-lib.mjs";
import { placeAddons } from "./addons.ts";

let app: string;
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), "linea-app-"));
});
afterEach(() => rmSync(app, { recursive: true }));

it("Linux: robotjs for the processors asked for, and no x-win", () => {
  placeAddons("help", app, [{ platform: "linux", archs: ["x64", "arm64"], unpacked: false }]);
  expect(readdirSync(join(app, "native")).toSorted()).toEqual([
    "robotjs-linux-arm64.node",
    "robotjs-linux-x64.node",
    "robotjs.cjs",
  ]);
});

it("Viewer reaches for nothing", () => {
  placeAddons("viewer", app, [{ platform: "win32", archs: ["x64"], unpacked: false }]);
  expect(existsSync(join(app, "native"))).toBe(false);
});

/** npm never installs both on one computer. */
const foreign = process.platform === "win32" ? "darwin" : "win32";
const names = ["x64", "arm64"].map((arch) =>
  foreign === "win32" ? `x-win-win32-${arch}-msvc` : `x-win-darwin-${arch}`,
);
const installed = names.some((name) => existsSync(join(root, "node_modules/@miniben90", name)));

it.skipIf(installed)("what npm has not installed is told, with the command that gets it", () => {
  const place = () =>
    placeAddons("help", app, [{ platform: foreign, archs: ["x64", "arm64"], unpacked: false }]);
  for (const name of names)
    expect(place).toThrow(new RegExp(`${name}.*is missing. Please run {2}npm run dist:addons -- ${foreign}`));
});
