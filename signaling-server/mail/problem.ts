/** Why a mail was not taken: whether it ever can be, and in words that are fit to be kept. */
import { z } from "zod";
import { oneLine } from "./oneLine.ts";

export interface Problem {
  /** This mail will not be taken, however often it is tried. */
  readonly permanent: boolean;
  /** One line of 200 characters at most, without addresses, links or passwords. */
  readonly words: string;
}

/** What nodemailer says of a failure. */
const Failure = z.object({
  /** Nodemailer's own kind, such as `ETIMEDOUT`. */
  code: z.string().catch(""),
  /** The system's or TLS's code behind it, such as `ECONNREFUSED`. */
  originalCode: z.string().catch(""),
  /** The command that the server answered; `CONN` outside any, `API` when nothing was sent. */
  command: z.string().catch(""),
  /** The server's answer, all lines, and its number. */
  response: z.string().catch(""),
  responseCode: z.number().catch(0),
});
type Failure = z.infer<typeof Failure>;

const MAX_WORDS = 200;

/**
 * Answers that are about the session or the sign-in although they come to a command about the mail:
 * 503, commands out of order (RFC 5321, section 4.2.2), and those of RFC 4954, section 6.
 */
const ABOUT_THE_SESSION: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);

/**
 * @param error what nodemailer threw
 * @param secrets texts that must not be kept: addresses and the password
 */
export function problemOf(error: unknown, secrets: readonly string[]): Problem {
  const failure = Failure.parse(error instanceof Error ? error : {});
  const words = [...inWords(failure, secrets)].slice(0, MAX_WORDS).join("");
  return { permanent: isPermanent(failure), words };
}

/**
 * Permanent is what the server says of the recipient or the message. What it says of the connection, the
 * sign-in or the sender is for the operator to mend, and then the mail can go.
 */
function isPermanent({ code, command, response, responseCode }: Failure): boolean {
  if (responseCode === 0 && response === "") {
    // Nothing was sent: the address cannot be said in SMTP, or the server takes no mail of this size.
    return (code === "EENVELOPE" && command === "API") || (code === "EMESSAGE" && command === "MAIL FROM");
  }
  const aboutTheMail = command === "RCPT TO" || command === "DATA";
  return aboutTheMail && responseCode >= 500 && responseCode <= 599 && !ABOUT_THE_SESSION.has(responseCode);
}

function inWords(failure: Failure, secrets: readonly string[]): string {
  const { code, originalCode, command, response, responseCode } = failure;
  const number = responseCode === 0 ? "" : String(responseCode);
  if (command === "STARTTLS") return coded("the mail server does not offer encryption (STARTTLS)", number);
  // An answer to a sign-in may quote what was sent: of it, only the number is kept.
  if (code === "EAUTH") return coded("the mail server refuses the user or the password", number);
  if (response !== "") return oneLine(`${command} ${withoutSecrets(response, secrets)}`);
  if (/CERT|SELF_SIGNED|UNABLE_TO|^ERR_(TLS|SSL)/.test(originalCode)) {
    return coded("the certificate of the mail server is not trusted", originalCode);
  }
  switch (code) {
    case "ETIMEDOUT":
      return "the mail server does not answer in time";
    case "EDNS":
      return coded("the name of the mail server cannot be looked up", originalCode);
    case "ETLS":
      return coded("no encrypted connection to the mail server", originalCode);
    case "ECONNECTION":
    case "ESOCKET":
      return coded("no connection to the mail server, or it broke", originalCode);
    default:
      return coded("the mail could not be sent", code);
  }
}

function coded(words: string, code: string): string {
  return /^[A-Z0-9_]+$/.test(code) ? `${words}: ${code}` : words;
}

/** An answer quotes what it likes: the recipient, or a link of the mail that a filter did not like. */
function withoutSecrets(response: string, secrets: readonly string[]): string {
  let text = response.replaceAll(/\r?\n\d{3}[ -]?/g, " ");
  for (const secret of secrets) {
    // The part of an address before the @ names a person by itself.
    for (const part of [secret, secret.split("@")[0] ?? ""]) {
      if (part.length < 3) continue;
      text = text.replaceAll(new RegExp(`(?<!\\w)${literally(part)}(?!\\w)`, "gi"), "…");
    }
  }
  return text.replaceAll(/\S*(@|:\/\/)\S*/g, "…").replaceAll(/[\w+/=-]{20,}/g, "…");
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
