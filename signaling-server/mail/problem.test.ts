import { describe, expect, it } from "vitest";
import { problemOf } from "./problem.ts";
import { token } from "./testing/desk.ts";

const failure = (fields: object) => problemOf(Object.assign(new Error("a@b.example"), fields), []);
const reply = (command: string, responseCode: number, code = "EENVELOPE") =>
  failure({ code, command, responseCode, response: `${responseCode} no` });

describe("what can never be taken", () => {
  it.each([
    ["RCPT TO", 550],
    ["RCPT TO", 501],
    ["RCPT TO", 556],
    ["DATA", 554],
    ["DATA", 552],
  ])("%s: %i", (command, code) => {
    expect(reply(command, code).permanent).toBe(true);
  });

  it("what nobody can be told in SMTP, or is too large for the server", () => {
    expect(failure({ code: "EENVELOPE", command: "API" }).permanent).toBe(true);
    expect(failure({ code: "EMESSAGE", command: "MAIL FROM" }).permanent).toBe(true);
  });
});

describe("what the operator can mend, or time", () => {
  it.each([
    ["RCPT TO", 450],
    ["RCPT TO", 421],
    ["DATA", 451],
    ["DATA", 503],
    ["RCPT TO", 530],
    ["DATA", 535],
    ["MAIL FROM", 550],
    ["MAIL FROM", 530],
    ["CONN", 554],
    ["EHLO", 550],
    ["STARTTLS", 502],
  ])("%s: %i", (command, code) => {
    expect(reply(command, code).permanent).toBe(false);
  });

  it("sign-in, connection, and whatever nobody has thought of", () => {
    expect(reply("AUTH PLAIN", 535, "EAUTH").permanent).toBe(false);
    expect(failure({ code: "ECONNECTION", command: "CONN" }).permanent).toBe(false);
    for (const strange of [undefined, null, "no", new Error("no"), { code: "EENVELOPE", command: "API" }]) {
      expect(problemOf(strange, [])).toEqual({ permanent: false, words: "the mail could not be sent" });
    }
  });
});

describe("words", () => {
  const wordsOf = (response: string, secrets: string[] = []) =>
    problemOf(
      Object.assign(new Error(response), {
        code: "EENVELOPE",
        command: "RCPT TO",
        response,
        responseCode: 550,
      }),
      secrets,
    ).words;

  it("are the server's, on one line, each number once", () => {
    expect(wordsOf("550-5.1.1 The mailbox\r\n550-5.1.1 does not\n550 5.1.1 exist")).toBe(
      "RCPT TO 550-5.1.1 The mailbox 5.1.1 does not 5.1.1 exist",
    );
  });

  it("hold no address, whole or in part", () => {
    const secrets = ["anna.verdi@ditta.example", "linea@assistenza.example", "", "pa"];
    expect(wordsOf("550 <eve@evil.example>: no", secrets)).toBe("RCPT TO 550 … no");
    expect(wordsOf("550 Anna.Verdi at ditta.example unknown", secrets)).toBe(
      "RCPT TO 550 … at ditta.example unknown",
    );
    expect(wordsOf("550 no mailbox here by that name: anna.verdi", secrets)).toMatch(/name: …$/);
  });

  it("hold no link of the mail and nothing that looks like a key", () => {
    const words = wordsOf(`550 spam: https://a.example/reset#${token} and /r#${token} and ${token}`);
    expect(words).not.toContain(token.slice(0, 20));
    expect(words).not.toContain("://");
  });

  it("hold nothing of what is said at a sign-in", () => {
    const error = Object.assign(new Error("no"), {
      code: "EAUTH",
      command: "AUTH PLAIN",
      response: "535 wrong: hunter2",
      responseCode: 535,
    });
    expect(problemOf(error, []).words).toBe("the mail server refuses the user or the password: 535");
  });

  it("are never long", () => {
    expect([...wordsOf("550 " + "è così ".repeat(500))]).toHaveLength(200);
  });

  it.each([
    [{ code: "ESOCKET", originalCode: "ECONNREFUSED" }, /no connection.*: ECONNREFUSED$/],
    [{ code: "EDNS", originalCode: "ENOTFOUND" }, /name.*: ENOTFOUND$/],
    [{ code: "ETIMEDOUT" }, /in time$/],
    [
      { code: "ESOCKET", originalCode: "DEPTH_ZERO_SELF_SIGNED_CERT" },
      /not trusted: DEPTH_ZERO_SELF_SIGNED_CERT$/,
    ],
    [{ code: "ESOCKET", originalCode: "ERR_TLS_CERT_ALTNAME_INVALID" }, /not trusted: ERR_TLS_CERT/],
    [
      { code: "ETLS", command: "STARTTLS", responseCode: 502, response: "502 no" },
      /does not offer encryption/,
    ],
    [{ code: "ECONNECTION", originalCode: "a@b.example" }, /broke$/],
  ])("%j", (fields, words) => {
    expect(failure(fields).words).toMatch(words);
  });
});
