import { parseArgs } from "node:util";
import { LineNumber } from "../shared/protocol/common.ts";
import { Language } from "../shared/protocol/ipc.ts";

export interface Options {
  /** Address of the server: ws: or wss:. */
  server: string;
  language: Language;
  /** Viewer only: lines to open as soon as the technician is signed in. */
  open: number[];
}

/** Hosts that may be spoken to without TLS: nobody can listen in between. */
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Thrown with a sentence for whoever typed the command line. */
export class OptionsError extends Error {}

/**
 * Reads `--server URL`, `--lang it|en` and `--open 3,4`. Other words are Electron's own switches and pass.
 * @param argv the words after the program (and after the script, when there is one)
 * @param locale the system's language, for when none is given: Italian unless it is English
 */
export function readOptions(argv: readonly string[], locale: string): Options {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { server: { type: "string" }, lang: { type: "string" }, open: { type: "string" } },
  });
  const { server = "http://127.0.0.1:8787", lang } = values;
  if (typeof server !== "string" || !URL.canParse(server)) {
    throw new OptionsError(
      `--server needs an address such as https://help.example.org, not "${String(server)}"`,
    );
  }
  const url = new URL(server);
  const socketProtocol = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" }[url.protocol];
  if (socketProtocol === undefined) {
    throw new OptionsError(`--server needs an http:, https:, ws: or wss: address, not "${url.protocol}"`);
  }
  if (socketProtocol === "ws:" && !LOOPBACK.has(url.hostname)) {
    throw new OptionsError("--server needs https: or wss: for any address but this computer's own");
  }
  const wanted = Language.safeParse(lang ?? (/^en(?![a-z])/i.test(locale) ? "en" : "it"));
  if (!wanted.success) throw new OptionsError(`--lang is it or en, not "${String(lang)}"`);
  return { server: `${socketProtocol}//${url.host}`, language: wanted.data, open: readLines(values.open) };
}

/** Line numbers, each once, from `3,4`; true stands for a switch without value. */
function readLines(given: string | boolean | undefined): number[] {
  if (given === undefined) return [];
  const words = String(given).split(",");
  const open = LineNumber.array().safeParse(words.map((word) => (/^\d+$/.test(word) ? Number(word) : NaN)));
  if (!open.success) throw new OptionsError(`--open needs line numbers such as 3,4, not "${String(given)}"`);
  return [...new Set(open.data)];
}
