/** A server for tests of the service desk: accounts with passwords, and browsers that are signed in. */
import SQLite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Role } from "../../src/shared/protocol/api.ts";
import { createStaff } from "../staff/accounts.ts";
import { Passwords } from "../staff/password.ts";
import type { Reader } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { databaseIn } from "../store/data.ts";
import { TestBrowser } from "./browser.ts";
import { startTestServer } from "./server.ts";
import type { TestServer, TestServerOptions } from "./server.ts";

/** Everybody's in these tests. */
export const PASSWORD = "quattro cavalli verdi a colazione";

export const emailOf = (role: Role): string => `${role}@demo.example`;

export interface RunningDesk extends TestServer {
  /** A browser in which the one member of staff with this role is signed in. */
  browserOf(role: Role): Promise<TestBrowser>;
  /** The server's database, for looking only: a second writer in one process would block the first. */
  readonly store: { readonly db: Reader };
}

export async function startDesk(options: TestServerOptions = {}): Promise<RunningDesk> {
  const passwordHash = await new Passwords().hash(PASSWORD);
  const server = await startTestServer({
    ...options,
    config: { requestsAMinute: 100_000, ...options.config },
    async more(tx) {
      for (const role of ["administrator", "technician", "office"] as const) {
        const input = { email: emailOf(role), name: `Chi ${role}`, role, language: "it" } as const;
        const id = await createStaff(tx, { ...input, totpRequired: false, active: true }, "system", 0);
        await tx.updateTable("staff").set({ passwordHash }).where("id", "=", id).execute();
      }
      await options.more?.(tx);
    },
  });
  const database = new SQLite(databaseIn(server.data), { readonly: true });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  return {
    ...server,
    store: { db },
    async browserOf(role) {
      const browser = new TestBrowser(server.url);
      await browser.signIn(emailOf(role), PASSWORD);
      return browser;
    },
    async close() {
      await db.destroy();
      await server.close();
    },
  };
}
