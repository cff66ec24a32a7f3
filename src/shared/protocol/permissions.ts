/** What follows from the table of permissions (permissionTable.ts). */
import type { Language } from "./ipc.ts";
import { permissions, type PermissionEntry, type PermissionWords } from "./permissionTable.ts";

export type Permission = keyof typeof permissions;

/** In the order of the table. */
export const permissionNames = Object.keys(permissions) as Permission[];

export const entryOf = (permission: Permission): PermissionEntry => permissions[permission];

/** The permission under which messages of this channel are judged, or null. */
export function permissionOf(channel: string): Permission | null {
  return permissionNames.find((name) => Object.hasOwn(entryOf(name).channels, channel)) ?? null;
}

type PermissionTextKey = `permission.${Permission}.${keyof PermissionWords}`;

/** The part of the catalogue that this table makes. */
export function permissionTexts(language: Language): Readonly<Record<PermissionTextKey, string>> {
  const texts = permissionNames.flatMap((name) =>
    Object.entries<string>({ ...entryOf(name).words[language] }).map(
      ([word, text]) => [`permission.${name}.${word}`, text] as const,
    ),
  );
  return Object.fromEntries(texts) as Record<PermissionTextKey, string>;
}
