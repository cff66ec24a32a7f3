import { describe, expect, it } from "vitest";
import { MailConfig } from "./config.ts";
import { selfSigned } from "./testing/certificate.ts";

const good = { host: "mail.example", port: 587, security: "starttls", from: "linea@assistenza.example" };

function problems(config: object): string[] {
  const parsed = MailConfig.safeParse(config);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
}

describe("MailConfig", () => {
  it("needs little, and waits as long as RFC 5321 asks", () => {
    expect(MailConfig.parse(good)).toEqual({
      ...good,
      timeouts: { connection: 60, greeting: 60, silence: 600, total: 900 },
    });
  });

  it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1"])("unencrypted to %s", (host) => {
    expect(problems({ ...good, host, security: "none" })).toEqual([]);
  });

  it.each([
    "mail.example",
    "127.0.0.1.evil.example",
    "127.example",
    "10.0.0.1",
    "localhost.example",
    "0.0.0.0",
  ])("never unencrypted to %s", (host) => {
    expect(problems({ ...good, host, security: "none" })).toEqual([
      expect.stringMatching(/^security: may be none only for a mail server on this computer/),
    ]);
  });

  it("user and password go together", () => {
    expect(problems({ ...good, user: "u", password: "p" })).toEqual([]);
    expect(problems({ ...good, user: "u" })).toEqual([
      expect.stringContaining("password: user and password"),
    ]);
    expect(problems({ ...good, password: "p" })).toEqual([
      expect.stringContaining("password: user and password"),
    ]);
  });

  it("own authorities come as PEM", () => {
    expect(problems({ ...good, ca: selfSigned("mail.example").cert })).toEqual([]);
    expect(problems({ ...good, ca: "/etc/ca.pem" })).toEqual(["ca: must hold a certificate as PEM"]);
  });

  it.each([
    [{ from: "nobody" }, "from"],
    [{ from: "a@b.example\r\nBcc: c@d.example" }, "from"],
    [{ replyTo: "x" }, "replyTo"],
    [{ port: 0 }, "port"],
    [{ host: " " }, "host"],
    [{ security: "opportunistic" }, "security"],
    [{ timeouts: { total: 0 } }, "timeouts.total"],
    [{ requireTls: false }, ""],
  ])("refuses %j", (wrong, field) => {
    expect(problems({ ...good, ...wrong })).toEqual([expect.stringMatching(`^${field}: `)]);
  });
});
