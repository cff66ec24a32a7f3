/** What the release key has signed of the newest Viewer, as it lies beside the files for download. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { API_BASE } from "../../../src/shared/protocol/api.ts";
import { parseJson } from "../../../src/shared/protocol/json.ts";
import {
  MAX_SIGNED_DOWNLOADS_BYTES,
  SIGNED_DOWNLOADS_FILE,
  SignedDownloads,
} from "../../../src/shared/protocol/signedDownloads.ts";
import { Refusal } from "../../refusal.ts";
import { everyRole } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { gives } from "./answers.ts";

/** Read anew each time: a build may be laid there at any moment, and Viewers ask seldom. */
export function updateRoutes(app: App, { viewerDownloads }: Desk): void {
  const path = join(viewerDownloads, SIGNED_DOWNLOADS_FILE);
  app.get(
    `${API_BASE}/downloads/viewer/signed`,
    { config: { access: everyRole }, schema: { response: gives(SignedDownloads) } },
    async () => {
      const signed = await readSigned(path);
      if (signed === null) throw new Refusal("not-found");
      return signed;
    },
  );
}

/** null: there is none, or it is not what it should be. Whether the signature is right, only Viewer knows. */
async function readSigned(path: string): Promise<SignedDownloads | null> {
  try {
    if ((await stat(path)).size > MAX_SIGNED_DOWNLOADS_BYTES) return null;
    const read = SignedDownloads.safeParse(parseJson(await readFile(path, "utf8")));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
