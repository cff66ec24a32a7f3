/** `linea-server restore`: a backup in place of the database, while the server is stopped. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
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

const WORDS = {
  corrupt:
    "This file is damaged, or is no backup of Linea. Nothing was changed. Take another one; where only the audit trail is broken, --force takes it all the same.",
  newer: "This backup is of a newer version of the server. Nothing was changed. Install that version first.",
};

export function restore({ data, from, force = false }: RestoreArguments, io: CliIo): Promise<number> {
  return withWords(
    "restore",
    io,
    async () => {
      if (!existsSync(from)) {
        await print(
          io.stderr,
          `linea-server restore: there is no file ${resolve(from)}. Name a backup. Nothing was changed.\n`,
        );
        return exitCodes.failed;
      }
      const restored = await restoreFrom(data, from, { now: io.now(), force });
      const { aside, sessions, sha256 } = restored;
      await print(
        io.stdout,
        [
          `restored: ${from} is now the database in ${data}; it was opened and looked through\n`,
          `sha256: ${sha256}\n`,
          aside === null
            ? "before: there was no database\n"
            : `before: the old database is kept as ${aside}\n`,
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
    },
    WORDS,
  );
}
