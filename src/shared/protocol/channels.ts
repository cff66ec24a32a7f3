/** Apart from the schemas: whoever needs a name of these needs no schema library. */
import { entryOf, permissionNames } from "./permissions.ts";
import type { Reliability } from "./permissionTable.ts";

/** On it Viewer asks for permissions, and Help says which are granted (ladder.ts). */
export const SESSION_CHANNEL = "session";

/** Data channels whose messages the host page passes on to main, unread: names and reliability. */
export const mainChannels: Readonly<Record<string, Reliability>> = {
  [SESSION_CHANNEL]: { ordered: true },
  ...Object.fromEntries(permissionNames.flatMap((name) => Object.entries(entryOf(name).channels))),
};

/** The spoken check's, between the two pages (docs/adr/0017-spoken-check.md): nothing on it goes to main. */
export const checkChannel = { label: "check", init: { ordered: true } } as const;
