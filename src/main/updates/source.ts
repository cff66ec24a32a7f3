/** Asks the server for a newer Viewer, and fetches its file. */
import { API_BASE } from "../../shared/protocol/api.ts";
import { DOWNLOADS } from "../../shared/protocol/downloads.ts";
import { parseJson } from "../../shared/protocol/json.ts";
import { MAX_SIGNED_DOWNLOADS_BYTES, SignedDownloads } from "../../shared/protocol/signedDownloads.ts";
import { readAtMost } from "../readAtMost.ts";

/** Longest wait for the answer, in milliseconds. */
const ANSWER_MS = 10_000;

/** Longest wait for the next piece of the file, in milliseconds: the whole may take its time. */
const PIECE_MS = 30_000;

/**
 * What the server says of the newest Viewer. Never rejects.
 * @param website origin of the server's pages
 * @param token of the technician's session
 * @returns null when there is nothing, or no answer that our server would give
 */
export async function askForUpdate(website: string, token: string): Promise<SignedDownloads | null> {
  try {
    const response = await fetch(new URL(`${API_BASE}/downloads/viewer/signed`, website), {
      headers: { authorization: `Bearer ${token}` },
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) return null;
    const read = SignedDownloads.safeParse(parseJson(await readAtMost(response, MAX_SIGNED_DOWNLOADS_BYTES)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * The bytes of a file of Viewer, piece by piece, with no token: a mirror of the pages may serve it.
 * @throws when it cannot be had, stops coming, or `signal` ends it
 */
export async function* fetchFile(
  website: string,
  name: string,
  signal: AbortSignal,
  pieceMs = PIECE_MS,
): AsyncGenerator<Uint8Array> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), pieceMs);
  try {
    const response = await fetch(new URL(`${DOWNLOADS}/viewer/${encodeURIComponent(name)}`, website), {
      redirect: "error",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      yield piece;
      timer = setTimeout(() => silence.abort(), pieceMs);
    }
  } finally {
    clearTimeout(timer);
  }
}
