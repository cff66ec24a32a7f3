/** The release key that this Viewer was built with (docs/adr/0025-updates.md). */
import { readFileSync } from "node:fs";
import { parseJson } from "../../shared/protocol/json.ts";
import { ReleaseKeyFile } from "../../shared/protocol/signedDownloads.ts";
import { OptionsError } from "../options.ts";

/**
 * @param file null: none was given
 * @returns the public key; null where there is no file: this Viewer then never looks for a newer one
 * @throws {OptionsError} when the file is no key: better no Viewer than one that only seems to be guarded
 */
export function readReleaseKey(file: string | null): string | null {
  if (file === null) return null;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new OptionsError(`The release key ${file} cannot be read.`);
  }
  const read = ReleaseKeyFile.safeParse(parseJson(text));
  if (!read.success) throw new OptionsError(`The release key ${file} is wrong.`);
  return read.data.publicKey;
}
