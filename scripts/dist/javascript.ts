/** What a program's JavaScript must keep to, looked at in the files that are packed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBuiltin } from "node:module";
import { adminEn } from "../../src/shared/i18n/admin.en.ts";
import { downloadEn } from "../../src/shared/i18n/download.en.ts";
import { mailEn } from "../../src/shared/i18n/mail.en.ts";
import { siteEn } from "../../src/shared/i18n/site.en.ts";
import type { ProgramName } from "./target.ts";

/** Of all its files together, in bytes: Help starts on old computers, too. Viewer is installed. */
const MOST: Readonly<Record<ProgramName, number>> = { help: 1_000_000, viewer: 1_500_000 };

/** As scripts/dist/packed.ts leaves them out. */
const LEFT_OUT = Object.keys({ ...adminEn, ...downloadEn, ...mailEn, ...siteEn });

interface Script {
  readonly name: string;
  readonly text: string;
}

/** What is wrong with the JavaScript in an app folder, in sentences; none when all is well. */
export function problemsOfScripts(program: ProgramName, app: string): string[] {
  const scripts = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?js$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(app, name), "utf8") }));
  return [...tooMuch(program, scripts), ...scripts.flatMap(foreignImports), ...scripts.flatMap(textsLeftOut)];
}

function tooMuch(program: ProgramName, scripts: readonly Script[]): string[] {
  const sizes = scripts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) }));
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
  if (sum <= MOST[program]) return [];
  const largest = sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5);
  const names = largest.map(({ name, bytes }) => `${name} ${bytes}`).join(", ");
  return [`The JavaScript of ${program} is ${sum} bytes, more than ${MOST[program]}. Largest: ${names}.`];
}

/** A bare name would be searched in every folder above the program, where anybody may have put one. */
function foreignImports({ name, text }: Script): string[] {
  // Not x11's own method of that name; and not the half of a name that only Bun has (x11 and dbus-native: "bun" + ":ffi").
  const names = [
    ...text.matchAll(/(?:\bfrom|\bimport|(?<!\.)\brequire\(|\bimport\() ?["'`]([^"'`\s]+)["'`](?! ?\+)/g),
  ];
  const foreign = names
    .map(([, specifier = ""]) => specifier)
    .filter((specifier) => !/^(\.\.?\/|(?:electron|original-fs)$)/.test(specifier) && !isBuiltin(specifier));
  return foreign.map((specifier) => `${name} loads ${specifier}, which is not packed.`);
}

function textsLeftOut({ name, text }: Script): string[] {
  return LEFT_OUT.filter((key) => ['"', "'", "`"].some((quote) => text.includes(quote + key + quote))).map(
    (key) => `${name} says "${key}", a text that is left out of the programs.`,
  );
}
