/**
 * `linea-server export outbox`: the mails in words, for whoever runs the server: how to go on where no mail
 * server is configured. A link in a mail opens an account, so this is for those who have the data folder anyway,
 * it leaves a row in the audit trail, and the web administration does not show it.
 */
import { z } from "zod";
import { audit } from "../store/audit.ts";
import { openData } from "../store/data.ts";
import { complain, exitCodes, print, withWords } from "./io.ts";
import type { CliIo } from "./io.ts";

export interface ExportOutboxArguments {
  /** The server's data folder. */
  readonly data: string;
  /** Those too that were given up, sent or discarded. */
  readonly all?: boolean;
}

const Row = z.strictObject({
  id: z.int(),
  recipient: z.string(),
  subject: z.string(),
  text: z.string().nullable(),
  state: z.enum(["waiting", "sending", "sent", "undeliverable", "discarded"]),
  createdAt: z.int(),
});

const RULE = "-".repeat(72);

/** Oldest first: what somebody has just asked for stands at the end. */
export function exportOutbox({ data, all = false }: ExportOutboxArguments, io: CliIo): Promise<number> {
  return withWords("export outbox", io, async () => {
    const opened = await openData(data, "use");
    try {
      const mails = await opened.store.write(async (tx) => {
        let query = tx
          .selectFrom("outbox")
          .select(["id", "recipient", "subject", "text", "state", "createdAt"])
          .orderBy("id");
        if (!all) query = query.where("state", "in", ["waiting", "sending"]);
        const rows = (await query.execute()).map((row) => Row.parse(row));
        const ids = rows.filter(({ text }) => text !== null).map(({ id }) => id);
        if (ids.length > 0) {
          const detail = { mails: ids };
          await audit(tx, { at: io.now(), actor: "cli", action: "mail.read", target: "mails", detail });
        }
        return rows;
      });
      if (mails.length === 0) complain(io, all ? "There are no mails." : "No mail waits.");
      for (const mail of mails) await print(io.stdout, inWords(mail));
      return exitCodes.done;
    } finally {
      await opened.close();
    }
  });
}

function inWords({ recipient, subject, text, state, createdAt }: z.infer<typeof Row>): string {
  return [
    `To: ${recipient}`,
    `Subject: ${subject}`,
    `Written: ${new Date(createdAt).toISOString()}`,
    `State: ${state}`,
    "",
    text?.trimEnd() ?? "(Its words were erased once it was sent or discarded.)",
    RULE,
    "",
  ].join("\n");
}
