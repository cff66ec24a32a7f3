/** What of Help and of Viewer there is to download: of Help for everybody, of Viewer for staff. */
import { API_BASE, ProgramDownloads } from "../../../src/shared/protocol/api.ts";
import { everyRole } from "../access.ts";
import type { App } from "../app.ts";
import type { Desk } from "../desk.ts";
import { gives } from "./answers.ts";

export function downloadRoutes(app: App, { shelves }: Desk): void {
  const schema = { response: gives(ProgramDownloads) };
  app.get(`${API_BASE}/downloads/help`, { config: { access: "public" }, schema }, () => shelves.help.offer());
  app.get(`${API_BASE}/downloads/viewer`, { config: { access: everyRole }, schema }, () =>
    shelves.viewer.offer(),
  );
}
