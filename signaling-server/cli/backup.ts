/** `linea-server backup`: a copy of the database while the server runs. */
import { dirname } from "node:path";
import { backupTo } from "../store/backup.ts";
import { checkTargetFolder } from "./data-folder.ts";
import { describe, exitCodes, print, withWords } from "./io.ts";
import type { CliIo } from "./io.ts";

export interface BackupArguments {
  /** The server's data folder. */
  readonly data: string;
  /** File to make. */
  readonly to: string;
  /** Replace a file of that name. */
  readonly force?: boolean;
}

const WORDS = {
  "file-taken":
    "Nothing was written: there is a file of this name. Name another one, or replace a copy with --force; the server’s own files are never replaced.",
};

export function backup({ data, to, force = false }: BackupArguments, io: CliIo): Promise<number> {
  return withWords(
    "backup",
    io,
    async () => {
      const wrong = checkTargetFolder(dirname(to));
      if (wrong !== null) {
        await print(io.stderr, `linea-server backup: ${wrong}. Nothing was written.\n`);
        return exitCodes.failed;
      }
      const made = await backupTo(data, to, { force });
      await print(
        io.stdout,
        `backup: ${made.path}, ${made.bytes} bytes\nsha256: ${made.sha256}\n${describe(made)}`,
      );
      const broken = made.audit.problem;
      if (broken === null) return exitCodes.done;
      await print(
        io.stderr,
        `linea-server backup: the copy is made, but its audit trail is broken: row ${broken.seq} is ${broken.what}.\n`,
      );
      return exitCodes.doneWithBrokenTrail;
    },
    WORDS,
  );
}
