/**
 * What Viewer and Help say to each other about permissions, on the data channel SESSION_CHANNEL. Help's
 * page passes it on unread; Help's main is the authority.
 */
import { z } from "zod";
import { parseJson } from "./json.ts";
import { permissionNames, type Permission } from "./permissions.ts";

export const PermissionName = z.enum(permissionNames as [Permission, ...Permission[]]);

/** From Viewer: put the question to the caller. Answered by what `Permissions` says next. */
const Ask = z.strictObject({ t: z.literal("ask"), permission: PermissionName });
export type Ask = z.infer<typeof Ask>;

/** From Help, at every change. */
const Permissions = z.strictObject({
  t: z.literal("permissions"),
  granted: z.array(PermissionName).max(20),
  /** The question that stands before the caller; nothing but looking goes on meanwhile. */
  asked: PermissionName.nullable(),
  /** Nothing is seen and nothing applied until the caller lets it go on. */
  paused: z.boolean(),
});
export type Permissions = z.infer<typeof Permissions>;

export const LadderMessage = z.discriminatedUnion("t", [Ask, Permissions]);
export type LadderMessage = z.infer<typeof LadderMessage>;

/** Longest message on the channel, in characters. */
export const MAX_LADDER_LENGTH = 512;

const parse = <T>(schema: z.ZodType<T>, raw: string): T | null => {
  if (raw.length > MAX_LADDER_LENGTH) return null;
  const parsed = schema.safeParse(parseJson(raw));
  return parsed.success ? parsed.data : null;
};

/** Null for anything that is not exactly such a message. */
export const parseAsk = (raw: string): Ask | null => parse(Ask, raw);
export const parsePermissions = (raw: string): Permissions | null => parse(Permissions, raw);
