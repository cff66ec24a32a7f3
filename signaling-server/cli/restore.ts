/** `linea-server restore`: a backup in place of the database, while the server is stopped. */
import { restoreFrom } from "../store/restore.ts";
import { describe, exitCodes, print, withWords } from "./io.ts";
import type { CliIo } from "./io.ts";

export interface RestoreArguments {
  /** The server's data folder. */
  readonly data: string;
  /** The backup. */
  readonly from: string;
  /** Take a backup whose audit trail is broken. */
  readonly force?: boolean;
}

export function restore({ data, from, force = false }: RestoreArguments, io: CliIo): Promise<number> {
  return withWords("restore", io, async () => {
    const restored = await restoreFrom(data, from, { now: io.now(), force });
    const { aside, sessions, sha256 } = restored;
    await print(
      io.stdout,
      [
        `restored: ${from} is now the database in ${data}; it was opened and looked through\n`,
        `sha256: ${sha256}\n`,
        aside === null ? "before: there was no database\n" : `before: the old database is kept as ${aside}\n`,
        `sessions: ${sessions} ended; everybody signs in again\n`,
        describe(restored),
      ].join(""),
    );
    const broken = restored.audit.problem;
    if (broken === null) return exitCodes.done;
    await print(
      io.stderr,
      `linea-server restore: its audit trail is broken: row ${broken.seq} is ${broken.what}.\n`,
    );
    return exitCodes.doneWithBrokenTrail;
  });
}
