/** What the copy of an authorisation lists (SERVICE.md §5): every field, and every clause in full. */
import { translator } from "../../src/shared/i18n/index.ts";
import type { Language } from "../../src/shared/protocol/ipc.ts";
import type { Block } from "./compose.ts";
import type { AuthorisationCopy } from "./mails.ts";
import { oneLine, withoutLinks } from "./oneLine.ts";

const moments: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  it: new Intl.DateTimeFormat("it", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Rome" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Rome" }),
};

const FIELDS = ["company", "operator", "email", "clientCode", "idsCode"] as const;

export function blocksOfCopy(language: Language, copy: AuthorisationCopy): Block[] {
  const t = translator(language);
  const { fields, line, at, version, clauses } = copy;
  const label = oneLine(line.label);
  return [
    {
      heading: t("mail.authorisation-copy.fields"),
      entries: [
        ...FIELDS.map((field) => ({
          term: t(`authorisation.${field}`),
          // Their own address is where this mail is, and no way to anywhere else.
          text:
            (field === "email" ? oneLine(fields[field]) : withoutLinks(fields[field])) ||
            t("authorisation.none"),
        })),
        {
          term: t("mail.authorisation-copy.line"),
          text: t("mail.authorisation-copy.line.value", { number: line.number, label }),
        },
        {
          term: t("mail.authorisation-copy.at"),
          text: t("mail.authorisation-copy.at.value", { when: moments[language].format(at) }),
        },
        { term: t("mail.authorisation-copy.version"), text: version },
      ],
    },
    {
      heading: t("mail.authorisation-copy.clauses"),
      entries: clauses.map((clause, index) => ({
        term: oneLine(`${index + 1}. ${clause.title}`),
        text: oneLine(clause.clauses.join(" ")),
      })),
    },
  ];
}
