/** Words in a window's title that pause a session; an organisation that is there already begins with ours. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Whole words only, without case and accents (src/shared/session/protectedTitles.ts). No "ING" alone:
 * that is every "Ing. Rossi".
 */
const titles = [
  ...["home banking", "homebanking", "internet banking", "online banking", "remote banking"],
  ...["corporate banking", "Intesa Sanpaolo", "UniCredit", "Poste Italiane", "poste.it", "BancoPosta"],
  ...["Postepay", "BPER", "Banco BPM", "Monte dei Paschi", "MPS", "Crédit Agricole", "BNL", "Credem"],
  ...["Fineco", "FinecoBank", "ING Italia", "ing.it", "Conto Arancio", "Mediolanum", "Mediobanca"],
  ...["Banca Sella", "sella.it", "Banca Popolare", "Popolare di Sondrio", "Credito Cooperativo", "BCC"],
  ...["Inbank", "RelaxBanking", "Cassa di Risparmio", "Cassa Centrale", "Sparkasse", "Volksbank"],
  ...["Banca Generali", "Banca Ifis", "Deutsche Bank", "Widiba", "CheBanca", "illimity", "isybank"],
  ...["BBVA", "N26", "Revolut", "Hype", "Satispay", "Nexi", "American Express", "PayPal"],
];

export const protectedTitles: Migration = {
  async up(db) {
    const json = JSON.stringify(titles).replaceAll("'", "''");
    await sql
      .raw(`alter table organisation add column protectedTitlesJson text not null default '${json}'`)
      .execute(db);
  },
};
