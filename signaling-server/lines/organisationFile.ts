/** Writes the file that makes a Help the Help of this organisation. */
import { OrganisationFile } from "../../src/shared/protocol/organisationFile.ts";
import { publicKeyOf } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";

/**
 * What goes into Help's build, as JSON: nothing in it is secret.
 * @param serverUrl where Help reaches the server, such as `https://assistenza.example`
 * @throws {z.ZodError} when that is no address
 */
export function organisationFile(row: OrganisationRow, serverUrl: string): OrganisationFile {
  const { name, phone, logo } = row;
  return OrganisationFile.parse({ server: serverUrl, publicKey: publicKeyOf(row), name, phone, logo });
}
