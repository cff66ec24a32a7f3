/** Every migration in the order of its name. One that has been released is never edited: add the next. */
import type { Migration } from "kysely/migration";
import { ground } from "./0001-ground.ts";

export const migrations: Record<string, Migration> = {
  "0001-ground": ground,
};
