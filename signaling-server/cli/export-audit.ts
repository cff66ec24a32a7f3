/**
 * `linea-server export audit`: the audit trail as JSON lines, one row each with the columns as they are
 * kept, so that others can compute the hashes themselves. No CSV: text of several lines and JSON in a
 * column come out of spreadsheets altered, and a trail must not.
 */
import { auditRows, checkAudit } from "../store/audit.ts";
import type { AuditMark } from "../store/audit.ts";
import { withSnapshot } from "../store/backup.ts";
import { databaseIn } from "../store/data.ts";
import { exitCodes, markOf, print, withWords } from "./io.ts";
import type { CliIo } from "./io.ts";

export interface ExportAuditArguments {
  /** The server's data folder. */
  readonly data: string;
  /** Check the seals, and exit with 1 when a row is not what was written. */
  readonly verify?: boolean;
  /** `NUMBER:HASH` as printed before and kept elsewhere: that row must still be there. Verifies too. */
  readonly known?: string;
}

/** Characters that are printed at once. */
const BATCH = 65_536;

export function exportAudit(
  { data, verify = false, known }: ExportAuditArguments,
  io: CliIo,
): Promise<number> {
  return withWords("export audit", io, async () => {
    const mark = known === undefined ? undefined : parseMark(known);
    if (mark === null) {
      await print(io.stderr, `linea-server export audit: ${KNOWN_IS_WRONG}.\n`);
      return exitCodes.usage;
    }
    return withSnapshot(databaseIn(data), async ({ db }) => {
      let batch = "";
      for await (const row of auditRows(db)) {
        batch += `${JSON.stringify(row)}\n`;
        if (batch.length < BATCH) continue;
        await print(io.stdout, batch);
        batch = "";
      }
      await print(io.stdout, batch);
      if (!verify && mark === undefined) return exitCodes.done;
      const { problem, last } = await checkAudit(db, mark);
      if (problem === null) {
        await print(io.stderr, `the audit trail is whole: ${last.seq} rows, mark ${markOf(last)}\n`);
        return exitCodes.done;
      }
      const good = last.seq === 0 ? "none before it is good" : `good up to ${markOf(last)}`;
      await print(
        io.stderr,
        `linea-server export audit: the trail is broken: row ${problem.seq} is ${problem.what}; ${good}\n`,
      );
      return exitCodes.failed;
    });
  });
}

const KNOWN_IS_WRONG =
  "--known must be a mark as a backup or an export printed it: a number, a colon, and 64 hexadecimal digits";

/** What is wrong with the options, a line each. */
export function auditOptionProblems({ known }: { known?: string }): string[] {
  return known === undefined || parseMark(known) !== null ? [] : [KNOWN_IS_WRONG];
}

function parseMark(text: string): AuditMark | null {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined
    ? null
    : { seq: Number(match[1]), hash: match[2] };
}
