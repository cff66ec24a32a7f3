/** `linea-server export organisation`: the file that a Help of this organisation is built with. */
import { resolve } from "node:path";
import { z } from "zod";
import { OrganisationFile } from "../../src/shared/protocol/organisationFile.ts";
import { organisationFile } from "../lines/organisationFile.ts";
import { readOrganisation } from "../organisation.ts";
import { openData } from "../store/data.ts";
import { CliError, checkOptions, exitCodes, howToSetUp, say } from "./io.ts";
import type { CliIo } from "./io.ts";

export const exportRules = {
  schema: z.strictObject({ server: OrganisationFile.shape.server.optional() }),
  must: {
    server:
      "an address such as https://help.example: nothing after host and port, and TLS except on this computer",
  },
};

/** @param server address at which Help reaches the server; default: the public one */
export async function exportOrganisation(
  data: string,
  server: string | undefined,
  io: CliIo,
): Promise<number> {
  const options = checkOptions(exportRules, { server }, io);
  if (options === null) return exitCodes.usage;
  const opened = await openData(data, "use");
  try {
    const row = await readOrganisation(opened.store.db);
    if (row === null)
      throw new CliError(
        "not-found",
        `There is no organisation in ${resolve(data)} yet. ${howToSetUp(data)}`,
      );
    say(io, JSON.stringify(organisationFile(row, server ?? row.publicUrl), null, 2));
    return exitCodes.done;
  } finally {
    await opened.close();
  }
}
