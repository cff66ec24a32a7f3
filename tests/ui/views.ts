/** Views as main would send them. */
import type { AuthorisationFields } from "../../src/shared/protocol/authorisation.ts";
import type {
  AuthorisingStage,
  BarView,
  Directory,
  HelpStage,
  HelpView,
  IncomingCall,
  Language,
  SignInStage,
  ViewerStage,
  ViewerView,
} from "../../src/shared/protocol/ipc.ts";

export const LANGUAGES: readonly Language[] = ["it", "en"];

export const directory: Directory = {
  organisation: { name: "Studio Aurora Informatica", phone: "06 5550 0142" },
  lines: [
    {
      number: 1,
      label: "Contabilità",
      description: "Fatture, registrazioni, bilanci",
      state: "free",
      waiting: 0,
      opensAt: null,
    },
    {
      number: 2,
      label: "Paghe e personale",
      description: "Buste paga, presenze",
      state: "closed",
      waiting: 0,
      opensAt: null,
    },
    {
      number: 3,
      label: "Posta e Office",
      description: "E-mail, documenti, stampa",
      state: "busy",
      waiting: 2,
      opensAt: null,
    },
    {
      number: 4,
      label: "Rete e server",
      description: "Internet, cartelle condivise",
      state: "free",
      waiting: 0,
      opensAt: null,
    },
    {
      number: 12,
      label: "Salvataggi",
      description: "Copie di sicurezza",
      state: "closed",
      waiting: 0,
      opensAt: null,
    },
  ],
};

export const helpView = (stage: HelpStage, changes: Partial<HelpView> = {}): HelpView => ({
  language: "it",
  languages: ["it", "en"],
  online: true,
  outdated: false,
  newHelp: "https://assistenza.studio-aurora.example/help",
  distrusted: null,
  organisation: { ...directory.organisation, logo: null },
  ownPhone: "06 5550 0199",
  lines: directory.lines,
  suggestedName: "Giulia Ferri",
  remembered: null,
  canRemember: true,
  stage,
  ...changes,
});

/** As long as the server's own. */
const clauses = {
  it: [
    "Autorizzo il tecnico a consultare i dati personali che si trovano sui nostri computer, per quanto serve all’intervento.",
    "Metto a disposizione gli apparecchi che servono per stabilire il collegamento.",
    "Confermo che le copie di sicurezza necessarie, almeno due, sono state fatte.",
    "Resto presente per tutto l’intervento, per dare le informazioni che servono.",
    "Sollevo chi presta l’assistenza dalla responsabilità per danni diretti o indiretti dovuti all’intervento.",
    "Mi impegno a pagare il servizio, se mi viene chiesto, alle tariffe in vigore: oggi 30,00 € all’ora, IVA esclusa (su alcune linee il prezzo è diverso: lo dice il testo completo).",
  ],
  en: [
    "I authorise the technician to look at personal data on our computers, as far as the work needs it.",
    "I make available the equipment that is needed for the connection.",
    "I confirm that the necessary backup copies, at least two, have been made.",
    "I stay present for the whole of the work, to give any information that is needed.",
    "I release those who give assistance from liability for direct or indirect damage from the work.",
    "I undertake to pay for the service, if I am asked to, at the rates in force: today €30.00 per hour, without VAT (on some lines the price is another: the full text says which).",
  ],
};

export const remembered: AuthorisationFields = {
  company: "Ferri Arredamenti S.r.l.",
  operator: "Giulia Ferri",
  email: "giulia@ferri-arredamenti.example",
  clientCode: "C-1027",
  idsCode: "",
};

/** The form of the authorisation. */
export const authorising = (changes: Partial<AuthorisingStage> = {}): AuthorisingStage => ({
  ...{ at: "authorising", line: 1, why: "first", version: "2026-11-00000001", clauses },
  ...{ busy: false, problem: null },
  ...changes,
});

/** Every stage of Help, by name. Times start now. */
export function helpStages(): Record<string, HelpStage> {
  const now = Date.now();
  const technician = "Marco Bianchi";
  const numbers = { line: 1, id: "482913", code: "1234567", endsAt: now + 42_000 };
  const ringing: HelpStage = { at: "ringing", ...numbers, quick: false };
  return {
    lines: { at: "lines", notice: null },
    calling: { at: "calling", line: 1 },
    authorising: authorising(),
    "authorising-changed": authorising({ why: "changed" }),
    "authorising-lost": authorising({ problem: "lost" }),
    "authorising-refused": authorising({ problem: "rate-limited" }),
    queued: { at: "queued", line: 3, position: 2 },
    ringing,
    "ringing-quick": { ...ringing, quick: true },
    asking: { at: "asking", line: 1, technician, endsAt: now + 51_000 },
    linking: { at: "linking", line: 1, technician },
    active: {
      at: "active",
      line: 1,
      technician,
      since: now - 754_000,
      words: ["colomba", "sentiero", "ombrello"],
    },
    ended: { at: "ended", line: 1, reason: "finished", technician, seconds: 754 },
    "ended-reported": { at: "ended", line: 1, reason: "reported", technician, seconds: 95 },
    "ended-reported-early": { at: "ended", line: 1, reason: "reported", technician: null, seconds: null },
    "ended-denied": { at: "ended", line: 1, reason: "denied", technician, seconds: null },
    "ended-unanswered": { at: "ended", line: 1, reason: "unanswered", technician: null, seconds: null },
  };
}

export const barView = (changes: Partial<BarView> = {}): BarView => ({
  language: "it",
  organisation: directory.organisation.name,
  technician: "Marco Bianchi",
  since: Date.now() - 754_000,
  granted: ["look", "control"],
  asked: null,
  paused: false,
  words: ["mela", "treno", "luna"],
  hotkey: "ctrl-alt-enter",
  blind: false,
  ...changes,
});

export const CALL = "AAAAAAAAAAAAAAAAAAAAAA";
export const OTHER_CALL = "BBBBBBBBBBBBBBBBBBBBBB";

export const incoming = (changes: Partial<IncomingCall> = {}): IncomingCall => ({
  call: CALL,
  line: 1,
  id: "482913",
  name: "Giulia Ferri",
  endsAt: Date.now() + 42_000,
  wrongCodes: 0,
  quick: false,
  customer: null,
  ...changes,
});

export const viewerView = (stage: ViewerStage, changes: Partial<ViewerView> = {}): ViewerView => ({
  language: "it",
  online: true,
  outdated: false,
  update: { at: "none" },
  technician: "Marco Bianchi",
  website: "https://assistenza.studio-aurora.example",
  lastEmail: "",
  directory,
  open: [1],
  incoming: [],
  notice: null,
  stage,
  ...changes,
});

const signInStage = (changes: Partial<SignInStage> = {}): SignInStage => ({
  at: "sign-in",
  step: "password",
  busy: false,
  error: null,
  wait: null,
  forgotten: false,
  ...changes,
});

/** Nobody is signed in. */
export const signInView = (stage: Partial<SignInStage> = {}, changes: Partial<ViewerView> = {}): ViewerView =>
  viewerView(signInStage(stage), { technician: null, directory: null, open: [], ...changes });

/** A wait of so many seconds that began now. */
export const waitOf = (seconds: number) => ({ until: Date.now() + seconds * 1000, seconds });

/** Every state of the form to sign in, by name. */
export function signInStages(): Record<string, Partial<SignInStage>> {
  return {
    form: {},
    busy: { busy: true },
    "wrong-credentials": { error: "wrong-credentials" },
    wait: { error: "wait", wait: waitOf(125) },
    forbidden: { error: "forbidden" },
    unreachable: { error: "unreachable" },
    invalid: { error: "invalid" },
    ended: { error: "signed-out" },
    "totp-required": { error: "totp-required" },
    forgotten: { forgotten: true },
    code: { step: "code" },
    "wrong-code": { step: "code", error: "wrong-code" },
    "code-busy": { step: "code", busy: true },
    connecting: { step: "connecting", busy: true },
    "connecting-unreachable": { step: "connecting", busy: true, error: "unreachable" },
  };
}

/** Every stage of Viewer but signing in and the desk, by name. */
export function viewerStages(): Record<string, ViewerStage> {
  const who = { call: CALL, name: "Giulia Ferri", line: 1 };
  return {
    asking: { at: "asking", ...who },
    linking: { at: "linking", ...who },
    active: { at: "active", ...who, since: Date.now() - 754_000 },
    ended: { at: "ended", name: who.name, line: 1, reason: "stopped", seconds: 754 },
    "ended-denied": { at: "ended", name: who.name, line: 1, reason: "denied", seconds: null },
  };
}
