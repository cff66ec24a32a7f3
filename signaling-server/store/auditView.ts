/** The audit trail as the administration reads it: page by page, with names. */
import { z } from "zod";
import type { AuditInfo, AuditPage } from "../../src/shared/protocol/api.ts";
import { readPage } from "./page.ts";
import type { Reader } from "./store.ts";

/** @param before rows older than this `seq` only; the newest without it */
export async function auditPage(
  db: Reader,
  { before }: { readonly before?: number | undefined } = {},
): Promise<z.infer<typeof AuditPage>> {
  let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc");
  if (before !== undefined) query = query.where("seq", "<", before);
  const page = await readPage(query);
  const names = await namesOf(
    db,
    page.rows.map(({ actor }) => actor),
  );
  const rows = page.rows.map(({ seq, at, actor, action, target, detailJson }): AuditInfo => {
    return { seq, at, actor, actorName: names.get(actor) ?? null, action, target, detail: parse(detailJson) };
  });
  return { rows, more: page.more };
}

/** Names of the staff and contacts among these actors, by actor, as far as they are still known. */
async function namesOf(db: Reader, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const kind of ["staff", "contact"] as const) {
    const prefix = `${kind}:`;
    const ids = actors.filter((actor) => actor.startsWith(prefix)).map((actor) => actor.slice(prefix.length));
    if (ids.length === 0) continue;
    const people = await db
      .selectFrom(kind)
      .select(["id", "name"])
      .where("id", "in", [...new Set(ids)])
      .execute();
    for (const { id, name } of people) names.set(prefix + id, name);
  }
  return names;
}

const Detail = z.record(z.string(), z.unknown());

/** A row that somebody has tampered with must not hide the page that it stands on. */
function parse(detailJson: string): Record<string, unknown> {
  try {
    return Detail.parse(JSON.parse(detailJson));
  } catch {
    return { unreadable: detailJson };
  }
}
