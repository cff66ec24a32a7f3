import { describe, expect, it } from "vitest";
import { composeMail } from "./compose.ts";
import type { AuthorisationCopy, Mail } from "./mails.ts";
import { organisation, resetMail, token } from "./testing/desk.ts";

const link = `https://assistenza.example/x#${token}`;
const copy: AuthorisationCopy = {
  fields: {
    company: "Verdi S.r.l.",
    operator: "Anna Verdi",
    email: "anna@ditta.example",
    clientCode: "C-1",
    idsCode: "",
  },
  line: { number: 3, label: "Contabilità" },
  at: Date.UTC(2026, 10, 23, 11, 5),
  version: "2026-11-0a1b2c3d",
  clauses: Array.from({ length: 6 }, (_, i) => ({ title: `Breve ${i}`, clauses: [`Testo intero ${i}`] })),
};
const of = (language: "it" | "en"): Mail[] => {
  const to = "anna@ditta.example";
  const name = "Anna Verdi";
  const company = "Verdi S.r.l.";
  return [
    { kind: "staff-set-up", to, language, params: { name, link, hours: 48 } },
    { kind: "password-reset", to, language, params: { name, link, minutes: 60 } },
    { kind: "registration-confirm", to, language, params: { name, company, link, hours: 1 } },
    { kind: "registration-waiting", to, language, params: { name, company, link } },
    { kind: "customer-access", to, language, params: { name, company, link, days: 7 } },
    { kind: "registration-refused", to, language, params: { name, company } },
    {
      kind: "call-reported",
      to,
      language,
      params: {
        name,
        when: "23 novembre 2026, 12:00",
        line: 3,
        caller: "Ada Rossi",
        phase: "active",
        technician: "Tina",
        others: 2,
        link: `https://assistenza.example/admin/#/audit`,
      },
    },
    { kind: "authorisation-copy", to, language, params: copy },
    { kind: "test", to, language, params: { name } },
  ];
};
const every = [...of("it"), ...of("en")];

/** What is read when HTML is shown. */
function shown(html: string): string {
  return html
    .replaceAll(/<head>.*?<\/head>/gs, "")
    .replaceAll("<br>", "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
      return { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" }[name] ?? "";
    });
}

describe.each(every)("$kind in $language", (mail) => {
  const { subject, text, html } = composeMail(mail, organisation);

  it("greets, and says who writes and whom to phone", () => {
    for (const version of [text, shown(html)]) {
      expect(version).toContain("Anna Verdi");
      expect(version).toContain(organisation.name);
      expect(version).toContain(organisation.phone);
    }
    expect(text.trim().split("\n").slice(-2)).toEqual([
      organisation.name,
      mail.language === "it" ? `Telefono: ${organisation.phone}` : `Telephone: ${organisation.phone}`,
    ]);
    expect(subject).not.toBe("");
  });

  it("has its link on a line of its own; in HTML as a button and as text", () => {
    const links = "link" in mail.params ? [mail.params.link] : [];
    expect(text.split("\n").filter((line) => line.includes("://"))).toEqual(links);
    expect(
      shown(html)
        .split("\n")
        .filter((line) => line.includes("://")),
    ).toEqual(links);
    const anchors = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, address]) => address);
    expect(anchors).toEqual([...links, ...links]);
  });

  it("says in plain text what it says in HTML", () => {
    const words = shown(html);
    for (const line of text.split("\n").filter((one) => one !== "")) expect(words).toContain(line);
  });

  it("is one language's, fetches nothing, and is whole", () => {
    expect(html).toContain(`<html lang="${mail.language}">`);
    expect(html).not.toMatch(/<(img|script|link|style|iframe|table)\b|url\(|src=/i);
    expect(subject + text + html).not.toMatch(/undefined|\[object|\{|\}/);
  });
});

const hostile = "<b>x</b> & \"y\" 'z'";
const intruder = (text: string): Mail => ({
  kind: "registration-waiting",
  to: "anna@ditta.example",
  language: "en",
  params: { name: text, company: text, link },
});

describe("what comes from outside", () => {
  it("is shown as it was written, and is never a tag", () => {
    const { subject, text, html } = composeMail(intruder(hostile), organisation);
    expect(subject).toContain(hostile);
    expect(text).toContain(`${hostile} has asked`);
    expect(shown(html)).toContain(`${hostile} has asked`);
    expect(html).not.toContain("<b>");
  });

  it("an organisation's name is no tag either", () => {
    const { html } = composeMail(resetMail(), { name: hostile, phone: "<i>1</i>" });
    expect(html).not.toMatch(/<[bi]>/);
    expect(shown(html)).toContain(hostile);
  });

  it("a link cannot leave its attribute", () => {
    const mail = resetMail();
    if (mail.kind !== "password-reset") throw new Error("not a reset");
    const address = 'https://assistenza.example/"><script>1</script>';
    const { html } = composeMail({ ...mail, params: { ...mail.params, link: address } }, organisation);
    expect(html).not.toContain("<script>");
    expect(html).toContain("&quot;&gt;&lt;script&gt;");
  });

  it.each([
    "javascript:alert(1)",
    "https://a.example/\nBcc: b@c.example",
    "/reset#x",
    "https://a.example/ b",
  ])("no such link: %j", (address) => {
    const mail = resetMail();
    if (mail.kind !== "password-reset") throw new Error("not a reset");
    expect(() => composeMail({ ...mail, params: { ...mail.params, link: address } }, organisation)).toThrow();
  });

  it.each(["\r\n", "\n", "\r", "\u2028", "\u0085", "\0", "\u000b"])("line break %j adds no line", (end) => {
    const text = `Ditta${end}Bcc: eve@evil.example${end}${end}Body`;
    const plain = composeMail(intruder("Ditta Bcc: eve@evil.example Body"), organisation);
    expect(composeMail(intruder(text), organisation)).toEqual(plain);
    expect(plain.subject.split(/[\r\n]/)).toHaveLength(1);
  });

  it("a long name makes no endless subject, and no half character", () => {
    const { subject } = composeMail(intruder("😀".repeat(500)), organisation);
    expect([...subject]).toHaveLength(200);
    expect(Buffer.from(subject).toString()).toBe(subject);
  });
});

it("numbers are in words: one hour, 48 hours", () => {
  const [, , confirm] = of("it");
  const [setUp] = of("en");
  expect(composeMail(confirm!, organisation).text).toContain("entro 1 ora dalla richiesta");
  expect(composeMail(confirm!, organisation).text).toContain("attivo entro 48 ore");
  expect(composeMail(setUp!, organisation).text).toContain("within 48 hours");
});
