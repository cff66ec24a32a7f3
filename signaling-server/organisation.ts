/** The one organisation that this server serves: its settings, and the key that signs its directory. */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { z } from "zod";
import { Settings } from "../src/shared/protocol/api.ts";
import { parseJson } from "../src/shared/protocol/json.ts";
import { fitsOneMessage } from "./lines/fits.ts";
import { Refusal } from "./refusal.ts";
import { audit } from "./store/audit.ts";
import type { Reader, Writer } from "./store/store.ts";

/** What an hour costs unless a contract says otherwise, in cents without VAT (SERVICE.md §4). */
const STANDARD_RATE_CENTS = 3_000;

const Flag = z.union([z.literal(0), z.literal(1)]);

const { protectedTitles: ProtectedTitles, ...kept } = Settings.shape;
const OrganisationRow = z
  .strictObject({
    ...kept,
    id: z.literal(1),
    totpRequired: Flag,
    protectedTitlesJson: z.string().transform(parseJson).pipe(ProtectedTitles),
    directoryVersion: z.int().min(1),
    /** PKCS #8, PEM. */
    signingKey: z.string().startsWith("-----BEGIN PRIVATE KEY-----"),
  })
  .transform(({ protectedTitlesJson, ...row }) => ({ ...row, protectedTitles: protectedTitlesJson }));
export type OrganisationRow = z.infer<typeof OrganisationRow>;

/**
 * Makes the organisation, with a new signing key: from then on every Help is built with its public half.
 * @param now milliseconds since 1970
 * @throws {Refusal} taken: there is one already
 */
export async function createOrganisation(
  tx: Writer,
  { name, phone, email, publicUrl }: Pick<Settings, "name" | "phone" | "email" | "publicUrl">,
  now: number,
): Promise<void> {
  if ((await readOrganisation(tx)) !== null) throw new Refusal("taken");
  const { privateKey } = generateKeyPairSync("ed25519");
  await tx
    .insertInto("organisation")
    .values({
      id: 1,
      name,
      phone,
      email,
      logo: null,
      publicUrl,
      standardRateCents: STANDARD_RATE_CENTS,
      totpRequired: 0,
      helpMinimum: null,
      directoryVersion: 1,
      signingKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    })
    .execute();
  await audit(tx, {
    at: now,
    actor: "system",
    action: "organisation.created",
    target: "organisation",
    detail: { name, phone, email, publicUrl },
  });
}

/** null before there is one. */
export async function readOrganisation(db: Reader): Promise<OrganisationRow | null> {
  const row = await db.selectFrom("organisation").selectAll().executeTakeFirst();
  return row === undefined ? null : OrganisationRow.parse(row);
}

export function settingsOf(row: OrganisationRow): Settings {
  const { id: _id, directoryVersion: _version, signingKey: _key, totpRequired, ...settings } = row;
  return { ...settings, totpRequired: totpRequired === 1 };
}

/**
 * Changes what differs; with nothing that differs, nothing is written.
 * @throws {Refusal} not-found: there is no organisation yet; too-large: `protectedTitles` and the lines
 *   together are longer than one message
 */
export async function changeSettings(
  tx: Writer,
  settings: Settings,
  actor: string,
  now: number,
): Promise<void> {
  const row = await readOrganisation(tx);
  if (row === null) throw new Refusal("not-found");
  const before = settingsOf(row);
  const changed = (Object.keys(before) as (keyof Settings)[]).filter(
    (key) => JSON.stringify(settings[key]) !== JSON.stringify(before[key]),
  );
  if (changed.length === 0) return;
  const { protectedTitles, totpRequired, ...columns } = settings;
  const lines = await tx.selectFrom("line").select(["number", "label", "description"]).execute();
  if (changed.includes("protectedTitles") && !fitsOneMessage(lines, protectedTitles)) {
    throw new Refusal("too-large", { field: "protectedTitles" });
  }
  await tx
    .updateTable("organisation")
    .set({
      ...columns,
      totpRequired: totpRequired ? 1 : 0,
      protectedTitlesJson: JSON.stringify(protectedTitles),
    })
    .execute();
  await directoryChanged(tx);
  await audit(tx, {
    at: now,
    actor,
    action: "organisation.changed",
    target: "organisation",
    // A picture is too long for the trail: that it changed is enough.
    detail: Object.fromEntries(changed.map((key) => [key, key === "logo" ? "changed" : settings[key]])),
  });
}

/**
 * Counts the directory's version up, in the same transaction as the change of what it says: Help takes
 * none that is older than one it has seen.
 */
export async function directoryChanged(tx: Writer): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("organisation")
    .set(({ eb }) => ({ directoryVersion: eb("directoryVersion", "+", 1) }))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error("there is no organisation whose directory could change");
}

/** The raw Ed25519 public key that Help is built with: 32 bytes as 43 characters of base64url. */
export function publicKeyOf({ signingKey }: Pick<OrganisationRow, "signingKey">): string {
  const { x } = createPublicKey(signingKey).export({ format: "jwk" });
  if (x === undefined) throw new Error("the signing key is not of Ed25519");
  return x;
}
