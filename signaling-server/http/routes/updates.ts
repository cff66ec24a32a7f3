/** What the release key has signed of the newest Viewer. */
import { API_BASE } from "../../../src/shared/protocol/api.ts";
import { SignedDownloads } from "../../../src/shared/protocol/signedDownloads.ts";
import { Refusal } from "../../refusal.ts";
import { everyRole } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { gives } from "./answers.ts";

export function updateRoutes(app: App, { shelves }: Desk): void {
  app.get(
    `${API_BASE}/downloads/viewer/signed`,
    { config: { access: everyRole }, schema: { response: gives(SignedDownloads) } },
    async () => {
      const signed = await shelves.viewer.signed();
      if (signed === null) throw new Refusal("not-found");
      return signed;
    },
  );
}
