/**
 * The steps of what a technician may do on the caller's computer, lowest first. A permission is one entry
 * here: the schema of what Viewer may ask for, the gate in Help's main, the texts and the bar's switches all
 * come from this table. Apart from the schemas, because the catalogue of texts is built from it too.
 */
import type { Language } from "./ipc.ts";

/** As RTCDataChannelInit has it. */
export interface Reliability {
  readonly ordered: boolean;
  readonly maxRetransmits?: number;
}

/** Words of a permission, for people. */
export interface PermissionWords {
  /** The question to the caller. Arguments: technician, organisation. */
  readonly question: string;
  /** What it means and what it does not, under the question. */
  readonly detail: string;
  /** What the technician does while it is granted; beside the switch in the bar. */
  readonly bar: string;
  /** Viewer's button that asks for it. */
  readonly ask: string;
  /** Viewer's notice that it is granted. */
  readonly has: string;
  /** Viewer's notice that the caller said No, or took it back. */
  readonly without: string;
}

export interface PermissionEntry {
  /** What must be granted before; taking that back takes this back too. */
  readonly needs: string | null;
  /** Whether it lets the consented display be captured. */
  readonly captures: boolean;
  /** Data channels from Viewer whose messages are judged under it, with their reliability. */
  readonly channels: Readonly<Record<string, Reliability>>;
  readonly words: Readonly<Record<Language, PermissionWords>>;
}

export const permissions = {
  look: {
    needs: null,
    captures: true,
    channels: {},
    words: {
      it: {
        question: "{technician} di {organisation} chiede di vedere lo schermo di questo computer. Consente?",
        detail:
          "Se risponde Sì, il tecnico vedrà tutto quello che c’è sullo schermo, ma non potrà toccare niente: per usare mouse e tastiera dovrà chiederglielo di nuovo.\n\nPuò interrompere quando vuole con il pulsante Stop, sempre visibile sullo schermo. Se non è al telefono con questa persona, o se ha un dubbio, risponda No.",
        bar: "vede lo schermo",
        ask: "Chiedi di vedere lo schermo",
        has: "Vede lo schermo",
        without: "Il cliente ha coperto lo schermo. Se serve ancora, glielo chieda.",
      },
      en: {
        question: "{technician} of {organisation} asks to see the screen of this computer. Do you allow it?",
        detail:
          "If you answer Yes, the technician will see everything on the screen but cannot touch anything: to use mouse and keyboard they must ask you again.\n\nYou can stop at any time with the Stop button, which is always visible on the screen. If you are not on the phone with this person, or if you are in doubt, answer No.",
        bar: "sees the screen",
        ask: "Ask to see the screen",
        has: "You see the screen",
        without: "The customer has covered the screen. If you still need it, ask.",
      },
    },
  },
  control: {
    needs: "look",
    captures: false,
    channels: {
      /** Moves only: a late move is worth nothing, so no order and no retransmission. */
      pointer: { ordered: false, maxRetransmits: 0 },
      /** Buttons, wheel and keys: every one counts, in order. */
      control: { ordered: true },
    },
    words: {
      it: {
        question: "{technician} di {organisation} chiede di usare mouse e tastiera al posto Suo. Consente?",
        detail:
          "Se risponde Sì, il tecnico potrà fare clic e scrivere su questo computer mentre Lei guarda.\n\nPuò riprendere mouse e tastiera quando vuole con l’interruttore nella barra in alto, o chiudere tutto con Stop.\n\nSe ha un dubbio, risponda No: il tecnico continuerà a vedere lo schermo e potrà guidarLa a voce.",
        bar: "usa mouse e tastiera",
        ask: "Chiedi mouse e tastiera",
        has: "Usa mouse e tastiera",
        without: "Il cliente non Le lascia usare mouse e tastiera. Può guidarlo a voce.",
      },
      en: {
        question:
          "{technician} of {organisation} asks to use the mouse and keyboard for you. Do you allow it?",
        detail:
          "If you answer Yes, the technician will be able to click and type on this computer while you watch.\n\nYou can take mouse and keyboard back at any time with the switch in the bar at the top, or close everything with Stop.\n\nIf you are in doubt, answer No: the technician will still see the screen and can guide you by voice.",
        bar: "uses mouse and keyboard",
        ask: "Ask for mouse and keyboard",
        has: "You use mouse and keyboard",
        without: "The customer does not let you use mouse and keyboard. You can guide them by voice.",
      },
    },
  },
} as const satisfies Record<string, PermissionEntry>;
