/** `linea-server`: the commands of whoever runs the server. docs/OPERATIONS.md tells how they are used. */
import { Command, CommanderError } from "commander";
import { backup } from "./cli/backup.ts";
import { auditOptionProblems, exportAudit } from "./cli/export-audit.ts";
import { exportOrganisation, exportRules } from "./cli/export-organisation.ts";
import { exportOutbox } from "./cli/export-outbox.ts";
import { init, initRules } from "./cli/init.ts";
import { checkDataFolder } from "./cli/data-folder.ts";
import type { DataNeed } from "./cli/data-folder.ts";
import { CliError, complain, exitCodes, nextCommand, optionProblems, storeWords } from "./cli/io.ts";
import type { CliIo } from "./cli/io.ts";
import { restore } from "./cli/restore.ts";
import { start } from "./cli/start.ts";
import {
  activateUser,
  addUser,
  deactivateUser,
  linkUser,
  listUsers,
  resetSecondFactor,
  userRules,
} from "./cli/user.ts";
import { loadConfig, unknownVariables } from "./config.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./configProblems.ts";
import manifest from "./package.json" with { type: "json" };
import { Refusal } from "./refusal.ts";
import { StoreError } from "./store/error.ts";

const io: CliIo = { stdout: process.stdout, stderr: process.stderr, now: () => Date.now() };

interface Common {
  config?: string | undefined;
  data?: string | undefined;
  host?: string | undefined;
  port?: string | undefined;
}

/** @param alsoWrong what is wrong with the command's own options: named together with the settings that are wrong */
function settings(
  { config, data, host, port }: Common,
  need: DataNeed,
  alsoWrong: readonly string[] = [],
): Config {
  try {
    const file = config ?? process.env["LINEA_CONFIG"] ?? null;
    return loadConfig(file, process.env, { data, host, port }, (folder) => checkDataFolder(folder, need));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError([...error.problems, ...alsoWrong]);
  }
}

const program = group(new Command("linea-server"))
  .description("The server of Linea: lines, calls, and the service desk around them.")
  .version(manifest.version);

/** A command that other commands hang from. */
function group(of: Command): Command {
  return of.showHelpAfterError(`(--help after a command tells more)`).exitOverride();
}

/** Every command knows where the data is. */
function attach(parent: Command, name: string, about: string): Command {
  return group(parent.command(name))
    .description(about)
    .option("--config <FILE>", "configuration, JSON (default: none; LINEA_CONFIG)")
    .option("--data <DIR>", "folder of the database (default: ./data; LINEA_DATA)");
}

/**
 * What a command does with the data folder, and then the program's exit status.
 * @param wrong what is wrong with the command's own options
 */
const does =
  <Rest extends unknown[]>(
    need: DataNeed,
    work: (config: Config, ...rest: Rest) => Promise<number>,
    wrong: readonly string[] = [],
  ) =>
  async (options: Common, ...rest: Rest): Promise<void> => {
    const config = settings(options, need, wrong);
    try {
      process.exitCode = await work(config, ...rest);
    } catch (error) {
      throw error instanceof Refusal ? new CliError(error.code, refusalWords(error, config.data)) : error;
    }
  };

attach(program, "start", "serve until SIGTERM or SIGINT")
  .option("--host <HOST>", "address to listen on (default: 127.0.0.1; LINEA_HOST)")
  .option("--port <PORT>", "port to listen on, 0 is any (default: 8787; LINEA_PORT)")
  .option("--demo", "fill an empty database with invented lines and customers")
  .action(async (options: Common & { demo?: boolean }) => {
    const config = settings(options, "make");
    const ignored = unknownVariables(process.env);
    if (ignored !== null) complain(io, ignored);
    process.exitCode = await start(config, options.demo === true, io);
  });

attach(program, "init", "create the organisation, its key and its first administrator")
  .option("--name <NAME>", "the organisation, as callers see it (required)")
  .option("--phone <NUMBER>", "the telephone number that callers ring (required)")
  .option("--email <ADDRESS>", "the organisation's e-mail address (required)")
  .option("--public-url <URL>", "where people reach this server, such as https://help.example (required)")
  .option("--admin-name <NAME>", "the first administrator (required)")
  .option("--admin-email <ADDRESS>", "the first administrator's e-mail address, for signing in (required)")
  .option("--language <LANGUAGE>", "the administrator's language, it or en", "it")
  .action(({ config, data, ...options }: Common) =>
    does("make", (its) => init(its, options, io), optionProblems(initRules, options))({ config, data }),
  );

attach(program, "backup", "copy the database to a file, while the server runs")
  .argument("<file>", "the file to make")
  .option("--force", "replace a file of that name")
  .action((to: string, options: Common & { force?: boolean }) =>
    does("use", ({ data }) => backup({ data, to, force: options.force === true }, io))(options),
  );

attach(program, "restore", "put a backup in the place of the database; the server must be stopped")
  .argument("<file>", "the backup")
  .option("--force", "take a backup whose audit trail is broken")
  .action((from: string, options: Common & { force?: boolean }) =>
    does("make", ({ data }) => restore({ data, from, force: options.force === true }, io))(options),
  );

const exporting = group(program.command("export")).description("write out what others need");
attach(exporting, "audit", "the audit trail, one JSON object a line")
  .option("--verify", "check every seal; exit with 1 and the first bad row when one is not what was written")
  .option("--known <NUMBER:HASH>", "a row as an earlier export printed it: it must still be there")
  .action((options: Common & { verify?: boolean; known?: string }) =>
    does(
      "use",
      ({ data }) =>
        exportAudit(
          {
            data,
            verify: options.verify === true,
            ...(options.known !== undefined && { known: options.known }),
          },
          io,
        ),
      auditOptionProblems(options),
    )(options),
  );
attach(exporting, "organisation", "the file that a Help of this organisation is built with, JSON")
  .option("--server <URL>", "where Help reaches this server (default: the public address)")
  .action(({ server, ...options }: Common & { server?: string }) =>
    does(
      "use",
      ({ data }) => exportOrganisation(data, server, io),
      optionProblems(exportRules, { server }),
    )(options),
  );
attach(exporting, "outbox", "the mails that wait, in words: for trying things out without a mail server")
  .option("--all", "those too that were given up, sent or discarded")
  .action((options: Common & { all?: boolean }) =>
    does("use", ({ data }) => exportOutbox({ data, all: options.all === true }, io))(options),
  );

const user = group(program.command("user")).description("the staff: who may sign in");
attach(user, "list", "everybody: e-mail, role, state, name").action(
  does("use", ({ data }) => listUsers(data, io)),
);
attach(user, "add", "a new member of staff; prints a link to choose a password")
  .option("--name <NAME>", "the person's name, as callers see it (required)")
  .option("--email <ADDRESS>", "for signing in and for mails (required)")
  .option("--role <ROLE>", "administrator, technician or office (required)")
  .option("--language <LANGUAGE>", "it or en", "it")
  .action(({ config, data, ...options }: Common) =>
    does(
      "use",
      (its) => addUser(its.data, options, io),
      optionProblems(userRules, options),
    )({ config, data }),
  );
attach(user, "link", "print a link with which somebody chooses a password, their first or another")
  .argument("<email>")
  .action((email: string, options: Common) => does("use", ({ data }) => linkUser(data, email, io))(options));
attach(user, "deactivate", "sign somebody out everywhere; they cannot sign in until activated again")
  .argument("<email>")
  .action((email: string, options: Common) =>
    does("use", ({ data }) => deactivateUser(data, email, io))(options),
  );
attach(user, "activate", "let somebody sign in again who was deactivated")
  .argument("<email>")
  .action((email: string, options: Common) =>
    does("use", ({ data }) => activateUser(data, email, io))(options),
  );
attach(user, "reset-second-factor", "for somebody who has lost their telephone")
  .argument("<email>")
  .action((email: string, options: Common) =>
    does("use", ({ data }) => resetSecondFactor(data, email, io))(options),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error);
}
// Whatever is still open must not keep a command from ending.
process.exit();

/** Says what went wrong, unless it has been said. */
function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  complain(io, words(error));
  return error instanceof ConfigError ? exitCodes.usage : exitCodes.failed;
}

function words(error: unknown): string {
  if (error instanceof StoreError) return storeWords(error);
  return error instanceof Error ? error.message : String(error);
}

function refusalWords({ code }: Refusal, data: string): string {
  switch (code) {
    case "not-found":
      return `There is no such entry here. This lists everybody: ${nextCommand("user list", data)}`;
    case "taken":
      return `There is already an account with this e-mail address. This gives it another link: ${nextCommand("user link ADDRESS", data)}`;
    case "last-administrator":
      return `This is the last active administrator. Add another one first: ${nextCommand("user add", data, "--help")}`;
    default:
      return `Refused: ${code}.`;
  }
}
