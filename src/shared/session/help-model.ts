/** What Help knows, and the events and effects of a call; `help.ts` has the machine that connects them. */
import type { AuthorisationFields } from "../protocol/authorisation.ts";
import type { IceServer, Language, Line } from "../protocol/common.ts";
import type { Distrust, LineDirectory, OpenedDirectory } from "../protocol/directory.ts";
import type { HelpStage } from "../protocol/ipc.ts";
import type { HelpMessage, PeerSignal, ToHelp } from "../protocol/signaling.ts";

/** The call in hand; null while idle or before the server has named it. */
interface CallInHand {
  readonly id: string;
  readonly iceServers: IceServer[];
}

/** What the caller asked for with the double-click; asked for again once the authorisation is given. */
export interface Wish {
  readonly line: number;
  readonly name: string;
  readonly wait: boolean;
}

/** What the caller typed into the form. `remember`: also on this computer. */
interface Giving {
  readonly fields: AuthorisationFields;
  readonly remember: boolean;
}

export interface HelpModel {
  /** Of this Help, as package.json says it. */
  readonly version: string;
  readonly online: boolean;
  /** The server speaks another protocol version. */
  readonly outdated: boolean;
  /** What the organisation has signed; null before it is there, and while the last one that came is not believed. */
  readonly directory: LineDirectory | null;
  /** Why that one is not believed; null when nothing is wrong. */
  readonly distrusted: Distrust | null;
  /** The lines as the server tells them. They count only for the state of a line that is signed: see `linesOf`. */
  readonly states: readonly Line[];
  readonly stage: HelpStage;
  readonly call: CallInHand | null;
  /** The last call that the caller withdrew: what is still said of it is not the answer to the next one. */
  readonly withdrawn: string | null;
  readonly wish: Wish | null;
  /** The form that is on its way to the server; null while none is. */
  readonly giving: Giving | null;
  /** Stands for the authorisation given from here; null when there is none. */
  readonly token: string | null;
}

/** Why Help itself ends a call. */
export type StopReason =
  | "stopped"
  | "reported"
  | "locked"
  | "asleep"
  | "drive-removed"
  | "unsafe"
  | "protocol-error"
  | "display-changed";

/** What the server says, but for the directory: that, main opens first (main/directory.ts). */
export type ServerSays = Exclude<ToHelp, { t: "welcome" | "directory" }>;

export type HelpEvent =
  | {
      readonly e: "welcome";
      readonly opened: OpenedDirectory;
      readonly lines: readonly Line[];
      readonly now: number;
    }
  | { readonly e: "directory"; readonly opened: OpenedDirectory; readonly now: number }
  | { readonly e: "server"; readonly message: ServerSays; readonly now: number }
  /** The connection to the server is gone. */
  | { readonly e: "lost"; readonly now: number }
  /** Comes now and then: a directory may have outlived its time, or this computer's clock been set right. */
  | { readonly e: "tick"; readonly now: number }
  | {
      readonly e: "call";
      readonly line: number;
      readonly name: string;
      readonly wait: boolean;
      readonly now: number;
    }
  | { readonly e: "cancel"; readonly now: number }
  | { readonly e: "back" }
  /** The caller accepts the form as it is shown, each clause of it. `language`: of the copy by mail. */
  | ({ readonly e: "authorise"; readonly language: Language } & Giving)
  /** The caller wants nothing remembered: the authorisation given from here is shown no more. */
  | { readonly e: "forget" }
  | {
      readonly e: "answer";
      readonly call: string;
      readonly answer: "yes" | "no" | "timeout";
      readonly now: number;
    }
  | {
      readonly e: "peer";
      readonly call: string;
      readonly state: "connected" | "failed" | "capture-failed" | "unsafe";
      readonly now: number;
    }
  /** What the spoken check came to. */
  | {
      readonly e: "words";
      readonly call: string;
      readonly words: readonly string[];
      readonly now: number;
    }
  | { readonly e: "signal-out"; readonly call: string; readonly signal: PeerSignal }
  /** Stop, from wherever it was pressed; also any breach or change of displays that main found. */
  | { readonly e: "stop"; readonly reason: StopReason; readonly now: number };

export type HelpEffect =
  | { readonly do: "send"; readonly message: HelpMessage }
  /** The server has stored the form: remember it on this computer, or nothing, as the caller ticked. */
  | ({ readonly do: "keep"; readonly token: string } & Giving)
  /** Put the consent question to the caller. */
  | { readonly do: "ask"; readonly call: string; readonly technician: string }
  /** Consent is live: start the peer connection. */
  | { readonly do: "connect"; readonly call: string; readonly iceServers: IceServer[] }
  | { readonly do: "signal-in"; readonly call: string; readonly signal: PeerSignal }
  /**
   * Drop the connection to the server and make a new one: it must forget a call it has not named yet,
   * or greet with a new directory.
   */
  | { readonly do: "reconnect" }
  /** Consent is over: question away, gate shut, keys released, capture and peer connection gone. */
  | { readonly do: "shut" };

export interface HelpStep {
  readonly model: HelpModel;
  readonly effects: readonly HelpEffect[];
}

export const helpStart: HelpModel = {
  // Whoever forgets to say which it is has one that is too old for anything.
  version: "",
  online: false,
  outdated: false,
  directory: null,
  distrusted: null,
  states: [],
  stage: { at: "lines", notice: null },
  call: null,
  withdrawn: null,
  wish: null,
  giving: null,
  token: null,
};
