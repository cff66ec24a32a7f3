/**
 * What crosses between a window and Electron's main process. A window sends commands, main answers
 * with events: the whole view to draw (`state`) and orders to its peer connection (`peer`).
 * Main trusts no window: the one gateway parses every command against this table.
 */
import { z } from "zod";
import { CallId, DisplayName, LineNumber, OneTimeCode } from "./common.ts";
import type { IceServer, Line, Organisation } from "./common.ts";
import type { EndReason, ErrorCode } from "./errors.ts";
import { InputChannel } from "./input.ts";
import { MAX_INPUT_LENGTH } from "./limits.ts";
import { PeerSignal } from "./signaling.ts";

export const Language = z.enum(["it", "en"]);
export type Language = z.infer<typeof Language>;

const nothing = z.strictObject({});

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
    signIn: z.strictObject({ token: z.string().trim().min(16).max(256) }),
    "line.open": z.strictObject({ line: LineNumber }),
    "line.close": z.strictObject({ line: LineNumber }),
    take: z.strictObject({ call: CallId, code: OneTimeCode }),
    decline: z.strictObject({ call: CallId }),
    end: nothing,
    /** Back to the lines from an ended session. */
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
  /** null until the server has sent it once. */
  directory: Directory | null;
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

/** What Viewer's window shows. */
export type ViewerStage =
  | { at: "sign-in"; refused: boolean }
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
