/** How to reach the mail server that sends the organisation's mail: a part of the server's configuration. */
import { X509Certificate } from "node:crypto";
import { isIPv4 } from "node:net";
import { z } from "zod";

/** As written: whether capital letters before the @ matter is the mail server's affair. */
const Address = z.string().trim().max(254).pipe(z.email());

const Seconds = z.number().positive().max(3_600);

/**
 * The certificate is always checked. `starttls` (usually port 587) insists: where the server does not
 * offer it, nothing is sent. `none` is for a mail server on the same computer.
 */
export const MailConfig = z
  .strictObject({
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65_535),
    security: z.enum(["starttls", "tls", "none"]),
    user: z.string().min(1).max(256).optional(),
    password: z.string().min(1).max(256).optional(),
    /** The address that mails come from; the organisation's name is put before it. */
    from: Address,
    /** Where answers go; without it, to the organisation's address. */
    replyTo: Address.optional(),
    /** PEM: the certificate authorities to trust for this server, in place of the public ones. */
    ca: z.string().max(100_000).refine(isCertificate, "must hold a certificate as PEM").optional(),
    /** In seconds. A try that takes longer ends; the mail is tried again later. */
    timeouts: z
      .strictObject({
        /** Until connected and encrypted, the look-up of the name included. */
        connection: Seconds.default(60),
        /** Until the server greets. */
        greeting: Seconds.default(60),
        /** Longest silence. RFC 5321, section 4.5.3.2, gives a server ten minutes to take a mail. */
        silence: Seconds.default(600),
        /** The whole of one try, however slowly the server talks. */
        total: Seconds.default(900),
      })
      .prefault({}),
  })
  .refine(({ security, host }) => security !== "none" || isLoopback(host), {
    path: ["security"],
    message:
      "may be none only for a mail server on this computer (localhost): mails and password would travel unencrypted",
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ["password"],
    message: "user and password go together: give both or neither",
  });
export type MailConfig = z.infer<typeof MailConfig>;

function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
