/** Puts a mail into words: subject, plain text and HTML, which say the same. */
import { z } from "zod";
import { translator } from "../../src/shared/i18n/index.ts";
import { REGISTRATION_DUE_MS } from "../../src/shared/protocol/api.ts";
import { blocksOfCopy } from "./authorisationCopy.ts";
import type { Mail } from "./mails.ts";
import { oneLine } from "./oneLine.ts";

/** Who writes: what the mails need of the organisation's row. */
export interface Sender {
  readonly name: string;
  readonly phone: string;
}

export interface ComposedMail {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type LinkMail = Extract<Mail, { params: { link: string } }>;

/** Longest subject, in characters: RFC 5322, section 2.1.1 caps a line at 998. */
const MAX_SUBJECT = 200;

/** `z.url` alone lets blanks and line breaks pass, as browsers do. */
const WebLink = z.url({ protocol: /^https?$/ }).regex(/^\S+$/);

/**
 * The words of a mail. Names come from outside: they can add neither a line nor a tag.
 * @throws {z.ZodError} if its link is not one of the web
 */
export function composeMail(mail: Mail, sender: Sender): ComposedMail {
  const t = translator(mail.language);
  const params = {
    dueHours: REGISTRATION_DUE_MS / 3_600_000,
    ...oneLines({
      ...(mail.kind === "authorisation-copy" ? {} : mail.params),
      organisation: sender.name,
      phone: sender.phone,
    }),
  };
  const parts: Parts = {
    language: mail.language,
    subject: cut(t(`mail.${mail.kind}.subject`, params)),
    before: [
      t("name" in params ? "mail.greeting" : "mail.greeting.plain", params),
      t(`mail.${mail.kind}.happened`, params),
      t(`mail.${mail.kind}.todo`, params),
    ],
    blocks: mail.kind === "authorisation-copy" ? blocksOfCopy(mail.language, mail.params) : [],
    link: hasLink(mail)
      ? {
          button: t(`mail.${mail.kind}.button`, params),
          hint: t("mail.link.hint"),
          address: WebLink.parse(mail.params.link),
        }
      : null,
    unexpected: t(`mail.${mail.kind}.unexpected`, params),
    signature: [oneLine(sender.name), t("mail.signature.phone", params)],
  };
  return { subject: parts.subject, text: asText(parts), html: asHtml(parts) };
}

/** By characters: half a surrogate pair is none. */
function cut(subject: string): string {
  return [...subject].slice(0, MAX_SUBJECT).join("");
}

function oneLines(params: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === "string" ? oneLine(value) : value]),
  );
}

function hasLink(mail: Mail): mail is LinkMail {
  return "link" in mail.params;
}

/** What is listed in a mail, under a heading of its own. */
export interface Block {
  readonly heading: string;
  /** Each of one line. */
  readonly entries: readonly { readonly term: string; readonly text: string }[];
}

interface Parts {
  readonly language: "it" | "en";
  readonly subject: string;
  /** Paragraphs before the link. */
  readonly before: readonly string[];
  readonly blocks: readonly Block[];
  readonly link: { readonly button: string; readonly hint: string; readonly address: string } | null;
  readonly unexpected: string;
  readonly signature: readonly string[];
}

function asText({ before, blocks, link, unexpected, signature }: Parts): string {
  // No "-- " before the signature: many programs hide or fade what follows it, and it says who to phone.
  const lists = blocks.flatMap(({ heading, entries }) => [
    heading,
    ...entries.map(({ term, text }) => `${term}\n${text}`),
  ]);
  const paragraphs = [
    ...before,
    ...lists,
    ...(link === null ? [] : [link.address]),
    unexpected,
    signature.join("\n"),
  ];
  return paragraphs.join("\n\n") + "\n";
}

/** Inline styles and no pictures: nothing is fetched when the mail is read. Contrast is 8:1 or better. */
function asHtml({ language, subject, before, blocks, link, unexpected, signature }: Parts): string {
  const paragraph = (text: string) => `<p style="margin:0 0 20px">${escape(text)}</p>`;
  const action =
    link === null
      ? []
      : [
          `<p style="margin:28px 0"><a href="${escape(link.address)}" style="display:inline-block;padding:16px 28px;background:#0b4a82;color:#ffffff;font-size:20px;font-weight:bold;text-decoration:none;border-radius:8px">${escape(link.button)}</a></p>`,
          `<p style="margin:0 0 20px">${escape(link.hint)}<br><a href="${escape(link.address)}" style="color:#0b4a82;word-break:break-all">${escape(link.address)}</a></p>`,
        ];
  const lists = blocks.flatMap(({ heading, entries }) => [
    `<h2 style="margin:28px 0 12px;font-size:20px">${escape(heading)}</h2>`,
    ...entries.map(
      ({ term, text }) =>
        `<p style="margin:0 0 14px"><strong>${escape(term)}</strong><br>${escape(text)}</p>`,
    ),
  ]);
  const lines = [
    "<!doctype html>",
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#ffffff;color:#1b1b1b;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">',
    '<div style="max-width:600px;margin:0 auto">',
    ...before.map(paragraph),
    ...lists,
    ...action,
    paragraph(unexpected),
    `<p style="margin:28px 0 0;padding-top:16px;border-top:1px solid #767676">${signature.map(escape).join("<br>")}</p>`,
    "</div>",
    "</body>",
    "</html>",
  ];
  return lines.join("\n") + "\n";
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
