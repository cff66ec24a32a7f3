/** Whether the server may be sent work: the answer of `/readyz`. */
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import { StoreError } from "../store/error.ts";
import type { StoreErrorCode } from "../store/error.ts";
import type { Store } from "../store/store.ts";

/**
 * `stopping`: calls under way go on, new ones are refused. `slow`: the database has not answered in
 * time. `failed`: for a reason that has no code. The others are the database's: see store/error.ts.
 */
export type Unready = "stopping" | "slow" | "failed" | StoreErrorCode;

export interface Readiness {
  readonly ready: boolean;
  readonly why: Unready | null;
}

interface ReadinessParts {
  readonly store: Pick<Store, "write">;
  readonly clock: Clock;
  readonly isStopping: () => boolean;
  /** Longest wait for the database, in milliseconds. */
  readonly timeoutMs?: number;
  /** How long an answer of the database holds, in milliseconds. */
  readonly freshMs?: number;
}

/**
 * The database must take a write, and have it on the disk. A write that is rolled back would prove
 * little: SQLite writes nothing before the commit, and so a full disk would not show. What is written
 * is the file's version number, which nobody reads, to the value that it has: one page and one sync.
 * Whoever asks more often than every `freshMs` gets the last answer, so that asking costs the disk
 * nothing, and those who ask meanwhile wait for the same answer.
 * @returns a function that never rejects
 */
export function buildReadiness({
  store,
  clock,
  isStopping,
  timeoutMs = 3_000,
  freshMs = 5_000,
}: ReadinessParts): () => Promise<Readiness> {
  let last: { readonly at: number; readonly why: Unready | null } | null = null;
  let underWay: Promise<Unready | null> | null = null;

  const look = async (): Promise<Unready | null> => {
    let why: Unready | null = null;
    try {
      await store.write(async (tx) => {
        const version = await sql<{ user_version: number }>`pragma user_version`.execute(tx);
        await sql.raw(`pragma user_version = ${version.rows[0]?.user_version ?? 0}`).execute(tx);
      });
    } catch (error) {
      why = error instanceof StoreError ? error.code : "failed";
    }
    last = { at: clock.now(), why };
    underWay = null;
    return why;
  };

  const inTime = (answer: Promise<Unready | null>): Promise<Unready | null> =>
    new Promise((resolve) => {
      const cancel = clock.after(timeoutMs, () => resolve("slow"));
      void answer.then((why) => {
        cancel();
        resolve(why);
      });
    });

  return async () => {
    if (isStopping()) return { ready: false, why: "stopping" };
    const isFresh = last !== null && clock.now() - last.at < freshMs;
    const why = isFresh && last !== null ? last.why : await inTime((underWay ??= look()));
    // It may have begun to stop meanwhile.
    if (isStopping()) return { ready: false, why: "stopping" };
    return { ready: why === null, why };
  };
}
