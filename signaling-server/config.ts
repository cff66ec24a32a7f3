/** The server's configuration: one JSON file, a few environment variables, all checked before start. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { DisplayName, IceServer, LineNumber, Organisation } from "../src/shared/protocol/common.ts";
import { sha256Hex } from "./ws/technicians.ts";

const unique = <T>(items: readonly T[], key: (item: T) => unknown): boolean =>
  new Set(items.map(key)).size === items.length;

const LineConfig = z.strictObject({
  number: LineNumber,
  label: DisplayName,
  description: z.string().trim().max(160).default(""),
});
export type LineConfig = z.infer<typeof LineConfig>;

const TechnicianConfig = z.strictObject({
  name: DisplayName,
  /** SHA-256 of the token, as 64 hexadecimal digits. Tokens are random, so a plain hash keeps them. */
  tokenSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")
    .toLowerCase(),
});
export type TechnicianConfig = z.infer<typeof TechnicianConfig>;

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
  organisation: Organisation,
  /** Port 0 takes any free one. */
  listen: z.strictObject({ host: Host.default("127.0.0.1"), port: Port.default(8787) }).prefault({}),
  lines: z
    .array(LineConfig)
    .min(1)
    .max(99)
    .refine((lines) => unique(lines, (line) => line.number), "two lines have the same number"),
  technicians: z
    .array(TechnicianConfig)
    .refine((all) => unique(all, (one) => one.tokenSha256), "two technicians have the same token")
    .default([]),
  /** Web origins that may connect. Programs send none and need no entry. */
  allowedOrigins: z.array(Origin).default([]),
  /** One place of the protocol's eight is kept for the relay below. */
  iceServers: z.array(IceServer).max(7).default([]),
  turn: TurnConfig.optional(),
});
export type Config = z.infer<typeof Config>;

/** Sign-in for demos and tests: LINEA_TECHNICIANS, so that no token lives in a file. */
const TechnicianTokens = z.array(z.strictObject({ name: DisplayName, token: z.string().min(16).max(256) }));

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
  host?: string | undefined;
  port?: string | undefined;
}

/**
 * Reads and checks the configuration.
 * @throws {ConfigError} naming the file and every wrong value.
 */
export function loadConfig(
  file: string,
  env: Readonly<Record<string, string | undefined>> = {},
  overrides: Overrides = {},
): Config {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new ConfigError("unreadable", `configuration ${file} cannot be read (${why})`);
  }
  const config = parse(Config, json(text, file), file);
  const host = overrides.host ?? env["LINEA_HOST"];
  const port = overrides.port ?? env["LINEA_PORT"];
  const tokens = env["LINEA_TECHNICIANS"];
  const more =
    tokens === undefined
      ? []
      : parse(TechnicianTokens, json(tokens, "LINEA_TECHNICIANS"), "LINEA_TECHNICIANS").map(
          ({ name, token }) => ({ name, tokenSha256: sha256Hex(token) }),
        );
  const turn = env["LINEA_TURN"];
  const merged = {
    ...config,
    ...(turn !== undefined && { turn: parse(TurnConfig, json(turn, "LINEA_TURN"), "LINEA_TURN") }),
    listen: {
      host: host ?? config.listen.host,
      port: port === undefined ? config.listen.port : number(port),
    },
    technicians: [...config.technicians, ...more],
  };
  return parse(Config, merged, `${file} with its environment and command line`);
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
