/**
 * What crosses between a window and Electron's main process. A window sends commands, main answers
 * with events: the whole view to draw (`state`) and orders to its peer connection (`peer`).
 * Main trusts no window: the one gateway parses every command against this table.
 */
import { z } from "zod";
import { MAX_PASSWORD, TotpCode, type ApiErrorCode, type PublicOrganisation } from "./api.ts";
import { CallId, DisplayName, LineNumber, OneTimeCode } from "./common.ts";
import type { IceServer, Line, Organisation } from "./common.ts";
import type { Distrust } from "./directory.ts";
import type { EndReason, ErrorCode } from "./errors.ts";
import { InputChannel } from "./input.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import { PeerSignal } from "./signaling.ts";

export const Language = z.enum(["it", "en"]);
export type Language = z.infer<typeof Language>;

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
    state: z.enum(["connected", "failed", "capture-failed"]),
  }),
};

export const commands = {
  help: {
    ...common,
    ...peer,
    /** Double-click, Enter, or number and Enter on a line. */
    call: z.strictObject({ line: LineNumber, name: DisplayName, wait: z.boolean() }),
    cancel: nothing,
    /** Back to the lines from an ended call or a notice. */
    back: nothing,
    stop: nothing,
    /** Answers `stop`: tracks and peer connection are gone. */
    "peer.closed": nothing,
    /** Text from a data channel, unread; main parses and judges it. One character over tells that it was cut. */
    input: z.strictObject({
      call: CallId,
      channel: InputChannel,
      data: z.string().max(MAX_INPUT_LENGTH + 1),
    }),
  },
  bar: { ...common, stop: nothing },
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
    take: z.strictObject({ call: CallId, code: OneTimeCode }),
    decline: z.strictObject({ call: CallId }),
    end: nothing,
    /** Back to the lines from an ended session, or from the second factor to e-mail and password. */
    back: nothing,
  },
} as const;

export type Role = keyof typeof commands;
export type CommandName<R extends Role> = keyof (typeof commands)[R] & string;
export type Command<R extends Role, N extends CommandName<R>> =
  (typeof commands)[R][N] extends z.ZodType<infer T> ? T : never;

/** Orders to the window that holds the peer connection. */
export type PeerOrder =
  | { do: "start"; call: string; side: "help" | "viewer"; iceServers: IceServer[] }
  | { do: "signal"; call: string; signal: PeerSignal }
  | { do: "stop" };

/** What Viewer shows of its organisation. */
export interface Directory {
  organisation: Organisation;
  lines: Line[];
}

/** What Help's window shows. Times are milliseconds since 1970 by this computer's clock. */
export type HelpStage =
  | { at: "lines"; notice: { code: ErrorCode; line: number | null } | null }
  | { at: "calling"; line: number }
  | { at: "queued"; line: number; position: number }
  | { at: "ringing"; line: number; id: string; code: string; endsAt: number }
  | { at: "asking"; line: number; technician: string; endsAt: number }
  | { at: "linking"; line: number; technician: string }
  | { at: "active"; line: number; technician: string; since: number }
  | { at: "ended"; line: number; reason: EndReason; technician: string | null; seconds: number | null };

export interface HelpView {
  language: Language;
  online: boolean;
  /** The server speaks another protocol version: this program must be replaced. */
  outdated: boolean;
  /** Why what the server sent is not believed; null when nothing is wrong. While it is set, `lines` is null. */
  distrusted: Distrust | null;
  /** By the signed directory; before it is there, and while it is not believed, by Help's own build. */
  organisation: PublicOrganisation;
  /** The lines of the signed directory; null until there is one. */
  lines: Line[] | null;
  /** The name offered in the field "your name". */
  suggestedName: string;
  stage: HelpStage;
}

export interface BarView {
  language: Language;
  organisation: string;
  technician: string;
  since: number;
}

export interface IncomingCall {
  call: string;
  line: number;
  id: string;
  name: string;
  endsAt: number;
  /** Wrong codes typed here so far. */
  wrongCodes: number;
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
  stage: ViewerStage;
}

/** Events from main to each window. */
export interface Events {
  help: { state: HelpView; peer: PeerOrder };
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
