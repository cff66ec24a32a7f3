/** What a change did to a record, as the audit trail tells it. */

interface Changes {
  /** Names of the fields that have changed. */
  readonly changed: readonly string[];
  /** Values before and after, of the fields that may be shown. */
  readonly from: Readonly<Record<string, unknown>>;
  readonly to: Readonly<Record<string, unknown>>;
}

/**
 * Compares every field of `after` with the same one of `before`; null when nothing has changed.
 * The audit trail can never be erased, so it gets the values of `shown` fields alone and of the others,
 * which tell of people and firms, just the name.
 */
export function changesOf<T extends object>(
  before: T,
  after: T,
  shown: readonly (keyof T)[],
): Changes | null {
  const keys = (Object.keys(after) as (keyof T & string)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (keys.length === 0) return null;
  const open = keys.filter((key) => shown.includes(key));
  return { changed: keys, from: pick(before, open), to: pick(after, open) };
}

function pick<T extends object>(record: T, keys: readonly (keyof T & string)[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, record[key]]));
}
