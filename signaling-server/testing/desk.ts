/** For tests: a real database in a folder of its own, and a post office that keeps what it gets. */
import type { ContactInput, CustomerInput, RegistrationInfo } from "../../src/shared/protocol/api.ts";
import type { Mailing } from "../mail/mailing.ts";
import type { Mail, MailKind } from "../mail/mails.ts";
import { listRegistrations } from "../registrations/registrations.ts";
import { termsOf } from "../registrations/terms.ts";
import { newId } from "../store/ids.ts";
import type { Store, Writer } from "../store/store.ts";
import { openTestDatabase, organisationWithoutKey } from "./database.ts";
import type { TestDatabase } from "./database.ts";

/** A Monday. */
export const NOON = Date.UTC(2026, 10, 23, 11);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ACTOR = "staff:AAAAAAAAAAAAAAAAAAAAAA";

const RATE = 3_000;
/** Version of the terms in force in a TestDesk, as long as it has no line. */
export const TERMS = termsOf({ standardRateCents: RATE, lines: [] }).version;

/** An organisation without lines, staff and customers. */
export class TestDesk {
  readonly store: Store;
  /** Every mail whose transaction was kept, the oldest first. */
  readonly mails: Mail[] = [];
  readonly #database: TestDatabase;
  /** By transaction: one that fails takes its mails with it. */
  readonly #pending = new WeakMap<Writer, Mail[]>();

  private constructor(database: TestDatabase) {
    this.store = database.store;
    this.#database = database;
  }

  static async open(): Promise<TestDesk> {
    const database = await openTestDatabase();
    await database.store.db
      .insertInto("organisation")
      .values(organisationWithoutKey({ standardRateCents: RATE }))
      .execute();
    return new TestDesk(database);
  }

  /** The database's file. */
  get file(): string {
    return this.#database.file;
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** What a change at this moment is told: mails go into the real table, and are kept for the test. */
  at(now: number): Mailing {
    return {
      now,
      publicUrl: "https://assistenza.example",
      enqueueMail: async (tx, mail, at) => {
        await tx.insertInto("outbox").values(waitingMail(mail, at)).execute();
        this.#pending.get(tx)?.push(mail);
      },
    };
  }

  async write<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    const mails: Mail[] = [];
    const result = await this.store.write((tx) => {
      this.#pending.set(tx, mails);
      return work(tx);
    });
    this.mails.push(...mails);
    return result;
  }

  /** Mails of one kind, with the parameters that belong to it. */
  mailsOf<K extends MailKind>(kind: K): Extract<Mail, { kind: K }>[] {
    return this.mails.filter((mail): mail is Extract<Mail, { kind: K }> => mail.kind === kind);
  }

  /**
   * The audit trail: actions and details in order, and as one text all that a person could have been
   * named in. (Hashes may hold any few digits.)
   */
  async trail(): Promise<{ actions: string[]; text: string; details: Record<string, unknown>[] }> {
    const rows = await this.store.db.selectFrom("audit").selectAll().orderBy("seq").execute();
    return {
      actions: rows.map(({ action }) => action),
      text: JSON.stringify(rows.map(({ actor, target, detailJson }) => [actor, target, detailJson])),
      details: rows.map(({ detailJson }) => JSON.parse(detailJson) as Record<string, unknown>),
    };
  }

  /** The registrations as the page shows them: those that wait, those not confirmed, those decided. */
  async registrations(): Promise<RegistrationInfo[]> {
    const rows: RegistrationInfo[] = [];
    for (const state of ["waiting", "unconfirmed", "decided"] as const) {
      rows.push(...(await listRegistrations(this.store.db, { state })).rows);
    }
    return rows;
  }

  async addStaff(staff: {
    email: string;
    role: "administrator" | "technician" | "office";
    language?: "it" | "en";
    active?: boolean;
    name?: string;
  }): Promise<string> {
    const id = newId();
    const { email, role, language = "it", active = true, name = `Persona ${email}` } = staff;
    await this.store.db
      .insertInto("staff")
      .values({
        ...{ id, email, name, role, language, active: active ? 1 : 0 },
        ...{ passwordHash: null, totpSecret: null, totpLastStep: null, totpRequired: 0, createdAt: NOON },
      })
      .execute();
    return id;
  }
}

/** The token at the end of a link in a mail. */
export function tokenIn(link: string): string {
  return new URL(link).hash.slice(1);
}

function waitingMail(mail: Mail, now: number) {
  return {
    messageId: `${newId()}@assistenza.example`,
    kind: mail.kind,
    recipient: mail.to,
    language: mail.language,
    subject: mail.kind,
    text: JSON.stringify(mail.params),
    html: null,
    state: "waiting",
    attempts: 0,
    nextAttemptAt: now,
    lastError: null,
    createdAt: now,
    sentAt: null,
  } as const;
}

/** Made of words that no audit row may hold. */
export const company: CustomerInput = {
  company: "Zucchini Zirconia S.r.l.",
  taxCode: "98765432101",
  address: "Via Zaffiro 9",
  email: "ufficio@zirconia.example",
  phone: "06 5555 0199",
  notes: "La chiave è dal portiere",
  contractLevel: 1,
  rateCents: null,
  minimumMinutes: 15,
  roundingMinutes: 5,
  requiredSoftware: ["Zantivirus"],
  quickAccess: false,
  active: true,
};

export const person: ContactInput = {
  name: "Zelinda Zorzi",
  email: "zelinda@zirconia.example",
  phone: "06 5555 0198",
  language: "it",
  active: true,
};
