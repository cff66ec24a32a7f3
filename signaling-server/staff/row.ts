/** A member of staff as the database holds one, and as the rest of the server sees one: without secrets. */
import { z } from "zod";
import { Role } from "../../src/shared/protocol/api.ts";
import type { Reader } from "../store/store.ts";

const Flag = z.literal([0, 1]).transform((value) => value === 1);

export const StaffRow = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  language: z.enum(["it", "en"]),
  passwordHash: z.string().nullable(),
  totpSecret: z.string().nullable(),
  totpLastStep: z.int().nullable(),
  totpRequired: Flag,
  active: Flag,
  createdAt: z.int(),
});
export type StaffRow = z.infer<typeof StaffRow>;

/** Whoever is signed in. */
export interface Staff {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: "it" | "en";
  /** Has a second factor. */
  readonly totp: boolean;
  /** An administrator requires the second factor of this person; the organisation may of everybody. */
  readonly totpRequired: boolean;
}

export function staffOf(row: StaffRow): Staff {
  const { id, email, name, role, language, totpRequired } = row;
  return { id, email, name, role, language, totp: row.totpSecret !== null, totpRequired };
}

export async function findStaff(
  db: Reader,
  by: { readonly id: string } | { readonly email: string },
): Promise<StaffRow | null> {
  const query = db.selectFrom("staff").selectAll();
  const found = "id" in by ? query.where("id", "=", by.id) : query.where("email", "=", by.email);
  const row = await found.executeTakeFirst();
  return row === undefined ? null : StaffRow.parse(row);
}
