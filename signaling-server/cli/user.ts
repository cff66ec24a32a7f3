/** `linea-server user`: the staff, for whoever runs the server; and the way back in when nobody can sign in. */
import { z } from "zod";
import { Email, Role } from "../../src/shared/protocol/api.ts";
import { DisplayName } from "../../src/shared/protocol/common.ts";
import { Language } from "../../src/shared/protocol/ipc.ts";
import { pageAddress } from "../addresses.ts";
import { makeLink } from "../links.ts";
import { readOrganisation } from "../organisation.ts";
import { changeStaff, createStaff, listStaff } from "../staff/accounts.ts";
import { StaffSessions } from "../staff/sessions.ts";
import { removeTotp } from "../staff/totp.ts";
import { audit } from "../store/audit.ts";
import { openData } from "../store/data.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import {
  CliError,
  EMAIL_ADDRESS,
  PERSON_OR_COMPANY,
  checkOptions,
  complain,
  exitCodes,
  howToSetUp,
  nextCommand,
  say,
} from "./io.ts";
import type { CliIo, OptionRules } from "./io.ts";

/** How long a link given on the terminal works, in hours. */
const LINK_HOURS = 24;

const NewUser = z.strictObject({ name: DisplayName, email: Email, role: Role, language: Language });
export const userRules: OptionRules<z.infer<typeof NewUser>> = {
  schema: NewUser,
  must: {
    name: PERSON_OR_COMPANY,
    email: EMAIL_ADDRESS,
    role: "administrator, technician or office",
    language: "it or en",
  },
};

/** Everybody, one a line: e-mail, role, state, name. */
export function listUsers(data: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const staff = await listStaff(store.db, io.now());
    if (staff.length === 0) complain(io, `There is nobody yet. ${howToSetUp(data)}`);
    for (const { email, role, active, ready, totp, name } of staff) {
      const state = !active ? "deactivated" : ready ? "active" : "no password yet";
      say(io, [email, role, totp ? `${state}, second factor` : state, name].join("\t"));
    }
    return exitCodes.done;
  });
}

export function addUser(data: string, given: object, io: CliIo): Promise<number> {
  const user = checkOptions(userRules, given, io);
  if (user === null) return Promise.resolve(exitCodes.usage);
  return withStore(data, async (store) => {
    const now = io.now();
    const link = await store.write(async (tx) => {
      const id = await createStaff(tx, { ...user, totpRequired: false, active: true }, "cli", now);
      return passwordLink(tx, id, await publicUrlOf(tx, data), now);
    });
    sayLink(link, user.email, io);
    return exitCodes.done;
  });
}

/** A link with which somebody chooses a password, their first or another. */
export function linkUser(data: string, email: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const { id, active, email: its } = await findByEmail(store.db, email, data, io.now());
    if (!active) {
      throw new CliError(
        "not-active",
        `${its} is deactivated: a link would be of no use. This activates the account again: ${nextCommand(`user activate ${its}`, data)}`,
      );
    }
    const now = io.now();
    const link = await store.write(async (tx) => passwordLink(tx, id, await publicUrlOf(tx, data), now));
    sayLink(link, its, io);
    return exitCodes.done;
  });
}

export function deactivateUser(data: string, email: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const { email: its } = await setActive(store, data, email, false, io.now());
    say(io, `${its} can no longer sign in. This undoes it: ${nextCommand(`user activate ${its}`, data)}`);
    return exitCodes.done;
  });
}

export function activateUser(data: string, email: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const { email: its, ready } = await setActive(store, data, email, true, io.now());
    const andNow = ready
      ? `${its} can sign in again.`
      : `${its} has no password yet. This gives a link to choose one: ${nextCommand(`user link ${its}`, data)}`;
    say(io, andNow);
    return exitCodes.done;
  });
}

async function setActive(store: Store, data: string, wanted: string, active: boolean, now: number) {
  const found = await findByEmail(store.db, wanted, data, now);
  const { id, email, name, role, language, totpRequired } = found;
  const by = { actor: "cli", sessions: new StaffSessions() };
  await store.write((tx) =>
    changeStaff(tx, id, { email, name, role, language, totpRequired, active }, by, now),
  );
  return found;
}

export function resetSecondFactor(data: string, email: string, io: CliIo): Promise<number> {
  return withStore(data, async (store) => {
    const { id, email: its } = await findByEmail(store.db, email, data, io.now());
    await store.write((tx) => removeTotp(tx, id, "cli", io.now()));
    say(io, `${its} signs in without a second factor now, and can set up a new one.`);
    return exitCodes.done;
  });
}

/**
 * @param publicUrl the organisation's
 * @returns the address at which somebody chooses a password; earlier links of theirs stop working
 */
export async function passwordLink(
  tx: Writer,
  staff: string,
  publicUrl: string,
  now: number,
): Promise<string> {
  const lifeMs = LINK_HOURS * 3_600_000;
  const token = await makeLink(tx, { purpose: "set-up", subject: staff, now, lifeMs });
  await audit(tx, { at: now, actor: "cli", action: "staff.link-given", target: `staff:${staff}` });
  return pageAddress(publicUrl, "password", token);
}

async function publicUrlOf(tx: Writer, data: string): Promise<string> {
  const organisation = await readOrganisation(tx);
  if (organisation !== null) return organisation.publicUrl;
  throw new CliError("not-found", `There is no organisation here yet. ${howToSetUp(data)}`);
}

/** @param email whose password it is */
export function sayLink(link: string, email: string, io: CliIo): void {
  say(io, `Choose the password of ${email} here, once, within ${LINK_HOURS} hours:\n  ${link}`);
}

export function sayWhereToSignIn(publicUrl: string, io: CliIo): void {
  say(
    io,
    `The administration, where administrators and the office sign in:\n  ${pageAddress(publicUrl, "admin")}`,
  );
}

async function findByEmail(db: Reader, email: string, data: string, now: number) {
  const wanted = email.trim().toLowerCase();
  const found = (await listStaff(db, now)).find((one) => one.email === wanted);
  if (found !== undefined) return found;
  throw new CliError(
    "not-found",
    `There is no account with the e-mail address ${wanted}. This lists them all: ${nextCommand("user list", data)}`,
  );
}

async function withStore(data: string, work: (store: Store) => Promise<number>): Promise<number> {
  const opened = await openData(data, "use");
  try {
    return await work(opened.store);
  } finally {
    await opened.close();
  }
}
