/** Takes out of an unpacked Electron what the program has no use for (docs/adr/0026-size-and-start.md). */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Platform, ProgramName } from "./target.ts";

/** Electron's own app, in a folder or an archive, and the number that its package reads. */
const ALWAYS = ["resources/default_app.asar", "version"];

const HELP_ON_LINUX = [
  // Crashes are reported to nobody.
  "chrome_crashpad_handler",
  // Works only when root owns it and sets a bit: in no portable file. Chromium's other sandbox needs no file.
  "chrome-sandbox",
  // Graphics with and without a graphics processor: Help starts without (src/main/latency.ts).
  "libEGL.so",
  "libGLESv2.so",
  "libvk_swiftshader.so",
  "libvulkan.so.1",
  "vk_swiftshader_icd.json",
];

/** @param folder where Electron has been unpacked, before the app is in it */
export function trim(program: ProgramName, platform: Platform, folder: string): void {
  const unneeded = program === "help" && platform === "linux" ? HELP_ON_LINUX : [];
  for (const name of [...ALWAYS, ...unneeded]) rmSync(join(folder, name), { recursive: true, force: true });
  if (program === "help" && platform !== "darwin") packLicences(join(folder, "LICENSES.chromium.html"));
}

/** They have to come with the program, and every start of a portable file unpacks them: 9 MB of text, a tenth of it packed. */
function packLicences(file: string): void {
  if (!existsSync(file)) return;
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  rmSync(file);
}
