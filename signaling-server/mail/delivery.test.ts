import { afterEach, describe, expect, it, vi } from "vitest";
import type { MailConfig } from "./config.ts";
import { smtpTransport } from "./delivery.ts";
import type { Letter } from "./delivery.ts";
import { selfSigned } from "./testing/certificate.ts";
import { localConfig } from "./testing/desk.ts";
import { mailServer, tap } from "./testing/smtp.ts";
import type { MailServerOptions } from "./testing/smtp.ts";

const letter: Letter = {
  messageId: "abc@assistenza.example",
  recipient: "anna@ditta.example",
  language: "it",
  subject: "Prova: è così",
  text: "Buongiorno,\n\nè una prova.\n",
  html: "<p>è una prova</p>",
  senderName: "Assistenza Rossi",
  senderEmail: "info@assistenza.example",
  date: Date.UTC(2026, 10, 20, 9, 30),
};
const certificate = selfSigned("localhost");
const never = new AbortController().signal;

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of opened.splice(0).reverse()) await one.close();
});

function opens<T extends { close(): unknown }>(thing: T): T {
  opened.push(thing);
  return thing;
}

async function server(options: MailServerOptions = {}) {
  return opens(await mailServer(options));
}

function send(port: number, config: Partial<MailConfig> = {}, more: Partial<Letter> = {}) {
  return opens(smtpTransport(localConfig(port, config))).deliver({ ...letter, ...more }, never);
}

/** A server with sign-in, and what it was given. */
function guarded(options: MailServerOptions = {}) {
  const tried: string[] = [];
  const onAuth: MailServerOptions["onAuth"] = ({ username, password }, _session, reply) => {
    tried.push(`${username} ${password}`);
    if (password === "hunter2-hunter2") reply(null, { user: username });
    else reply(null, { message: `wrong: ${password}` });
  };
  return { tried, options: { ...certificate, authOptional: false, onAuth, ...options } };
}
const credentials = { user: "linea", password: "hunter2-hunter2" };

describe("a mail as it arrives", () => {
  it("says who, to whom, when and what", async () => {
    const { port, mails } = await server();
    expect(await send(port)).toBeNull();
    const [mail] = mails;
    expect(mail).toMatchObject({
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${letter.messageId}>`,
      date: new Date(letter.date),
    });
    expect(mail?.from?.value).toEqual([{ name: "Assistenza Rossi", address: "linea@assistenza.example" }]);
    expect(mail?.to).toMatchObject({ value: [{ address: letter.recipient, name: "" }] });
    expect(mail?.replyTo?.value).toMatchObject([{ address: "info@assistenza.example" }]);
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail?.headers.has("x-mailer")).toBe(false);
  });

  it("answers go where the configuration says", async () => {
    const { port, mails } = await server();
    await send(port, { replyTo: "desk@assistenza.example" });
    expect(mails[0]?.replyTo?.value).toMatchObject([{ address: "desk@assistenza.example" }]);
  });

  it("no text becomes a header or a second recipient", async () => {
    const recipients: string[] = [];
    const { port, mails } = await server({
      onRcptTo({ address }, _session, reply) {
        recipients.push(address);
        reply();
      },
    });
    const more = {
      subject: "a\r\nBcc: eve@evil.example\r\n\r\nBody",
      senderName: 'X" <eve@evil.example>\r\nBcc: eve@evil.example',
      messageId: "abc@x.example>\r\nBcc: eve@evil.example",
      senderEmail: "info@assistenza.example\r\nBcc: eve@evil.example",
    };
    expect(await send(port, {}, more)).toBeNull();
    const keys = mails[0]?.headerLines.map(({ key }) => key);
    expect(keys).not.toContain("bcc");
    expect(mails[0]?.text).toBe(letter.text);
    expect(mails[0]?.from?.value).toMatchObject([{ address: "linea@assistenza.example" }]);
    expect(recipients).toEqual([letter.recipient]);
  });
});

describe("STARTTLS", () => {
  const starttls = { security: "starttls", ca: certificate.cert } as const;

  it("encrypts before anything is said of user or mail", async () => {
    const { tried, options } = guarded();
    const { port, mails } = await server(options);
    const line = opens(await tap(port));
    expect(await send(line.port, { ...starttls, ...credentials })).toBeNull();
    expect(tried).toEqual(["linea hunter2-hunter2"]);
    expect(mails).toHaveLength(1);
    expect(line.said().slice(0, 2)).toEqual([expect.stringMatching(/^EHLO /), "STARTTLS"]);
    expect(line.said().slice(2).join("\n")).not.toMatch(/EHLO|AUTH|MAIL FROM/);
  });

  it("where it is not offered, nothing is sent: neither the mail nor the password", async () => {
    const { tried, options } = guarded({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
    const { port, mails } = await server(options);
    const line = opens(await tap(port));
    expect(await send(line.port, { ...starttls, ...credentials })).toEqual({
      permanent: false,
      words: expect.stringMatching(/does not offer encryption \(STARTTLS\): 5\d\d$/),
    });
    expect(line.said()).toEqual([expect.stringMatching(/^EHLO /), "STARTTLS"]);
    expect(tried).toEqual([]);
    expect(mails).toEqual([]);
  });
});

describe.each(["starttls", "tls"] as const)("certificates, %s", (security) => {
  const options = (cert = certificate) => ({ ...cert, secure: security === "tls" });

  it("one that nobody known has signed is refused, whatever the environment says", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const { port, mails } = await server(options());
    expect(await send(port, { security })).toEqual({
      permanent: false,
      words: "the certificate of the mail server is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    expect(mails).toEqual([]);
  });

  it("is taken from the authority that the configuration names", async () => {
    const { port, mails } = await server(options());
    expect(await send(port, { security, ca: certificate.cert })).toBeNull();
    expect(mails).toHaveLength(1);
  });

  it("is taken for a host by name, too", async () => {
    const { port, mails } = await server(options());
    expect(await send(port, { host: "localhost", security, ca: certificate.cert })).toBeNull();
    expect(mails).toHaveLength(1);
  });

  it("must be for the host that was called", async () => {
    const other = selfSigned("mail.evil.example");
    const { port, mails } = await server(options(other));
    expect(await send(port, { security, ca: other.cert })).toMatchObject({
      words: expect.stringContaining("ERR_TLS_CERT_ALTNAME_INVALID") as string,
    });
    expect(mails).toEqual([]);
  });
});

describe("sign-in", () => {
  const tls = { security: "tls", ca: certificate.cert } as const;

  it("with user and password", async () => {
    const { tried, options } = guarded({ secure: true });
    const { port, mails } = await server(options);
    expect(await send(port, { ...tls, ...credentials })).toBeNull();
    expect([tried, mails.length]).toEqual([["linea hunter2-hunter2"], 1]);
  });

  it("refused: for the operator to mend, and the password is not told on", async () => {
    const { options } = guarded({ secure: true });
    const { port, mails } = await server(options);
    expect(await send(port, { ...tls, user: "linea", password: "wrong-wrong" })).toEqual({
      permanent: false,
      words: "the mail server refuses the user or the password: 535",
    });
    expect(mails).toEqual([]);
  });

  it("insisted on where a user is configured: the mail does not go without", async () => {
    const { options } = guarded({ secure: true, authOptional: true, disabledCommands: ["AUTH"] });
    const { port, mails } = await server(options);
    expect(await send(port, { ...tls, ...credentials })).toMatchObject({
      permanent: false,
      words: expect.stringContaining("refuses the user or the password") as string,
    });
    expect(mails).toEqual([]);
  });

  it("missing: for the operator to mend", async () => {
    const { options } = guarded({ secure: true });
    const { port } = await server(options);
    expect(await send(port, tls)).toMatchObject({
      permanent: false,
      words: expect.stringContaining("530") as string,
    });
  });
});
