/** Staff accounts on a real database, with what the tests need to turn. */
import type { StaffInput } from "../../src/shared/protocol/api.ts";
import { pageAddress } from "../addresses.ts";
import type { Mailing } from "../mail/mailing.ts";
import type { Mail } from "../mail/mails.ts";
import { createStaff } from "../staff/accounts.ts";
import { OwnAccount } from "../staff/own-account.ts";
import { Passwords } from "../staff/password.ts";
import { PasswordLinks, staffPasswords } from "../staff/password-links.ts";
import { StaffSessions } from "../staff/sessions.ts";
import { SignIn } from "../staff/sign-in.ts";
import { TotpOffers } from "../staff/totp.ts";
import { ManualClock } from "./clock.ts";
import { openTestDatabase, organisationWithoutKey } from "./database.ts";

export const PUBLIC_URL = "https://assistenza.example";
export const GOOD_PASSWORD = "lampone tavolo nuvola";

/** "Hashes" in no time and counts how many passwords were looked at. */
export class CountingPasswords {
  looked = 0;
  /** The hash of each check, null for no account. */
  readonly kept: (string | null)[] = [];
  readonly known: boolean[] = [];

  hash(password: string): Promise<string> {
    return Promise.resolve(`hash of ${password}`);
  }

  async check(kept: string | null, password: string, known: boolean): Promise<boolean> {
    this.looked += 1;
    this.kept.push(kept);
    this.known.push(known);
    // Others come between, as with a real hash.
    await new Promise((resolve) => setImmediate(resolve));
    return kept === `hash of ${password}`;
  }
}

export async function staffHouse() {
  const { store, file, close } = await openTestDatabase();
  await store.db
    .insertInto("organisation")
    .values(organisationWithoutKey({ name: "Gamma Servizi", publicUrl: PUBLIC_URL }))
    .execute();
  const clock = new ManualClock();
  const passwords = new CountingPasswords();
  const sessions = new StaffSessions();
  const mails: Mail[] = [];
  const enqueueMail = async (_: unknown, mail: Mail) => void mails.push(mail);
  return {
    ...{ store, file, clock, passwords, sessions, mails },
    mailing: (): Mailing => ({ now: clock.date(), enqueueMail, publicUrl: PUBLIC_URL }),
    signIn: new SignIn({ store, clock, passwords, sessions }),
    own: new OwnAccount({ store, passwords, sessions }),
    offers: new TotpOffers(store),
    links: new PasswordLinks({
      store,
      hash: (password) => passwords.hash(password),
      holders: { "set-up": staffPasswords(sessions), reset: staffPasswords(sessions) },
    }),
    /** @returns the identifier; `password`: what the account has, null for none */
    async add(input: Partial<StaffInput> = {}, password: string | null = GOOD_PASSWORD): Promise<string> {
      const id = await store.write((tx) => createStaff(tx, staffInput(input), "cli", clock.date()));
      if (password !== null) {
        const passwordHash = await passwords.hash(password);
        await store.db.updateTable("staff").set({ passwordHash }).where("id", "=", id).execute();
      }
      return id;
    },
    /** The token in the newest mail. */
    mailedToken(): string {
      const mail = mails.at(-1);
      if (mail === undefined || !("link" in mail.params)) throw new Error("no mail with a link");
      const start = `${pageAddress(PUBLIC_URL, "password")}#`;
      if (!mail.params.link.startsWith(start)) throw new Error("the link leads elsewhere");
      return mail.params.link.slice(start.length);
    },
    /** Identifiers of the sessions that are kept, over or not, the oldest first. */
    async sessionIds(): Promise<string[]> {
      const rows = await store.db.selectFrom("session").select("id").orderBy("createdAt").execute();
      return rows.map(({ id }) => id);
    },
    async audited(action: string) {
      return store.db.selectFrom("audit").selectAll().where("action", "=", action).execute();
    },
    end: close,
  };
}

export type StaffHouse = Awaited<ReturnType<typeof staffHouse>>;

export function staffInput(input: Partial<StaffInput> = {}): StaffInput {
  return {
    email: "anna@gamma.example",
    name: "Anna Bruni",
    role: "technician",
    language: "it",
    totpRequired: false,
    active: true,
    ...input,
  };
}

/** Argon2 with its least memory: for tests that need real hashes, and many. */
export function cheapPasswords(): Passwords {
  return new Passwords({ algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 });
}
