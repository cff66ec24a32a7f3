import { join } from "node:path";
import { parseArgs } from "node:util";
import { isLoopback } from "../shared/protocol/address.ts";
import { LineNumber } from "../shared/protocol/common.ts";
import { Language } from "../shared/protocol/ipc.ts";

export interface HelpOptions {
  /** By --lang or the system; null: the system speaks another one. */
  language: Language | null;
  /** Path of the file that says whose Help this is (branding.ts). */
  organisationFile: string;
}

export interface ViewerOptions {
  language: Language;
  /** Address of the server: ws: or wss:. */
  server: string;
  /** Lines to open as soon as the technician is signed in. */
  open: number[];
  /** Path of the release key (updates/releaseKey.ts); null: this Viewer looks for no newer one. */
  releaseKeyFile: string | null;
}

/** How the program was started: what Electron knows. */
export interface Surroundings {
  /** The words after the program (and after the script, when there is one). */
  readonly argv: readonly string[];
  /** The system's language, for when none is given. */
  readonly locale: string;
  /** A build that is given to people, not a run from the repository. */
  readonly isPackaged: boolean;
  /** Folder of what was built in. */
  readonly resources: string;
}

/** Thrown with a sentence for whoever typed the command line. */
export class OptionsError extends Error {}

/**
 * Reads `--lang it|en` and, in a run from the repository, `--organisation FILE`. A build has its
 * organisation in it and lets nobody name another (SERVICE.md, rule 5).
 */
export function readHelpOptions({ argv, locale, isPackaged, resources }: Surroundings): HelpOptions {
  const { lang, organisation, server } = readWords(argv);
  if (server !== undefined) {
    throw new OptionsError("Help has no --server: its organisation file names the server");
  }
  const language = readLanguage(lang, locale);
  if (isPackaged) {
    if (organisation === undefined)
      return { language, organisationFile: join(resources, "organisation.json") };
    throw new OptionsError("This Help has its organisation built in: --organisation is for developers only");
  }
  // Without its value, the word takes the next one for it.
  if (typeof organisation !== "string" || /^(-|$)/.test(organisation)) {
    throw new OptionsError("--organisation needs the organisation file that the server has written");
  }
  return { language, organisationFile: organisation };
}

/**
 * Reads `--server URL`, `--lang it|en`, `--open 3,4` and, in a run from the repository, `--release-key FILE`. A
 * build has its release key in it and takes nobody else's.
 * @param ownServer the server of the organisation whose Viewer this is, when it was built for one
 */
export function readViewerOptions(
  { argv, locale, isPackaged, resources }: Surroundings,
  ownServer = "http://127.0.0.1:8787",
): ViewerOptions {
  const { lang, open, server = ownServer, "release-key": releaseKey } = readWords(argv);
  const address = socketAddress(server, "--server");
  const options = { language: readLanguage(lang, locale) ?? "it", server: address, open: readLines(open) };
  if (isPackaged) {
    if (releaseKey === undefined) return { ...options, releaseKeyFile: join(resources, "release-key.json") };
    throw new OptionsError("This Viewer has its release key built in: --release-key is for developers only");
  }
  if (releaseKey === undefined) return { ...options, releaseKeyFile: null };
  if (typeof releaseKey !== "string" || /^(-|$)/.test(releaseKey)) {
    throw new OptionsError("--release-key needs the file that scripts/release-key.ts has printed");
  }
  return { ...options, releaseKeyFile: releaseKey };
}

type Word = string | boolean | undefined;

const WORDS = ["server", "organisation", "lang", "open", "release-key"] as const;

/** Other words are Electron's own switches and pass. */
function readWords(argv: readonly string[]): Record<(typeof WORDS)[number], Word> {
  const options = Object.fromEntries(WORDS.map((word) => [word, { type: "string" } as const]));
  const { values } = parseArgs({ args: [...argv], strict: false, options });
  const { server, organisation, lang, open, "release-key": releaseKey } = values;
  return { server, organisation, lang, open, "release-key": releaseKey };
}

/**
 * The socket's address of a server: `wss://host`, or `ws://` for this computer's own.
 * @param what where the address comes from, for the sentence
 * @throws {OptionsError}
 */
export function socketAddress(server: Exclude<Word, undefined>, what: string): string {
  if (typeof server !== "string" || !URL.canParse(server)) {
    throw new OptionsError(
      `${what} needs an address such as https://help.example.org, not "${String(server)}"`,
    );
  }
  const url = new URL(server);
  const socketProtocol = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" }[url.protocol];
  if (socketProtocol === undefined) {
    throw new OptionsError(`${what} needs an http:, https:, ws: or wss: address, not "${url.protocol}"`);
  }
  if (socketProtocol === "ws:" && !isLoopback(url.hostname)) {
    throw new OptionsError(`${what} needs https: or wss: for any address but this computer's own`);
  }
  return `${socketProtocol}//${url.host}`;
}

/** Of `it-IT`; null for one that we do not speak. */
export function languageOf(locale: string): Language | null {
  const [, system = ""] = /^([a-z]+)(?![a-z])/i.exec(locale) ?? [];
  return Language.safeParse(system.toLowerCase()).data ?? null;
}

/** What is asked for must be one of ours; what the system speaks need not be. */
function readLanguage(lang: Word, locale: string): Language | null {
  if (lang === undefined) return languageOf(locale);
  const wanted = Language.safeParse(lang);
  if (wanted.success) return wanted.data;
  throw new OptionsError(`--lang is it or en, not "${String(lang)}"`);
}

/** Line numbers, each once, from `3,4`; true stands for a switch without value. */
function readLines(given: Word): number[] {
  if (given === undefined) return [];
  const words = String(given).split(",");
  const open = LineNumber.array().safeParse(words.map((word) => (/^\d+$/.test(word) ? Number(word) : NaN)));
  if (!open.success) throw new OptionsError(`--open needs line numbers such as 3,4, not "${String(given)}"`);
  return [...new Set(open.data)];
}
