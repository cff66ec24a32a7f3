/**
 * What crosses between a window and Electron's main process. A window sends commands, main answers
 * with events: the whole view to draw (`state`) and orders to its peer connection (`peer`).
 * Main trusts no window: the one gateway parses every command against this table.
 */
import { z } from "zod";
import { AuthorisationFields, type ClausesByLanguage } from "./authorisation.ts";
import { MAX_PASSWORD, TotpCode, type ApiErrorCode, type PublicOrganisation } from "./api.ts";
import { CallId, DisplayName, Language, LineNumber, OneTimeCode } from "./common.ts";
import type { IceServer, Line, Organisation } from "./common.ts";
import type { Distrust } from "./directory.ts";
import type { EndReason, ErrorCode } from "./errors.ts";
import { mainChannels } from "./channels.ts";
import { PermissionName } from "./ladder.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import type { Permission } from "./permissions.ts";
import { PeerSignal } from "./signaling.ts";

export { Language };

const nothing = z.strictObject({});

/** As it was typed. Whether it is an address, main says: a form must get an answer to whatever it sends. */
const TypedEmail = z.string().trim().min(1).max(254);

/** Commands of any window. */
const common = {
  /** The window has drawn itself and wants its state. */
  ready: nothing,
  language: z.strictObject({ language: Language }),
};

/** Commands of a window that holds a peer connection. */
const peer = {
  "peer.signal": z.strictObject({ call: CallId, signal: PeerSignal }),
  "peer.state": z.strictObject({
    call: CallId,
    /** unsafe: the spoken check broke or came to no words; in Viewer also when the words are different. */
    state: z.enum(["connected", "failed", "capture-failed", "unsafe"]),
  }),
};

/** One of the spoken check's words. Which words there are, shared/session/spoken/words.ts says. */
const SpokenWord = z
  .string()
  .max(16)
  .regex(/^\p{Ll}+$/u);

export const commands = {
  help: {
    ...common,
    /** Double-click, Enter, or number and Enter on a line. */
    call: z.strictObject({ line: LineNumber, name: DisplayName, wait: z.boolean() }),
    cancel: nothing,
    /** Back to the lines from an ended call or a notice. */
    back: nothing,
    /** The form is accepted, each clause of it. `remember`: also on this computer (main/memory.ts). */
    authorise: z.strictObject({ ...AuthorisationFields.shape, remember: z.boolean() }),
    /** What was remembered on this computer is no more. */
    forget: nothing,
    /** The full text of the authorisation, in the browser; only while the form is open. */
    openTerms: nothing,
    /** Where the new Help is, in the browser; only while this one has to be replaced. */
    openNewHelp: nothing,
    stop: nothing,
    /** "Something is wrong", said twice: ends the call and tells the organisation. */
    report: nothing,
  },
  host: {
    ready: nothing,
    ...peer,
    /** Answers `capture` off: nothing is captured any more. */
    "peer.covered": z.strictObject({ call: CallId }),
    /** What the spoken check came to, in the order in which it is read out. */
    "peer.words": z.strictObject({ call: CallId, words: z.tuple([SpokenWord, SpokenWord, SpokenWord]) }),
    /** Text from a data channel, unread; main parses and judges it. One character over tells that it was cut. */
    "peer.data": z.strictObject({
      call: CallId,
      channel: z.enum(Object.keys(mainChannels)),
      data: z.string().max(MAX_INPUT_LENGTH + 1),
    }),
  },
  bar: {
    ...common,
    stop: nothing,
    /** The caller takes a permission back. */
    "take-back": z.strictObject({ permission: PermissionName }),
    /** The caller lets a session go on that was paused. */
    resume: nothing,
    /** Something is wrong: stop, and tell the organisation. */
    report: nothing,
  },
  viewer: {
    ...common,
    ...peer,
    /** `code`: once the server has asked for the second factor. */
    signIn: z.strictObject({
      email: TypedEmail,
      password: z.string().min(1).max(MAX_PASSWORD),
      code: TotpCode.optional(),
    }),
    /** Sends a link for a new password, to whoever has an account. */
    forgotten: z.strictObject({ email: TypedEmail }),
    /** Between sessions only; also gives up a sign-in that waits for the server. */
    signOut: nothing,
    "line.open": z.strictObject({ line: LineNumber }),
    "line.close": z.strictObject({ line: LineNumber }),
    /** `code` null: without, where the call is `quick`. */
    take: z.strictObject({ call: CallId, code: OneTimeCode.nullable() }),
    decline: z.strictObject({ call: CallId }),
    end: nothing,
    /** Back to the lines from an ended session, or from the second factor to e-mail and password. */
    back: nothing,
    /** The newer version of Viewer: fetch it, show the file that was fetched, or not now. */
    "update.fetch": nothing,
    "update.show": nothing,
    "update.later": nothing,
  },
} as const;

export type Role = keyof typeof commands;
/** Windows that people see. */
export type ShownRole = Exclude<Role, "host">;
export type CommandName<R extends Role> = keyof (typeof commands)[R] & string;
export type Command<R extends Role, N extends CommandName<R>> =
  (typeof commands)[R][N] extends z.ZodType<infer T> ? T : never;

/** Which end of the session the window is; at Help's, whose words the spoken check shows at both ends. */
export type Side = { side: "help"; language: Language } | { side: "viewer" };

/** Orders to the window that holds the peer connection. */
export type PeerOrder =
  | ({ do: "start"; call: string; iceServers: IceServer[] } & Side)
  | { do: "signal"; call: string; signal: PeerSignal }
  | { do: "stop" };

/** Orders to Help's host window besides. */
export type HostOrder =
  | PeerOrder
  /** Capture the consented display anew, or stop capturing it. */
  | { do: "capture"; call: string; on: boolean }
  /** To Viewer, on the channel SESSION_CHANNEL. */
  | { do: "send"; call: string; data: string };
/** The key combination that stops a session from anywhere, as the keyboards call it (i18n `hotkey.*`). */
export type Hotkey =
  | "ctrl-alt-enter"
  | "ctrl-alt-shift-enter"
  | "ctrl-shift-f9"
  | "control-option-return"
  | "control-option-shift-return"
  | "control-shift-f9";

/** What Viewer shows of its organisation. */
export interface Directory {
  organisation: Organisation;
  lines: Line[];
}

/**
 * The form before the first session (SERVICE.md §5). What is typed stays in the window until it is accepted.
 */
export interface AuthorisingStage {
  at: "authorising";
  line: number;
  /** first: nothing was accepted from here. changed: the text is another one since. */
  why: "first" | "changed";
  /** Of the text that `clauses` belong to. */
  version: string;
  clauses: ClausesByLanguage;
  /** An answer of the server is awaited. */
  busy: boolean;
  /** Why the last try to accept came to nothing. lost: there was no connection, or it broke before the answer. */
  problem: ErrorCode | "lost" | null;
}

/** What Help's window shows. Times are milliseconds since 1970 by this computer's clock. */
export type HelpStage =
  | { at: "lines"; notice: { code: ErrorCode; line: number | null } | null }
  | { at: "calling"; line: number }
  | AuthorisingStage
  | { at: "queued"; line: number; position: number }
  /** quick: the technician may answer without the two numbers. */
  | { at: "ringing"; line: number; id: string; code: string; endsAt: number; quick: boolean }
  | { at: "asking"; line: number; technician: string; endsAt: number }
  | { at: "linking"; line: number; technician: string }
  /** words: of the spoken check, in the order in which they are read out; null until they are known. */
  | { at: "active"; line: number; technician: string; since: number; words: string[] | null }
  | { at: "ended"; line: number; reason: EndReason; technician: string | null; seconds: number | null };

export interface HelpView {
  language: Language;
  /** Those that the organisation offers: with one alone there is nothing to choose. */
  languages: readonly Language[];
  online: boolean;
  /** This Help must be replaced: the server speaks another protocol version, or the organisation wants a newer one. */
  outdated: boolean;
  /** Where the new one is; `openNewHelp` opens it. */
  newHelp: string;
  /** Why what the server sent is not believed; null when nothing is wrong. While it is set, `lines` is null. */
  distrusted: Distrust | null;
  /** By the signed directory; before it is there, and while it is not believed, by Help's own build. */
  organisation: PublicOrganisation;
  /** Telephone by Help's own build alone, for who has doubts about the rest. */
  ownPhone: string;
  /** The lines of the signed directory; null until there is one. */
  lines: Line[] | null;
  /** The name offered in the field "your name". */
  suggestedName: string;
  /** What the caller let this computer remember of the form. */
  remembered: AuthorisationFields | null;
  /** This computer has a safe place for it. Found out only once the form is open: asking may open a key store. */
  canRemember: boolean;
  stage: HelpStage;
}

export interface BarView {
  language: Language;
  organisation: string;
  technician: string;
  since: number;
  /** In the order of the table. */
  granted: readonly Permission[];
  /** The question that stands before the caller. */
  asked: Permission | null;
  /** Nothing is seen or applied until the caller resumes. */
  paused: boolean;
  /** The words of the spoken check; null until they are known. */
  words: readonly string[] | null;
  /** What stops the session from anywhere; null when the system does not allow it. */
  hotkey: Hotkey | null;
  /** This system does not tell which window is in front: nobody watches for banks. */
  blind: boolean;
}

export interface IncomingCall {
  call: string;
  line: number;
  id: string;
  name: string;
  endsAt: number;
  /** Wrong codes typed here so far. */
  wrongCodes: number;
  /** Quick access: may be answered without the code. */
  quick: boolean;
  /** The customer's company as its record has it; null: not known. */
  customer: string | null;
}

/**
 * Why the sign-in did not go on (i18n `api.*`). `signed-out`: the session was revoked or has run out.
 * `unreachable`: no answer, or none that our server would give.
 */
export type SignInError = ApiErrorCode | "unreachable";

/** What the form says around its fields. What is typed stays in the window, and goes only to the server. */
export interface SignInStage {
  at: "sign-in";
  /**
   * password: who are you. code: the second factor besides. connecting: the account is signed in, and
   * the connection for calls is being made.
   */
  step: "password" | "code" | "connecting";
  /** An answer of the server is awaited. */
  busy: boolean;
  error: SignInError | null;
  /** No use in trying before `until` (milliseconds since 1970); the wait was of so many `seconds`. */
  wait: { until: number; seconds: number } | null;
  /** A link for a new password is on its way, if the address has an account. */
  forgotten: boolean;
}

/** What Viewer's window shows. */
export type ViewerStage =
  | SignInStage
  | { at: "desk" }
  | { at: "taking"; call: string }
  | { at: "asking"; call: string; name: string; line: number }
  | { at: "linking"; call: string; name: string; line: number }
  | { at: "active"; call: string; name: string; line: number; since: number }
  | { at: "ended"; name: string; line: number; reason: EndReason; seconds: number | null };

/** A passing message at the desk: why a request failed, or why a ringing call went away. */
export type DeskNotice =
  | { kind: "error"; code: ErrorCode; line: number | null }
  | { kind: "gone"; name: string; reason: EndReason }
  | { kind: "taken"; name: string; by: string };

/** Why a file was not fetched, though it may be the next time (i18n `viewer.update.problem.*`). */
export type PassingProblem =
  /** It did not come, or not to its end. */
  | "unreachable"
  /** It could not be saved. */
  | "disk";

/** Why a newer version is not to be had. */
export type UpdateProblem =
  | PassingProblem
  /** Not signed by the release key of this build. */
  | "unsigned"
  /** Signed, but not what this Viewer can read. */
  | "unreadable"
  /** Older than this one. */
  | "older"
  /** There is no file for this computer. */
  | "no-file"
  /** What came is not what was signed. */
  | "damaged";

/** A newer version of Viewer. */
export type UpdateStage =
  | { at: "none" }
  | { at: "offered"; version: string; bytes: number; problem: PassingProblem | null }
  | { at: "fetching"; version: string; bytes: number; got: number }
  /** The file `name` lies in the folder for downloads. */
  | { at: "ready"; version: string; name: string }
  /** `version` null: nothing that was said of it can be believed. */
  | { at: "refused"; version: string | null; why: UpdateProblem };

export interface ViewerView {
  language: Language;
  online: boolean;
  outdated: boolean;
  technician: string | null;
  /** Address of the service's web pages. */
  website: string;
  /** E-mail that the form offers: of who last signed in here, or empty. */
  lastEmail: string;
  /** null until the server has sent it once. */
  directory: Directory | null;
  /** Numbers of the lines this technician has open. */
  open: number[];
  incoming: IncomingCall[];
  notice: DeskNotice | null;
  update: UpdateStage;
  stage: ViewerStage;
}

/** Events from main to each window. */
export interface Events {
  help: { state: HelpView };
  host: { peer: HostOrder };
  bar: { state: BarView };
  viewer: { state: ViewerView; peer: PeerOrder };
}

/** What the preload script puts on `window.linea`. */
export interface Bridge<R extends Role> {
  send: <N extends CommandName<R>>(name: N, payload: Command<R, N>) => void;
  /** Returns the function that stops listening. */
  on: <N extends keyof Events[R] & string>(name: N, listener: (payload: Events[R][N]) => void) => () => void;
}

/** Names of the two Electron IPC channels: all commands on one, all events on the other. */
export const IPC_COMMAND = "linea:command";
export const IPC_EVENT = "linea:event";
