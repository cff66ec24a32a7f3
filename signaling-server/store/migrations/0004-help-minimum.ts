/** The oldest Help that may call. */
import type { Migration } from "kysely/migration";

export const helpMinimum: Migration = {
  async up(db) {
    await db.schema.alterTable("organisation").addColumn("helpMinimum", "text").execute();
  },
};
