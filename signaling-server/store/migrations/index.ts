/** Every migration in the order of its name. One that has been released is never edited: add the next. */
import type { Migration } from "kysely/migration";
import { ground } from "./0001-ground.ts";
import { authorisation } from "./0002-authorisation.ts";
import { protectedTitles } from "./0003-protected-titles.ts";
import { helpMinimum } from "./0004-help-minimum.ts";

export const migrations: Record<string, Migration> = {
  "0001-ground": ground,
  "0002-authorisation": authorisation,
  "0003-protected-titles": protectedTitles,
  "0004-help-minimum": helpMinimum,
};
