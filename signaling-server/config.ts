/**
 * How this server runs: one JSON file, if there is one, and a few environment variables, all checked
 * before start. What the organisation decides (lines, staff, texts) is in the database.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { IceServer } from "../src/shared/protocol/common.ts";
import { ConfigProblems, fileOrigin, jsonVariable, word } from "./configProblems.ts";
import { MailConfig } from "./mail/config.ts";

/** An origin as a browser sends it: scheme, host and port, nothing after. */
const Origin = z.string().regex(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/, "must be scheme://host[:port]");

/** Relay with short-lived credentials (the TURN REST convention, see sessions/turn.ts). */
const TurnConfig = z.strictObject({
  urls: z
    .array(
      z
        .string()
        .regex(/^turns?:\S+$/, "must begin with turn: or turns:")
        .max(256),
    )
    .min(1)
    .max(8),
  secret: z.string().min(16).max(256),
  /** Seconds a credential lives: longer than a session, whose relay may ask for it again at any time. */
  ttlSeconds: z.int().min(60).max(86_400).default(43_200),
});
export type TurnConfig = z.infer<typeof TurnConfig>;

const Folder = z.string().min(1);
const Host = z.string().trim().min(1).max(253);
const Port = z.int().min(0).max(65_535);
/** An empty or partly numeric word is not a number; `Number("")` would say 0. */
const PortWord = z.string().regex(/^\d+$/).transform(Number).pipe(Port);

export const Config = z.strictObject({
  /** Folder of the database; made when it is not there. */
  data: Folder.default("./data"),
  /** Folder with what callers and staff may download, in `help/` and `viewer/`; without it `downloads` in `data`. */
  downloads: Folder.optional(),
  /** Port 0 takes any free one. */
  listen: z.strictObject({ host: Host.default("127.0.0.1"), port: Port.default(8787) }).prefault({}),
  /**
   * Addresses or networks of the proxies in front, whose `X-Forwarded-For` and `-Proto` are believed.
   * Without them everybody behind a proxy looks like one address to the limits.
   */
  trustedProxies: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).default([]),
  /** Web origins that may connect, beside the server's own. Programs send none and need no entry. */
  allowedOrigins: z.array(Origin).default([]),
  /** One place of the protocol's eight is kept for the relay below. */
  iceServers: z.array(IceServer).max(7).default([]),
  turn: TurnConfig.optional(),
  /** Without it every mail waits in the outbox. */
  mail: MailConfig.optional(),
  /** Requests that one address may make to the API in a minute. A page of the administration makes a handful. */
  requestsAMinute: z.int().min(10).max(1_000_000).default(300),
  /** How long calls under way may go on when the server is told to stop, in seconds. */
  drainSeconds: z.int().min(0).max(86_400).default(3_600),
});
export type Config = z.infer<typeof Config>;

/** Values from the command line; they win over the environment, which wins over the file. */
export interface Overrides {
  data?: string | undefined;
  host?: string | undefined;
  port?: string | undefined;
}

/** The environment variables that this server knows. */
const VARIABLES = ["CONFIG", "DATA", "HOST", "PORT", "TURN", "MAIL"].map((name) => `LINEA_${name}`);

/**
 * The variables that look like ours and mean nothing to this server, misspelt perhaps. No error: other programs of
 * Linea have some of their own.
 * @returns what to tell whoever starts it, without any value; null when there are none
 */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string | null {
  const unknown = Object.keys(env).filter((name) => name.startsWith("LINEA_") && !VARIABLES.includes(name));
  if (unknown.length === 0) return null;
  return `The server does not know these environment variables, and ignores them: ${unknown.toSorted().join(", ")}. It knows ${VARIABLES.join(", ")}.`;
}

/**
 * Reads and checks the settings: everything, before it complains of anything.
 * @param file null: nothing but defaults, environment and overrides
 * @param checkData what is wrong with the data folder, in words; null when nothing is
 * @throws {ConfigError}
 */
export function loadConfig(
  file: string | null,
  env: Readonly<Record<string, string | undefined>> = {},
  overrides: Overrides = {},
  checkData: (folder: string) => string | null = () => null,
): Config {
  const problems = new ConfigProblems();
  const fromFile = file === null ? Config.parse({}) : readConfig(file, problems);

  /** The command line's value, else the environment's; both are looked at. */
  const given = <T>(schema: z.ZodType<T>, part: string, variable: string, option: keyof Overrides) => {
    const read = (text: string | undefined, name: string, assign: string) =>
      text === undefined
        ? undefined
        : { name, value: problems.check(schema, text, word(part, name, assign)) };
    const inEnvironment = read(env[variable], variable, `${variable}=`);
    return read(overrides[option], `--${option}`, `--${option} `) ?? inEnvironment;
  };
  const data = given(Folder, "data", "LINEA_DATA", "data");
  const host = given(Host, "listen.host", "LINEA_HOST", "host");
  const port = given(PortWord, "listen.port", "LINEA_PORT", "port");

  /** A part whose secrets need not be in a file: JSON in one variable. */
  const asJson = <T>(schema: z.ZodType<T>, part: string, variable: string): T | undefined => {
    const text = env[variable];
    const origin = jsonVariable(part, variable);
    const json = text === undefined ? null : problems.parseJson(text, origin);
    return json === null ? undefined : problems.check(schema, json.value, origin);
  };
  const turn = asJson(TurnConfig, "turn", "LINEA_TURN") ?? fromFile?.turn;
  const mail = asJson(MailConfig, "mail", "LINEA_MAIL") ?? fromFile?.mail;

  const folder = data === undefined ? fromFile?.data : data.value;
  const wrong = folder === undefined ? null : checkData(folder);
  if (wrong !== null) problems.add(data?.name ?? "data", wrong);
  problems.throwIfAny();
  return Config.parse({
    ...fromFile,
    data: folder,
    listen: {
      host: host?.value ?? fromFile?.listen.host,
      port: port?.value ?? fromFile?.listen.port,
    },
    turn,
    mail,
  });
}

/** undefined when something is wrong with it, which is noted. */
function readConfig(file: string, problems: ConfigProblems): Config | undefined {
  const origin = fileOrigin(file);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    problems.add(origin.name(""), unreadable(error));
    return undefined;
  }
  const json = problems.parseJson(text, origin);
  return json === null ? undefined : problems.check(Config, json.value, origin);
}

function unreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  switch (code) {
    case "ENOENT":
      return "there is no such file. Check what stands after --config or in LINEA_CONFIG";
    case "EACCES":
      return "the user who runs this program may not read it";
    case "EISDIR":
      return "this is a folder, not a file";
    default:
      return `it cannot be read (${code})`;
  }
}
