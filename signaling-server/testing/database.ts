/** For tests: a real database in a folder of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Insertable } from "kysely";
import { databaseIn } from "../store/data.ts";
import { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export interface TestDatabase {
  readonly store: Store;
  /** The database's file. */
  readonly file: string;
  /** Closes the store and removes the folder. */
  readonly close: () => Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "linea-database-"));
  const file = databaseIn(folder);
  const store = await Store.open(file);
  return {
    store,
    file,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** An organisation for tests that need one but not its key. `createOrganisation` makes one with a key. */
export function organisationWithoutKey(
  values: Partial<Insertable<Tables["organisation"]>> = {},
): Insertable<Tables["organisation"]> {
  return {
    id: 1,
    name: "Assistenza Prova",
    phone: "06 5555 0100",
    email: "info@prova.example",
    logo: null,
    publicUrl: "https://assistenza.example",
    standardRateCents: 3_000,
    totpRequired: 0,
    directoryVersion: 1,
    signingKey: "-----BEGIN PRIVATE KEY----- none in this test",
    ...values,
  };
}
