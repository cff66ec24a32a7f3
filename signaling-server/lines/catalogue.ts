/** The lines and closures as the administration keeps them. */
import type { Selectable } from "kysely";
import { z } from "zod";
import { ClosureInfo, LineInfo } from "../../src/shared/protocol/api.ts";
import type { ClosureInput, LineInput } from "../../src/shared/protocol/api.ts";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { directoryChanged, readOrganisation } from "../organisation.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import { newId } from "../store/ids.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { LineTable } from "../store/tables.ts";
import { fitsOneMessage } from "./fits.ts";

/** As many as one list of the protocol holds (Lines in shared/protocol/common.ts). */
const MAX_LINES = 99;

const Json = z.string().transform((text) => parseJson(text));

const LineRow = z
  .strictObject({
    number: z.unknown(),
    label: z.unknown(),
    description: z.unknown(),
    hoursJson: Json,
    staffJson: Json.nullable(),
    rateCents: z.unknown(),
  })
  .transform(({ hoursJson, staffJson, ...row }) => ({ ...row, hours: hoursJson, staff: staffJson }))
  .pipe(LineInfo);

/** By number. */
export async function listLines(db: Reader): Promise<LineInfo[]> {
  return parseLines(await readLines(db));
}

/** By number, as the database holds them: to see whether they are still what they were, before they are parsed. */
export function readLines(db: Reader): Promise<Selectable<LineTable>[]> {
  return db.selectFrom("line").selectAll().orderBy("number").execute();
}

export function parseLines(rows: readonly Selectable<LineTable>[]): LineInfo[] {
  return rows.map((row) => LineRow.parse(row));
}

/**
 * Makes a line, or changes the one of this number.
 * @param number 1 to 999
 * @param now milliseconds since 1970
 * @throws {Refusal} invalid: `staff.N` is nobody's identifier, or one `number` too many; too-large:
 *   with this line all the labels and descriptions together are longer than one message
 */
export async function putLine(
  tx: Writer,
  number: number,
  input: LineInput,
  actor: string,
  now: number,
): Promise<void> {
  const { label, description, hours, staff, rateCents } = input;
  await checkStaff(tx, staff ?? []);
  const values = {
    label,
    description,
    hoursJson: JSON.stringify(hours),
    staffJson: staff === null ? null : JSON.stringify(staff),
    rateCents,
  };
  const { numUpdatedRows } = await tx
    .updateTable("line")
    .set(values)
    .where("number", "=", number)
    .executeTakeFirst();
  const isNew = numUpdatedRows === 0n;
  if (isNew)
    await tx
      .insertInto("line")
      .values({ number, ...values })
      .execute();
  const lines = await listLines(tx);
  if (lines.length > MAX_LINES) throw new Refusal("invalid", { field: "number" });
  const protectedTitles = (await readOrganisation(tx))?.protectedTitles ?? [];
  if (!fitsOneMessage(lines, protectedTitles)) throw new Refusal("too-large", { field: "description" });
  await changed(tx, {
    now,
    actor,
    action: isNew ? "line.created" : "line.changed",
    target: `line:${number}`,
    detail: input,
  });
}

/** @throws {Refusal} not-found */
export async function removeLine(tx: Writer, number: number, actor: string, now: number): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom("line").where("number", "=", number).executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal("not-found");
  await changed(tx, { now, actor, action: "line.removed", target: `line:${number}` });
}

/** By their first day. */
export async function listClosures(db: Reader): Promise<ClosureInfo[]> {
  const rows = await db.selectFrom("closure").selectAll().orderBy("fromDay").orderBy("id").execute();
  return rows.map((row) => ClosureInfo.parse(row));
}

export async function addClosure(
  tx: Writer,
  input: ClosureInput,
  actor: string,
  now: number,
): Promise<ClosureInfo> {
  const closure = { id: newId(), ...input };
  await tx.insertInto("closure").values(closure).execute();
  await changed(tx, { now, actor, action: "closure.added", target: `closure:${closure.id}`, detail: input });
  return closure;
}

/** @throws {Refusal} not-found */
export async function removeClosure(tx: Writer, id: string, actor: string, now: number): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom("closure").where("id", "=", id).executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal("not-found");
  await changed(tx, { now, actor, action: "closure.removed", target: `closure:${id}` });
}

async function checkStaff(db: Reader, staff: readonly string[]): Promise<void> {
  if (staff.length === 0) return;
  const known = await db
    .selectFrom("staff")
    .select("id")
    .where("id", "in", [...staff])
    .execute();
  const unknown = staff.findIndex((id) => !known.some((one) => one.id === id));
  if (unknown >= 0) throw new Refusal("invalid", { field: `staff.${unknown}` });
}

interface Change {
  readonly now: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

async function changed(tx: Writer, { now, ...entry }: Change): Promise<void> {
  await directoryChanged(tx);
  await audit(tx, { at: now, ...entry });
}
