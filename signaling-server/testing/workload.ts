/**
 * Writes of several kinds for tests that kill the writer or fill its disk, and the check that finds
 * every acknowledged one again, whole.
 */
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { giveAuthorisation } from "../authorisations/give.ts";
import { authorisationTermsInForce } from "../authorisations/terms.ts";
import { makeLink } from "../links.ts";
import { enqueueMail } from "../mail/outbox.ts";
import { audit, auditRows, findTampering } from "../store/audit.ts";
import { hashToken } from "../store/ids.ts";
import type { Store, Writer } from "../store/store.ts";
import { authorisationForm } from "./client.ts";
import { organisationWithoutKey } from "./database.ts";
import { chance } from "./random.ts";

/** What the writer says once a write is on the disk. */
export const Acknowledgement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("queued"), id: z.int(), textHash: z.string() }),
  z.strictObject({ kind: z.literal("sent"), id: z.int() }),
  z.strictObject({ kind: z.literal("changed"), version: z.int() }),
  z.strictObject({ kind: z.literal("authorised"), tokenHash: z.string() }),
  z.strictObject({ kind: z.literal("link"), serial: z.int(), tokenHash: z.string() }),
]);
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const SUBJECT = "staff:of-the-test";
const at = 1_700_000_000_000;

/** Makes the one row that `changed` counts up in, and the line that callers name, where they are not there yet. */
export async function prepare(store: Store): Promise<void> {
  await store.write(async (tx) => {
    await tx
      .insertInto("organisation")
      .values(organisationWithoutKey())
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if ((await tx.selectFrom("line").select("number").execute()).length > 0) return;
    await tx
      .insertInto("line")
      .values({
        number: 1,
        label: "Linea 1",
        description: "",
        ...{ hoursJson: '"always"', staffJson: null, rateCents: null },
      })
      .execute();
  });
}

/** Each write is a transaction of two or more statements, so that half of one would show. */
const writes: readonly ((tx: Writer, random: (below: number) => number) => Promise<Acknowledgement>)[] = [
  async (tx, random) => {
    // Some 20 pages at most: the log is soon long enough to be worked into the database (checkpoint).
    const text = `Gentile cliente, ${random(1e9)} `.repeat(1 + random(2_000));
    const row = {
      messageId: `${random(1e9)}.${random(1e9)}.${random(1e9)}@linea.example`,
      kind: "test",
      recipient: "anna@example.org",
      language: "it" as const,
      subject: "Prova",
      text,
      html: null,
      state: "waiting" as const,
      attempts: 0,
      nextAttemptAt: at,
      lastError: null,
      createdAt: at,
      sentAt: null,
    };
    const { id } = await tx.insertInto("outbox").values(row).returning("id").executeTakeFirstOrThrow();
    await audit(tx, { at, actor: "system", action: "mail.queued", target: `mail:${id}` });
    return { kind: "queued", id, textHash: sha256(text) };
  },
  async (tx) => {
    const { id } = await tx
      .updateTable("outbox")
      .set({ state: "sent", text: null, sentAt: at })
      .where("id", "=", (of) =>
        of
          .selectFrom("outbox")
          .select("id")
          .where("kind", "=", "test")
          .where("state", "=", "waiting")
          .orderBy("id")
          .limit(1),
      )
      .returning("id")
      .executeTakeFirst()
      .then((row) => row ?? { id: 0 });
    await audit(tx, { at, actor: "system", action: "mail.sent", target: `mail:${id}` });
    return { kind: "sent", id };
  },
  async (tx) => {
    const { version } = await tx
      .updateTable("organisation")
      .set((of) => ({ directoryVersion: of("directoryVersion", "+", 1) }))
      .returning("directoryVersion as version")
      .executeTakeFirstOrThrow();
    await audit(tx, { at, actor: "cli", action: "organisation.changed", target: `version:${version}` });
    return { kind: "changed", version };
  },
  async (tx, random) => {
    const { version } = await authorisationTermsInForce(tx);
    const form = authorisationForm(version, { email: `anna${random(1e9)}@example.org` });
    const mailing = { now: at, publicUrl: "https://assistenza.example", enqueueMail };
    const caps = { toOneADay: Infinity, toAllAnHour: Infinity };
    const token = await giveAuthorisation(tx, form, "test", mailing, caps);
    return { kind: "authorised", tokenHash: hashToken(token) };
  },
  async (tx) => {
    const token = await makeLink(tx, { purpose: "reset", subject: SUBJECT, now: at, lifeMs: 60_000 });
    await audit(tx, { at, actor: "cli", action: "link.made", target: SUBJECT });
    const { serial } = await tx
      .selectFrom("audit")
      .select((of) => of.fn.max("seq").as("serial"))
      .executeTakeFirstOrThrow();
    return { kind: "link", serial, tokenHash: hashToken(token) };
  },
];

/** One write after the other until one fails; each is told of once `write` has returned from it. */
export async function writeOn(
  store: Store,
  seed: number,
  acknowledge: (what: Acknowledgement) => void,
): Promise<never> {
  const random = chance(seed);
  for (;;) {
    const work = writes[random(writes.length)]!;
    acknowledge(await store.write((tx) => work(tx, random)));
  }
}

/** What is wrong in a writer that must be found out: it says yes before the disk has it. */
export async function writeTooEagerly(
  store: Store,
  seed: number,
  acknowledge: (what: Acknowledgement) => void,
): Promise<never> {
  const random = chance(seed);
  for (;;) {
    const work = writes[random(writes.length)]!;
    await store.write(async (tx) => {
      acknowledge(await work(tx, random));
      // Long enough for a kill to fall into it, however slow the disk is.
      await pause(20);
    });
  }
}

/** Everything that is not as it was acknowledged, or not whole; nothing when all is well. */
export async function losses(store: Store, acknowledged: readonly Acknowledgement[]): Promise<string[]> {
  const lost = store.problems();
  const tampering = await findTampering(store.db);
  if (tampering !== null) lost.push(`audit row ${tampering.seq}: ${tampering.what}`);

  const told = new Map<string, number>();
  const targets = new Map<string, Set<string>>();
  let lastLink = 0;
  for await (const { seq, action, target } of auditRows(store.db)) {
    told.set(action, (told.get(action) ?? 0) + 1);
    targets.set(action, (targets.get(action) ?? new Set()).add(target));
    if (action === "link.made") lastLink = seq;
  }
  const all = await store.db
    .selectFrom("outbox")
    .select(["id", "kind", "recipient", "state", "text"])
    .execute();
  const mails = all.filter(({ kind }) => kind === "test");
  const copies = new Set(
    all.flatMap(({ kind, recipient, text }) => (kind === "test" || text === null ? [] : [recipient])),
  );
  const authorisations = await store.db
    .selectFrom("authorisation")
    .select(["id", "tokenHash", "email"])
    .execute();
  const byToken = new Map(authorisations.map((one) => [one.tokenHash, one]));
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const organisation = await store.db
    .selectFrom("organisation")
    .select("directoryVersion")
    .executeTakeFirst();
  const version = organisation?.directoryVersion ?? 0;
  const links = await store.db.selectFrom("link").select("tokenHash").execute();

  // A transaction is there with all its statements or with none.
  const same = (what: string, one: number, other: number): void => {
    if (one !== other) lost.push(`half a transaction: ${what}, ${one} and ${other}`);
  };
  same("mails queued", mails.length, told.get("mail.queued") ?? 0);
  same("changes", Math.max(version - 1, 0), told.get("organisation.changed") ?? 0);
  same("copies of authorisations", all.length - mails.length, authorisations.length);
  same("authorisations", authorisations.length, told.get("authorisation.given") ?? 0);
  same("links", links.length, lastLink === 0 ? 0 : 1);

  let newestLink: { serial: number; tokenHash: string } | null = null;
  for (const one of acknowledged) {
    switch (one.kind) {
      case "queued": {
        const mail = byId.get(one.id);
        const isKept = mail?.state === "sent" || sha256(mail?.text ?? "") === one.textHash;
        if (!isKept) lost.push(`mail ${one.id}`);
        break;
      }
      case "sent":
        if (one.id !== 0 && byId.get(one.id)?.state !== "sent") lost.push(`mail ${one.id} is not sent again`);
        if (targets.get("mail.sent")?.has(`mail:${one.id}`) !== true) lost.push(`trail of mail ${one.id}`);
        break;
      case "changed":
        if (version < one.version) lost.push(`version ${one.version}`);
        break;
      case "authorised": {
        const record = byToken.get(one.tokenHash);
        const isTold =
          record !== undefined &&
          targets.get("authorisation.given")?.has(`authorisation:${record.id}`) === true;
        if (!isTold || !copies.has(record.email)) lost.push(`authorisation ${one.tokenHash}`);
        break;
      }
      case "link":
        newestLink = one;
        break;
      default:
        one satisfies never;
    }
  }
  if (newestLink !== null) {
    const isNewest = lastLink === newestLink.serial;
    const isKept = links.some(({ tokenHash }) => tokenHash === newestLink.tokenHash);
    // A newer one may have reached the disk unacknowledged; an older one may not have come back.
    if (lastLink < newestLink.serial || (isNewest && !isKept)) lost.push(`link ${newestLink.serial}`);
  }
  return lost;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
