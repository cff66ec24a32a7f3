/** What the release key has signed of a build, as it lies beside the files. */
import { readFile, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { ProgramDownloads } from "../../src/shared/protocol/api.ts";
import { Downloads } from "../../src/shared/protocol/downloads.ts";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { MAX_SIGNED_DOWNLOADS_BYTES, SignedDownloads } from "../../src/shared/protocol/signedDownloads.ts";
import { hasCode } from "../store/files.ts";

/** none: there is none. wrong: why it is not handed on; goes on from “it”. */
type Signed =
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "good"; readonly signed: SignedDownloads };

/**
 * Whether the signature is right, only Viewer knows.
 * @param offer what is offered for download now: no other version may be promised, and no other files
 */
export async function readSigned(path: string, offer: ProgramDownloads): Promise<Signed> {
  let text: string;
  try {
    if ((await stat(path)).size > MAX_SIGNED_DOWNLOADS_BYTES) {
      return wrong(`is longer than ${MAX_SIGNED_DOWNLOADS_BYTES} bytes`);
    }
    text = await readFile(path, "utf8");
  } catch (error) {
    return hasCode(error, "ENOENT", "ENOTDIR") ? { kind: "none" } : wrong("cannot be read");
  }
  const { data: signed } = SignedDownloads.safeParse(parseJson(text));
  const { data: build } = Downloads.safeParse(signed && parseJson(signed.manifest));
  if (signed === undefined || build === undefined) return wrong("is not as it must be");
  const { version, files } = build;
  if (!isDeepStrictEqual({ version, files }, offer)) {
    return wrong(`is of version ${version}, and not of exactly what is offered for download`);
  }
  return { kind: "good", signed };
}

const wrong = (why: string): Signed => ({ kind: "wrong", why });
