/** `linea-server init`: the organisation, its key, and the link with which its first administrator comes in. */
import { resolve } from "node:path";
import { z } from "zod";
import { PublicAddress, isLoopback } from "../../src/shared/protocol/address.ts";
import { Email } from "../../src/shared/protocol/api.ts";
import { DisplayName, Organisation } from "../../src/shared/protocol/common.ts";
import { Language } from "../../src/shared/protocol/ipc.ts";
import type { Config } from "../config.ts";
import { fillDemo } from "../demo.ts";
import { DEMO_ORGANISATION } from "../demoOrganisation.ts";
import { changeSettings, createOrganisation, readOrganisation, settingsOf } from "../organisation.ts";
import { makeData } from "../store/data.ts";
import { createStaff } from "../staff/accounts.ts";
import type { Store, Writer } from "../store/store.ts";
import {
  CliError,
  EMAIL_ADDRESS,
  PERSON_OR_COMPANY,
  checkOptions,
  complain,
  exitCodes,
  nextCommand,
  say,
} from "./io.ts";
import type { CliIo, OptionRules } from "./io.ts";
import { nextSteps } from "./next-steps.ts";
import { passwordLink, sayLink, sayWhereToSignIn } from "./user.ts";

const InitOptions = z.strictObject({
  name: Organisation.shape.name,
  phone: Organisation.shape.phone,
  email: Email,
  publicUrl: PublicAddress,
  adminName: DisplayName,
  adminEmail: Email,
  language: Language,
});
type InitOptions = z.infer<typeof InitOptions>;

export const initRules: OptionRules<InitOptions> = {
  schema: InitOptions,
  must: {
    name: PERSON_OR_COMPANY,
    phone: 'a telephone number: digits, spaces and + ( ) / . -, such as "06 5555 0142"',
    email: EMAIL_ADDRESS,
    publicUrl:
      "an address that begins with https:// and has nothing after host and port, such as https://help.example (http:// only on this computer, such as http://127.0.0.1:8787)",
    adminName: PERSON_OR_COMPANY,
    adminEmail: EMAIL_ADDRESS,
    language: "it or en",
  },
};

/**
 * @param config where the data is, and where the server will listen
 * @returns the exit status
 */
export async function init(
  { data, listen }: Pick<Config, "data" | "listen">,
  given: object,
  io: CliIo,
): Promise<number> {
  const options = checkOptions(initRules, given, io);
  if (options === null) return exitCodes.usage;
  const opened = await makeData(data);
  const { store } = opened;
  try {
    if ((await readOrganisation(store.db)) !== null) {
      complain(
        io,
        `There is an organisation in ${resolve(data)} already. Nothing was changed.\n` +
          `  This lets somebody in: ${nextCommand("user link ADDRESS", data)}`,
      );
      return exitCodes.failed;
    }
    const link = await store.write((tx) => setUp(tx, options, io.now()));
    say(io, `The organisation ${options.name} is ready in ${resolve(data)}.`);
    sayLink(link, options.adminEmail, io);
    sayWhereToSignIn(options.publicUrl, io);
    say(io, nextSteps(data, listen, options.publicUrl));
    return exitCodes.done;
  } finally {
    await opened.close();
  }
}

/** Who looks after the demo: the one account in it. */
export const DEMO_ADMINISTRATOR = { adminName: "Anna Demo", adminEmail: "anna@demo.example" } as const;
const DEMO_EMAIL = "assistenza@demo.example";

/**
 * The same for the demo, with invented people, lines and customers. An organisation that is there stays as it is;
 * but the demo's own follows its server to another port, so that its links lead somewhere.
 * @param url where the server listens
 */
export async function initDemo(store: Store, url: string, io: CliIo): Promise<void> {
  const now = io.now();
  const row = await readOrganisation(store.db);
  if (row !== null) {
    if (row.email === DEMO_EMAIL && isLoopback(new URL(row.publicUrl).hostname)) {
      await store.write((tx) =>
        changeSettings(tx, { ...settingsOf(row), publicUrl: demoAddress(url) }, "cli", now),
      );
    }
    say(io, `There is an organisation here already, ${row.name}: nothing was filled in.`);
    sayWhereToSignIn(url, io);
    return;
  }
  const link = await store.write(async (tx) => {
    const its = await setUp(
      tx,
      {
        ...DEMO_ORGANISATION,
        email: DEMO_EMAIL,
        publicUrl: demoAddress(url),
        ...DEMO_ADMINISTRATOR,
        language: "it",
      },
      now,
    );
    await fillDemo(tx, now);
    return its;
  });
  say(io, "This is a demo: everything in it is invented.");
  sayLink(link, DEMO_ADMINISTRATOR.adminEmail, io);
  sayWhereToSignIn(url, io);
}

/** @throws {CliError} the server listens where nobody may come without TLS */
function demoAddress(url: string): string {
  const address = PublicAddress.safeParse(url);
  if (address.success) return address.data;
  throw new CliError(
    "demo-elsewhere",
    `A demo has no TLS and is for this computer only, which ${url} does not say. Start it without --host, or with --host 0.0.0.0 for all addresses.`,
  );
}

/** @returns the address at which the administrator chooses a password */
async function setUp(tx: Writer, options: InitOptions, now: number): Promise<string> {
  const { name, phone, email, publicUrl, adminName, adminEmail, language } = options;
  await createOrganisation(tx, { name, phone, email, publicUrl }, now);
  const id = await createStaff(
    tx,
    {
      email: adminEmail,
      name: adminName,
      role: "administrator",
      language,
      totpRequired: false,
      active: true,
    },
    "cli",
    now,
  );
  return passwordLink(tx, id, publicUrl, now);
}
