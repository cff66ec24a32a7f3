/**
 * How this server runs: one JSON file, if there is one, and a few environment variables, all checked
 * before start. What the organisation decides (lines, staff, texts) is in the database.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { IceServer } from "../src/shared/protocol/common.ts";
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

const Host = z.string().trim().min(1).max(253);
const Port = z.int().min(0).max(65_535);

export const Config = z.strictObject({
  /** Folder of the database; made when it is not there. */
  data: z.string().min(1).default("./data"),
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
  /** How long sessions under way may go on when the server is told to stop, in seconds. */
  drainSeconds: z.int().min(0).max(86_400).default(3_600),
});
export type Config = z.infer<typeof Config>;

type ConfigErrorCode = "unreadable" | "not-json" | "invalid";

/** The server cannot start with what it was given; `message` names every wrong value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** Trying again changes nothing until somebody edits the configuration. */
  readonly retryable = false;
  readonly code: ConfigErrorCode;

  constructor(code: ConfigErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Values from the command line; they win over the environment, which wins over the file. */
export interface Overrides {
  data?: string | undefined;
  host?: string | undefined;
  port?: string | undefined;
}

/**
 * Reads and checks the configuration.
 * @param file null: nothing but defaults, environment and overrides
 * @throws {ConfigError} naming the file and every wrong value
 */
export function loadConfig(
  file: string | null,
  env: Readonly<Record<string, string | undefined>> = {},
  overrides: Overrides = {},
): Config {
  const name = file ?? "the configuration";
  // Alone first, so that a message about the file names the file only.
  const fromFile = parse(Config, file === null ? {} : json(read(file), file), name);
  const data = overrides.data ?? env["LINEA_DATA"];
  const host = overrides.host ?? env["LINEA_HOST"];
  const port = overrides.port ?? env["LINEA_PORT"];
  const merged = {
    ...fromFile,
    ...(data !== undefined && { data }),
    ...fromEnvironment("turn", TurnConfig, env["LINEA_TURN"]),
    ...fromEnvironment("mail", MailConfig, env["LINEA_MAIL"]),
    listen: {
      host: host ?? fromFile.listen.host,
      port: port === undefined ? fromFile.listen.port : number(port),
    },
  };
  return parse(Config, merged, `${name} with its environment and command line`);
}

/** A part whose secrets need not be in a file: JSON in one variable. */
function fromEnvironment(
  part: "turn" | "mail",
  schema: z.ZodType,
  text: string | undefined,
): Record<string, unknown> {
  const variable = `LINEA_${part.toUpperCase()}`;
  return text === undefined ? {} : { [part]: parse(schema, json(text, variable), variable) };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new ConfigError("unreadable", `configuration ${file} cannot be read (${why})`);
  }
}

/** An empty or partly numeric word is not a number; `Number("")` would say 0. */
function number(word: string): number {
  return /^\d+$/.test(word) ? Number(word) : NaN;
}

function json(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a token or a secret.
    throw new ConfigError("not-json", `${where} is not valid JSON`);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.map((key, i) =>
      typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`,
    );
    return `  ${path.join("") || "(whole)"}: ${issue.message}`;
  });
  throw new ConfigError("invalid", `${where} is wrong:\n${problems.join("\n")}`);
}
