import type { Reader } from "../store/store.ts";

/** Empty while the organisation has not been set up. */
export async function organisationName(db: Reader): Promise<string> {
  const row = await db.selectFrom("organisation").select("name").executeTakeFirst();
  return row?.name ?? "";
}
