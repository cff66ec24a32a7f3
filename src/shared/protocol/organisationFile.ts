/**
 * The *organisation file*: what makes a Help the Help of one organisation. It is part of Help's build;
 * the server writes it (signaling-server/lines/organisationFile.ts), and the build adds the looks (scripts/dist).
 */
import { z } from "zod";
import { ServerAddress } from "./address.ts";
import { PublicOrganisation } from "./api.ts";
import { Colours, Languages, ProgramName } from "./brand.ts";

export const OrganisationFile = z.strictObject({
  /** Address of the server: https: or wss:, or this computer's own. */
  server: ServerAddress,
  /** Ed25519 public key that the directory must be signed with: 32 bytes (RFC 8032, section 5.1.5), base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/),
  ...PublicOrganisation.shape,
  /** From here on: of a build's branding folder. The server's own file goes without. */
  colours: Colours.optional(),
  languages: Languages.optional(),
  programName: ProgramName.optional(),
});
export type OrganisationFile = z.infer<typeof OrganisationFile>;
