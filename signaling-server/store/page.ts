/** Long lists are read page by page. */

/** Rows of a page. */
const PAGE = 100;

/**
 * The first page of what a query finds, in the query's order. The query leaves out what stands before it:
 * by the last row of the page before and not by counting, so that what has come or gone since then makes
 * no row appear twice or not at all.
 */
export async function readPage<Row>(query: {
  limit(rows: number): { execute(): Promise<Row[]> };
}): Promise<{ rows: Row[]; more: boolean }> {
  // One more than is shown tells whether there is another page.
  const found = await query.limit(PAGE + 1).execute();
  return { rows: found.slice(0, PAGE), more: found.length > PAGE };
}
