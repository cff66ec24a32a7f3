/** One try to hand one mail to the mail server, by SMTP (RFC 5321), and what came of it. */
import { createTransport } from "nodemailer";
import type { MailConfig } from "./config.ts";
import { problemOf } from "./problem.ts";
import type { Problem } from "./problem.ts";

/** A mail as the outbox has kept it. */
export interface Letter {
  readonly messageId: string;
  readonly recipient: string;
  readonly language: "it" | "en";
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The organisation, before the address that mails come from. */
  readonly senderName: string;
  /** Where answers go where the configuration says nothing. */
  readonly senderEmail: string;
  /** When it was written, in milliseconds since 1970: the same at every try. */
  readonly date: number;
}

export interface Transport {
  /**
   * Resolves when the server has taken the mail (null), or with what was in the way. Never rejects.
   * @param signal ends the try; the server may then have taken the mail all the same
   */
  deliver(letter: Letter, signal: AbortSignal): Promise<Problem | null>;
  close(): void;
}

/** One connection a mail: none is held open, so none can be found dead. */
export function smtpTransport(config: MailConfig): Transport {
  const { security, timeouts, user, password } = config;
  const mailer = createTransport({
    host: config.host,
    port: config.port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: {
      minVersion: "TLSv1.2",
      // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED cannot say otherwise.
      rejectUnauthorized: true,
      ...(config.ca !== undefined && { ca: config.ca }),
    },
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password }, forceAuth: true }),
    connectionTimeout: timeouts.connection * 1_000,
    dnsTimeout: timeouts.connection * 1_000,
    greetingTimeout: timeouts.greeting * 1_000,
    socketTimeout: timeouts.silence * 1_000,
    // Texts are texts: nothing in one can make the server read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async deliver(letter, signal) {
      try {
        await mailer.sendMail({ ...message(letter, config), signal });
        return null;
      } catch (error) {
        return problemOf(error, [letter.recipient, config.from, config.user ?? "", config.password ?? ""]);
      }
    },
    close: () => mailer.close(),
  };
}

function message(letter: Letter, config: MailConfig) {
  const { recipient, language } = letter;
  const replyTo = config.replyTo ?? letter.senderEmail;
  return {
    // As objects and with an envelope of its own: whatever an address holds, it stays one address.
    from: { name: letter.senderName, address: config.from },
    to: { name: "", address: recipient },
    envelope: { from: config.from, to: [recipient] },
    ...(replyTo !== "" && { replyTo: { name: letter.senderName, address: replyTo } }),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: `<${letter.messageId}>`,
    date: new Date(letter.date),
    headers: {
      "Content-Language": language,
      // RFC 3834: no absence note answers it.
      "Auto-Submitted": "auto-generated",
    },
    xMailer: false as const,
  };
}
