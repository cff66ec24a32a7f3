/**
 * Choosing a password with a link from a mail: for staff, and for whoever else gets such links. Each
 * kind of account is a PasswordHolder; customers' contacts ("customer-access") bring their own.
 */
import type { LinkInfo } from "../../src/shared/protocol/api.ts";
import { readLink, spendLink } from "../links.ts";
import { Refusal } from "../refusal.ts";
import { audit } from "../store/audit.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { endLinks } from "./accounts.ts";
import { remember } from "./devices.ts";
import { clear, guardKeys } from "./guard.ts";
import { judgePassword } from "./judge.ts";
import { organisationName } from "./organisation-name.ts";
import { findStaff } from "./row.ts";
import type { StaffSessions } from "./sessions.ts";

export type PasswordPurpose = LinkInfo["purpose"];

/** One kind of account that has a password. */
export interface PasswordHolder {
  /** Who a link is for; null when the account is gone or may not sign in. */
  find(
    db: Reader,
    subject: string,
  ): Promise<{ readonly name: string; readonly email: string; readonly organisation: string } | null>;
  /**
   * Keeps the password and does what goes with it, audit row included. The link has been used up in
   * the same transaction, and `find` has said that the account is there.
   * @returns a token that makes the browser a known device, for its cookie; null: this kind knows no devices
   */
  keep(
    tx: Writer,
    subject: string,
    kept: {
      /** argon2id in PHC form. */
      readonly hash: string;
      readonly purpose: PasswordPurpose;
      /** Network address of whoever asks. */
      readonly address: string;
      readonly now: number;
    },
  ): Promise<string | null>;
}

export type PasswordHolders = Partial<Record<PasswordPurpose, PasswordHolder>>;

/** Hashes a password: `Passwords.hash`. */
type Hash = (password: string) => Promise<string>;

export class PasswordLinks {
  readonly #store: Store;
  readonly #hash: Hash;
  readonly #holders: PasswordHolders;

  constructor(parts: { readonly store: Store; readonly hash: Hash; readonly holders: PasswordHolders }) {
    this.#store = parts.store;
    this.#hash = parts.hash;
    this.#holders = parts.holders;
  }

  /**
   * What to show above the field for the new password. The link is not used up.
   * @throws {Refusal} link-gone
   */
  async linkInfo(token: string, now: number): Promise<LinkInfo> {
    const { purpose, who } = await this.#read(this.#store.db, token, now);
    return { purpose, name: who.name, email: who.email };
  }

  /**
   * Sets the password, and uses the link up if the password is good.
   * @returns `device`: a token that makes this browser a known device of the account, for its cookie
   * @throws {Refusal} link-gone; weak-password: the link still works
   */
  async setPassword(
    input: { readonly token: string; readonly password: string; readonly address: string },
    now: number,
  ): Promise<{ readonly device: string | null }> {
    const { who } = await this.#read(this.#store.db, input.token, now);
    if (judgePassword(input.password, who) !== null) {
      throw new Refusal("weak-password", { field: "password" });
    }
    const hash = await this.#hash(input.password);
    const device = await this.#store.write(async (tx) => {
      // Read again: hashing took a moment, in which the account may have been deactivated.
      const { purpose, holder } = await this.#read(tx, input.token, now);
      const subject = await spendLink(tx, { purpose, token: input.token, now });
      if (subject === null) throw new Refusal("link-gone");
      return holder.keep(tx, subject, { hash, purpose, address: input.address, now });
    });
    return { device };
  }

  async #read(db: Reader, token: string, now: number) {
    const link = await readLink(db, token, now);
    if (link === null || link.purpose === "confirm-registration") throw new Refusal("link-gone");
    const { purpose, subject } = link;
    const holder = this.#holders[purpose];
    const who = await holder?.find(db, subject);
    if (holder === undefined || who === undefined || who === null) throw new Refusal("link-gone");
    return { purpose, holder, who };
  }
}

/** The staff, for the purposes `set-up` and `reset`. */
export function staffPasswords(sessions: StaffSessions): PasswordHolder {
  return {
    async find(db, subject) {
      const staff = await findStaff(db, { id: subject });
      if (staff?.active !== true) return null;
      return { name: staff.name, email: staff.email, organisation: await organisationName(db) };
    },
    async keep(tx, subject, { hash, purpose, address, now }) {
      const staff = await findStaff(tx, { id: subject });
      if (staff === null) throw new Refusal("link-gone");
      const who = `staff:${subject}`;
      await tx.updateTable("staff").set({ passwordHash: hash }).where("id", "=", subject).execute();
      await endLinks(tx, subject);
      await sessions.endAll(tx, subject, who, now);
      await clear(tx, [
        guardKeys.account(staff.email).key,
        guardKeys.own(subject).key,
        guardKeys.code(subject).key,
      ]);
      const detail = { purpose };
      await audit(tx, { at: now, actor: who, action: "staff.password-set", target: who, detail });
      // Never the token that the browser may have: its owner has to get in even where somebody else, who
      // has used that browser too, keeps failing with it. The others' devices are known anew as they sign in.
      return (await remember(tx, { staffId: subject, token: undefined, address, now })).token;
    },
  };
}
