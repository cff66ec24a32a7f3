/** `linea-server export organisation`: the file that a Help of this organisation is built with. */
import { organisationFile } from "../lines/organisationFile.ts";
import { readOrganisation } from "../organisation.ts";
import { Refusal } from "../refusal.ts";
import { openData } from "../store/data.ts";
import { exitCodes, say } from "./io.ts";
import type { CliIo } from "./io.ts";

/** @param server address at which Help reaches the server; default: the public one */
export async function exportOrganisation(
  data: string,
  server: string | undefined,
  io: CliIo,
): Promise<number> {
  const opened = await openData(data, "use");
  try {
    const row = await readOrganisation(opened.store.db);
    if (row === null) throw new Refusal("not-found");
    say(io, JSON.stringify(organisationFile(row, server ?? row.publicUrl), null, 2));
    return exitCodes.done;
  } finally {
    await opened.close();
  }
}
