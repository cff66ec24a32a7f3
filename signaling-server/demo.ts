/**
 * What `--demo` puts into an empty database, so that every page of the administration has something to
 * show. Companies, people and numbers are invented; addresses end in `.example`, which leads nowhere
 * (RFC 2606).
 */
import { REGISTRATION_DUE_MS } from "../src/shared/protocol/api.ts";
import type { ContactInput, CustomerInput } from "../src/shared/protocol/api.ts";
import { addContact } from "./customers/contacts.ts";
import { addCustomer } from "./customers/customers.ts";
import { termsInForce } from "./registrations/terms.ts";
import { audit } from "./store/audit.ts";
import { newId } from "./store/ids.ts";
import type { Writer } from "./store/store.ts";
import { keepTerms } from "./terms.ts";

const HOUR_MS = 3_600_000;

const lines: readonly (readonly [label: string, description: string])[] = [
  ["Contabilità", "Fatture, prima nota, gestionale"],
  ["Stampanti e scanner", "Stampe bloccate, scansioni, carta e toner"],
  ["Assistenza generale", "Windows, Office e tutto il resto"],
  ["Posta e Internet", "E-mail, navigazione, rete dell’ufficio"],
  ["Backup e antivirus", "Copie di sicurezza e protezione del computer"],
  ["Formazione", "Lezioni a distanza sui vostri programmi"],
];

const customers: readonly { readonly customer: CustomerInput; readonly contacts: readonly ContactInput[] }[] =
  [
    {
      customer: {
        company: "Falegnameria Collina Verde S.r.l.",
        taxCode: "00000000000",
        address: "Via dei Castagni 12, 00199 Roma",
        email: "ufficio@collinaverde.example",
        phone: "06 5555 0121",
        notes: "Chiamare prima delle 11: poi sono tutti in laboratorio.",
        contractLevel: 2,
        rateCents: 2_500,
        minimumMinutes: 15,
        roundingMinutes: 15,
        requiredSoftware: ["Antivirus", "Backup notturno"],
        quickAccess: true,
        active: true,
      },
      contacts: [
        {
          name: "Irene Valdossi",
          email: "irene.valdossi@collinaverde.example",
          phone: "06 5555 0122",
          language: "it",
          active: true,
        },
        {
          name: "Paolo Terrasanta",
          email: "paolo.terrasanta@collinaverde.example",
          phone: "",
          language: "it",
          active: true,
        },
      ],
    },
    {
      customer: {
        company: "Studio Marchesan e Associati",
        taxCode: "",
        address: "Piazza del Pozzo 3, 00187 Roma",
        email: "segreteria@studiomarchesan.example",
        phone: "06 5555 0131",
        notes: "",
        contractLevel: 1,
        rateCents: null,
        minimumMinutes: 0,
        roundingMinutes: 1,
        requiredSoftware: [],
        quickAccess: false,
        active: true,
      },
      contacts: [
        {
          name: "Lidia Marchesan",
          email: "lidia@studiomarchesan.example",
          phone: "06 5555 0132",
          language: "it",
          active: true,
        },
      ],
    },
  ];

/**
 * Fills the database if it holds no line, no customer and no registration; otherwise it is somebody's,
 * and stays as it is.
 * @param now milliseconds since 1970
 * @returns whether it was filled
 */
export async function fillDemo(tx: Writer, now: number): Promise<boolean> {
  for (const table of ["line", "customer", "registration"] as const) {
    const { count } = await tx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    if (count > 0) return false;
  }
  await audit(tx, { at: now, actor: "system", action: "demo.filled", target: "database" });
  await addLines(tx);
  for (const { customer, contacts } of customers) {
    const id = await addCustomer(tx, customer, "system", now);
    for (const contact of contacts) await addContact(tx, id, contact, "system", now);
  }
  await addRegistration(tx, now);
  return true;
}

/** Open day and night: whoever tries the demo may do so on a Sunday. */
async function addLines(tx: Writer): Promise<void> {
  const hoursJson = JSON.stringify("always");
  await tx
    .insertInto("line")
    .values(
      lines.map(([label, description], i) => {
        return { number: i + 1, label, description, hoursJson, staffJson: null, rateCents: null };
      }),
    )
    .execute();
  await tx
    .updateTable("organisation")
    .set((eb) => ({ directoryVersion: eb("directoryVersion", "+", 1) }))
    .execute();
}

/** Confirmed yesterday, to be decided by tomorrow. */
async function addRegistration(tx: Writer, now: number): Promise<void> {
  const confirmedAt = now - 20 * HOUR_MS;
  const terms = await termsInForce(tx);
  await keepTerms(tx, terms);
  await tx
    .insertInto("registration")
    .values({
      id: newId(),
      company: "Panificio Tre Fontane",
      taxCode: "",
      name: "Ottavia Brandolin",
      email: "ottavia@trefontane.example",
      phone: "06 5555 0141",
      quickAccess: 0,
      message: "Abbiamo due computer e una stampante in rete. Vorremmo iniziare il mese prossimo.",
      language: "it",
      terms: terms.version,
      createdAt: confirmedAt - HOUR_MS,
      confirmedAt,
      dueAt: confirmedAt + REGISTRATION_DUE_MS,
      decision: null,
      decidedAt: null,
      decidedBy: null,
      customerId: null,
    })
    .execute();
}
