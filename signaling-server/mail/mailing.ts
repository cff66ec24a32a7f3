/** What a change needs that also sends mail. */
import type { Mail } from "./mails.ts";
import type { Writer } from "../store/store.ts";

export interface Mailing {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Origin under which people reach the server. */
  readonly publicUrl: string;
  /** Puts a mail into the outbox, in the same transaction as what it tells of. */
  readonly enqueueMail: (tx: Writer, mail: Mail, now: number) => Promise<void>;
}
