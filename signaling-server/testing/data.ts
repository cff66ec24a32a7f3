/** A data folder for tests, demo and bench: an organisation, lines that are always open, technicians with sessions. */
import { mkdirSync } from "node:fs";
import type { Role } from "../../src/shared/protocol/api.ts";
import { createOrganisation, readOrganisation } from "../organisation.ts";
import type { OrganisationRow } from "../organisation.ts";
import { putLine } from "../lines/catalogue.ts";
import { Passwords } from "../staff/password.ts";
import { databaseIn, openData } from "../store/data.ts";
import { hashToken, newId } from "../store/ids.ts";
import { Store } from "../store/store.ts";
import type { Writer } from "../store/store.ts";

const DAY_MS = 86_400_000;

export interface TestTechnician {
  readonly name: string;
  /** Token of a session of theirs, as `POST /api/v1/session` would have given it. */
  readonly token: string;
  /** Default: technician. */
  readonly role?: Role;
  /** What they sign in with; without it, only the token is of use. */
  readonly account?: { readonly email: string; readonly password: string };
}

export interface TestData {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly technicians: readonly TestTechnician[];
  /** Lines by number; default: none. */
  readonly lines?: readonly { number: number; label: string; description?: string }[];
  /** More to put in, in the same transaction. */
  readonly more?: (tx: Writer) => Promise<unknown>;
}

/** Makes the folder and fills its new database. */
export async function makeData(folder: string, data: TestData): Promise<OrganisationRow> {
  const { now, technicians, lines = [], more } = data;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = await Store.open(databaseIn(folder));
  const organisation = await store.write(async (tx) => {
    await createOrganisation(
      tx,
      {
        name: "Assistenza Demo",
        phone: "06 5555 0100",
        email: "assistenza@demo.example",
        publicUrl: "http://127.0.0.1:8787",
      },
      now,
    );
    for (const { number, label, description = "" } of lines) {
      const line = { label, description, hours: "always", staff: null, rateCents: null } as const;
      await putLine(tx, number, line, "system", now);
    }
    for (const technician of technicians) await addTechnician(tx, technician, now);
    await more?.(tx);
    return readOrganisation(tx);
  });
  await store.close();
  if (organisation === null) throw new Error("the organisation was not made");
  return organisation;
}

/**
 * Adds technicians to a data folder beside the server that works in it, as `linea-server user add` does.
 * @param now milliseconds since 1970
 * @returns the organisation of the folder
 */
export async function addTechnicians(
  folder: string,
  technicians: readonly TestTechnician[],
  now: number,
): Promise<OrganisationRow> {
  const organisation = await writeBeside(folder, async (tx) => {
    for (const technician of technicians) await addTechnician(tx, technician, now);
    return readOrganisation(tx);
  });
  if (organisation === null) throw new Error(`there is no organisation in ${folder}`);
  return organisation;
}

/** One transaction in a data folder, beside the server that works in it. */
export async function writeBeside<T>(folder: string, work: (tx: Writer) => Promise<T>): Promise<T> {
  const { store, close } = await openData(folder, "use");
  try {
    return await store.write(work);
  } finally {
    await close();
  }
}

async function addTechnician(
  tx: Writer,
  { name, token, role = "technician", account }: TestTechnician,
  now: number,
): Promise<void> {
  const id = newId();
  const passwordHash = account === undefined ? null : await new Passwords().hash(account.password);
  await tx
    .insertInto("staff")
    .values({
      id,
      email: account?.email ?? `${id.toLowerCase()}@demo.example`,
      name,
      role,
      language: "it",
      passwordHash,
      totpSecret: null,
      totpLastStep: null,
      totpRequired: 0,
      active: 1,
      createdAt: now,
    })
    .execute();
  await tx
    .insertInto("session")
    .values({
      id: newId(),
      staffId: id,
      tokenHash: hashToken(token),
      kind: "viewer",
      program: "test",
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + DAY_MS,
    })
    .execute();
}
