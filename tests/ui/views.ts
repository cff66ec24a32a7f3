/** Views as main would send them. */
import type {
  BarView,
  Directory,
  HelpStage,
  HelpView,
  IncomingCall,
  Language,
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
    },
    {
      number: 2,
      label: "Paghe e personale",
      description: "Buste paga, presenze",
      state: "closed",
      waiting: 0,
    },
    {
      number: 3,
      label: "Posta e Office",
      description: "E-mail, documenti, stampa",
      state: "busy",
      waiting: 2,
    },
    {
      number: 4,
      label: "Rete e server",
      description: "Internet, cartelle condivise",
      state: "free",
      waiting: 0,
    },
    { number: 12, label: "Salvataggi", description: "Copie di sicurezza", state: "closed", waiting: 0 },
  ],
};

export const helpView = (stage: HelpStage, changes: Partial<HelpView> = {}): HelpView => ({
  language: "it",
  online: true,
  outdated: false,
  directory,
  suggestedName: "Giulia Ferri",
  stage,
  ...changes,
});

/** Every stage of Help, by name. Times start now. */
export function helpStages(): Record<string, HelpStage> {
  const now = Date.now();
  const technician = "Marco Bianchi";
  return {
    lines: { at: "lines", notice: null },
    calling: { at: "calling", line: 1 },
    queued: { at: "queued", line: 3, position: 2 },
    ringing: { at: "ringing", line: 1, id: "482913", code: "1234567", endsAt: now + 42_000 },
    asking: { at: "asking", line: 1, technician, endsAt: now + 51_000 },
    linking: { at: "linking", line: 1, technician },
    active: { at: "active", line: 1, technician, since: now - 754_000 },
    ended: { at: "ended", line: 1, reason: "finished", technician, seconds: 754 },
    "ended-denied": { at: "ended", line: 1, reason: "denied", technician, seconds: null },
    "ended-unanswered": { at: "ended", line: 1, reason: "unanswered", technician: null, seconds: null },
  };
}

export const barView = (changes: Partial<BarView> = {}): BarView => ({
  language: "it",
  organisation: directory.organisation.name,
  technician: "Marco Bianchi",
  since: Date.now() - 754_000,
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
  ...changes,
});

export const viewerView = (stage: ViewerStage, changes: Partial<ViewerView> = {}): ViewerView => ({
  language: "it",
  online: true,
  outdated: false,
  technician: "Marco Bianchi",
  directory,
  open: [1],
  incoming: [],
  notice: null,
  stage,
  ...changes,
});

/** Every stage of Viewer but the desk, by name. */
export function viewerStages(): Record<string, ViewerStage> {
  const who = { call: CALL, name: "Giulia Ferri", line: 1 };
  return {
    "sign-in": { at: "sign-in", refused: false },
    "sign-in-refused": { at: "sign-in", refused: true },
    asking: { at: "asking", ...who },
    linking: { at: "linking", ...who },
    active: { at: "active", ...who, since: Date.now() - 754_000 },
    ended: { at: "ended", name: who.name, line: 1, reason: "stopped", seconds: 754 },
    "ended-denied": { at: "ended", name: who.name, line: 1, reason: "denied", seconds: null },
  };
}
