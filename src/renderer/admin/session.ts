/** Who is signed in, and the one client of the API that all pages share. */
import { create } from "zustand";
import { Forgotten, Me, PublicOrganisation, SignedIn, type SignIn } from "../../shared/protocol/api.ts";
import type { Language } from "../../shared/protocol/ipc.ts";
import { ApiClient, ApiFailure, type FailureCode } from "./api.ts";
import { programName } from "./program.ts";

type Phase =
  | { at: "starting" }
  /** The server could not be asked. */
  | { at: "failed"; code: FailureCode }
  | { at: "signed-out" }
  | { at: "signed-in"; me: Me };

interface SessionState {
  phase: Phase;
  organisation: PublicOrganisation | null;
  language: Language;
  /** The session ran out under a page that is being worked on: sign in over it. */
  askingAgain: boolean;
}

const LANGUAGE_KEY = "linea.language";

/** What was chosen here before, or what the browser speaks; Italian for everybody else. */
function firstLanguage(): Language {
  try {
    const chosen = localStorage.getItem(LANGUAGE_KEY);
    if (chosen === "it" || chosen === "en") return chosen;
  } catch {
    // Storage may be switched off; the page works without.
  }
  return navigator.language.startsWith("en") ? "en" : "it";
}

export const useSession = create<SessionState>(() => ({
  phase: { at: "starting" },
  organisation: null,
  language: firstLanguage(),
  askingAgain: false,
}));

const set = useSession.setState;
const get = useSession.getState;

/** Who is signed in. Only for what is drawn while somebody is. */
export function useMe(): Me {
  const phase = useSession((state) => state.phase);
  if (phase.at !== "signed-in") throw new Error("Nobody is signed in");
  return phase.me;
}

export function useLanguage(): Language {
  return useSession((state) => state.language);
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // See firstLanguage.
  }
  set({ language });
}

/** Everybody who waits for the person to sign in again. */
const waiting: ((signedIn: boolean) => void)[] = [];

export const api = new ApiClient({
  csrf: () => {
    const { phase } = get();
    return phase.at === "signed-in" ? phase.me.csrf : null;
  },
  signInAgain: () => {
    if (get().phase.at !== "signed-in") return Promise.resolve(false);
    set({ askingAgain: true });
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  },
});

/** The dialog is answered: what waited goes on, or fails. */
export function answerAgain(signedIn: boolean): void {
  set({ askingAgain: false });
  for (const resolve of waiting.splice(0)) resolve(signedIn);
}

function enter(me: Me): void {
  chooseLanguage(me.language);
  set({ phase: { at: "signed-in", me } });
}

export function changeMe(changes: Partial<Me>): void {
  const { phase } = get();
  if (phase.at === "signed-in") enter({ ...phase.me, ...changes });
}

/** The first questions: whose server is this, and is somebody signed in? */
export async function startSession(): Promise<void> {
  set({ phase: { at: "starting" } });
  // Only for the name at the top; the page is no worse without.
  void loadOrganisation().catch(() => undefined);
  try {
    enter(await api.ask("/session", Me));
  } catch (cause) {
    const code = cause instanceof ApiFailure ? cause.code : "internal";
    set({ phase: code === "signed-out" ? { at: "signed-out" } : { at: "failed", code } });
  }
}

export async function loadOrganisation(): Promise<void> {
  set({ organisation: await api.ask("/organisation", PublicOrganisation) });
}

/** @param code six digits, or null at the first try */
export async function signIn(email: string, password: string, code: string | null): Promise<void> {
  const body: SignIn = {
    email,
    password,
    kind: "web",
    program: programName(navigator.userAgent),
    ...(code === null ? {} : { code }),
  };
  const { me } = await api.ask("/session", SignedIn, { method: "POST", body });
  enter(me);
}

export async function signOut(): Promise<void> {
  try {
    await api.tell("/session", { method: "DELETE", quiet: true });
  } catch (cause) {
    // Already out is out.
    if (!(cause instanceof ApiFailure) || cause.code !== "signed-out") throw cause;
  }
  set({ phase: { at: "signed-out" } });
}

export function forgotten(email: string): Promise<void> {
  return api.tell("/password/forgotten", { method: "POST", body: Forgotten.parse({ email }) });
}
