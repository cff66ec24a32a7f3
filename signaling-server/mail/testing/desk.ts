/** A store with an organisation and an outbox, for tests of the mail. */
import type { Selectable } from "kysely";
import type { Log } from "../../log.ts";
import type { Store } from "../../store/store.ts";
import type { OutboxTable } from "../../store/tables.ts";
import { openTestDatabase, organisationWithoutKey } from "../../testing/database.ts";
import { MailConfig } from "../config.ts";
import type { Mail } from "../mails.ts";
import { enqueueMail } from "../outbox.ts";

export const organisation = {
  name: "Assistenza Rossi & Figli",
  phone: "+39 0123 456789",
  email: "info@assistenza.example",
  publicUrl: "https://assistenza.example:8443",
} as const;

export const token = "kY2-pQ7xV0bN4mZ8sLwEtR6uJ1cHf3gDa9oIvKyTqXs";

export const resetMail = (to = "anna@ditta.example", language: "it" | "en" = "it"): Mail => ({
  kind: "password-reset",
  to,
  language,
  params: { name: "Anna Verdi", link: `https://assistenza.example:8443/reset#${token}`, minutes: 60 },
});

export interface Desk {
  readonly path: string;
  readonly store: Store;
  enqueue(mail: Mail, now: number): Promise<void>;
  rows(): Promise<Selectable<OutboxTable>[]>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const { store, file: path, close } = await openTestDatabase();
  await store.db.insertInto("organisation").values(organisationWithoutKey(organisation)).execute();
  return {
    path,
    store,
    close,
    enqueue: (mail, now) => store.write((tx) => enqueueMail(tx, mail, now)),
    rows: () => store.db.selectFrom("outbox").selectAll().orderBy("id").execute(),
  };
}

/** For a mail server on this computer, without encryption where nothing else is said. */
export function localConfig(port: number, more: Partial<MailConfig> = {}): MailConfig {
  return MailConfig.parse({
    host: "127.0.0.1",
    port,
    security: "none",
    from: "linea@assistenza.example",
    ...more,
  });
}

export interface ListeningLog {
  readonly log: Log;
  /** Every line so far, as one text. */
  readonly all: () => string;
  /** How many lines have said this. */
  readonly count: (message: string) => number;
  /** Resolves when `count` lines in all have said one of these. */
  readonly said: (messages: string | readonly string[], count?: number) => Promise<void>;
}

/** A log that tells when something has been written to it: what a test waits for. */
export function listeningLog(): ListeningLog {
  const lines: { fields: unknown; message: string }[] = [];
  const waiters = new Set<() => void>();
  const write = (fields: unknown, message: string) => {
    lines.push({ fields, message });
    for (const look of waiters) look();
  };
  const count = (messages: readonly string[]) =>
    lines.filter(({ message }) => messages.includes(message)).length;
  return {
    log: { info: write, warn: write, error: write } as Log,
    all: () => JSON.stringify(lines),
    count: (message) => count([message]),
    said: (messages, wanted = 1) =>
      new Promise((resolve) => {
        const look = () => {
          if (count([messages].flat()) < wanted) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      }),
  };
}
