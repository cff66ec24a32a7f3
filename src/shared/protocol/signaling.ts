/**
 * Everything that crosses the WebSocket between a program and the server: one JSON object per
 * message, its kind in `t`. docs/PROTOCOL.md is generated from these schemas.
 */
import { z } from "zod";
import {
  AllClauses,
  AuthorisationFields,
  AuthorisationToken,
  AuthorisationVersion,
  ClausesByLanguage,
} from "./authorisation.ts";
import {
  CallId,
  DisplayName,
  IceServers,
  Language,
  LineNumber,
  Lines,
  OneTimeCode,
  Organisation,
  SpokenId,
} from "./common.ts";
import { Nonce, SignedDirectory } from "./directory.ts";
import { CallerEndReason, EndReason, ErrorCode, TechnicianEndReason } from "./errors.ts";
import { PROTOCOL_VERSION } from "./limits.ts";

/**
 * What any first message must look like before its version is known: so that a program of another
 * version gets `unsupported-version` and not `malformed`.
 */
export const AnyHello = z.looseObject({ t: z.literal("hello"), v: z.int().min(0).max(65_535) });

const helloBase = { t: z.literal("hello"), v: z.literal(PROTOCOL_VERSION), program: z.string().max(40) };

const HelpHello = z.strictObject({ ...helloBase, role: z.literal("help"), nonce: Nonce });
const ViewerHello = z.strictObject({
  ...helloBase,
  role: z.literal("viewer"),
  /** Opaque token that signs the technician in. */
  token: z.string().min(16).max(256),
});
export const Hello = z.discriminatedUnion("role", [HelpHello, ViewerHello]);
export type Hello = z.infer<typeof Hello>;

/**
 * An SDP description with the number of its offer; an answer names the offer it answers. Its length
 * is in characters, as of every string here; what bounds the bytes is MAX_SIGNALING_BYTES.
 */
const Description = z.strictObject({
  kind: z.literal("description"),
  offer: z.int().min(1).max(1_000_000),
  type: z.enum(["offer", "answer"]),
  sdp: z.string().min(1).max(32_768),
});
/** One ICE candidate of the description with the same offer number; null ends the candidates. */
const Candidate = z.strictObject({
  kind: z.literal("candidate"),
  offer: z.int().min(1).max(1_000_000),
  candidate: z
    .strictObject({
      candidate: z.string().max(1024),
      sdpMid: z.string().max(64).nullable(),
      sdpMLineIndex: z.int().min(0).max(64).nullable(),
    })
    .nullable(),
});
export const PeerSignal = z.discriminatedUnion("kind", [Description, Candidate]);
export type PeerSignal = z.infer<typeof PeerSignal>;

const Signal = z.strictObject({ t: z.literal("signal"), call: CallId, signal: PeerSignal });

/** What Help says after its hello. */
export const HelpMessage = z.discriminatedUnion("t", [
  /** Help has an authorisation from before. Not answered: `call/start` says whether it still holds. */
  z.strictObject({ t: z.literal("authorisation/show"), token: AuthorisationToken }),
  /** The caller filled in the form and ticked every clause of this version, in this language. */
  z.strictObject({
    t: z.literal("authorisation/give"),
    line: LineNumber,
    version: AuthorisationVersion,
    language: Language,
    ...AuthorisationFields.shape,
    clauses: AllClauses,
  }),
  /** The caller double-clicked a line. `wait`: join the queue when the line is busy. */
  z.strictObject({
    t: z.literal("call/start"),
    line: LineNumber,
    name: DisplayName,
    wait: z.boolean(),
  }),
  /** The caller withdrew while queued or ringing. */
  z.strictObject({ t: z.literal("call/cancel"), call: CallId }),
  /** The caller said yes to the consent question. No is `call/end` with its reason; `reported` ends a call in any phase. */
  z.strictObject({ t: z.literal("call/consent"), call: CallId }),
  z.strictObject({ t: z.literal("call/end"), call: CallId, reason: CallerEndReason }),
  Signal,
]);
export type HelpMessage = z.infer<typeof HelpMessage>;

/** What Viewer says after its hello. */
export const ViewerMessage = z.discriminatedUnion("t", [
  z.strictObject({ t: z.literal("line/open"), line: LineNumber }),
  z.strictObject({ t: z.literal("line/close"), line: LineNumber }),
  /** Take a ringing call with the code the caller read out; null: without, where it is `quick`. */
  z.strictObject({ t: z.literal("call/take"), call: CallId, code: OneTimeCode.nullable() }),
  z.strictObject({ t: z.literal("call/decline"), call: CallId }),
  z.strictObject({ t: z.literal("call/end"), call: CallId, reason: TechnicianEndReason }),
  Signal,
]);
export type ViewerMessage = z.infer<typeof ViewerMessage>;

/** A refusal. `call` or `line` names what was refused, where there is one. */
const Refusal = z.strictObject({
  t: z.literal("error"),
  code: ErrorCode,
  retryable: z.boolean(),
  call: CallId.optional(),
  line: LineNumber.optional(),
});
const LinesMessage = z.strictObject({ t: z.literal("lines"), lines: Lines });
const Ended = z.strictObject({ t: z.literal("call/ended"), call: CallId, reason: EndReason });

/** What the server says to Help. */
export const ToHelp = z.discriminatedUnion("t", [
  z.strictObject({
    t: z.literal("welcome"),
    v: z.literal(PROTOCOL_VERSION),
    directory: SignedDirectory,
    lines: Lines,
  }),
  /** The directory anew: it has changed, or its time was running out. */
  z.strictObject({ t: z.literal("directory"), directory: SignedDirectory }),
  LinesMessage,
  /** The call has not started, or the form was not taken: this text has to be accepted first. */
  z.strictObject({
    t: z.literal("authorisation/needed"),
    line: LineNumber,
    /** changed: there is an authorisation, for a text that is no longer in force. */
    why: z.enum(["first", "changed"]),
    version: AuthorisationVersion,
    /** The sentence beside each box; the clauses in full are at `/authorisation` of the server's pages. */
    clauses: ClausesByLanguage,
  }),
  /** The authorisation is saved and its copy is on the way. This connection may now start calls. */
  z.strictObject({ t: z.literal("authorisation/given"), token: AuthorisationToken }),
  /** In the queue; `position` 1 is next. Sent again whenever it changes. */
  z.strictObject({ t: z.literal("call/queued"), call: CallId, line: LineNumber, position: z.int().min(1) }),
  /** The line rings at its technicians. `ringFor`: milliseconds left before it ends as unanswered. */
  z.strictObject({
    t: z.literal("call/ringing"),
    call: CallId,
    line: LineNumber,
    id: SpokenId,
    code: OneTimeCode,
    ringFor: z.int().min(0),
    /** Quick access: the technician may take it without the code. */
    quick: z.boolean(),
  }),
  /** A technician has the call. Nothing flows before the caller's consent. */
  z.strictObject({
    t: z.literal("call/taken"),
    call: CallId,
    technician: DisplayName,
    iceServers: IceServers,
  }),
  Ended,
  Signal,
  Refusal,
]);
export type ToHelp = z.infer<typeof ToHelp>;

/** What the server says to Viewer. */
export const ToViewer = z.discriminatedUnion("t", [
  z.strictObject({
    t: z.literal("welcome"),
    v: z.literal(PROTOCOL_VERSION),
    organisation: Organisation,
    technician: DisplayName,
    lines: Lines,
    /** Lines this technician has open. */
    open: z.array(LineNumber).max(99),
  }),
  LinesMessage,
  /** Lines this technician has open now; answers line/open and line/close. */
  z.strictObject({ t: z.literal("line/mine"), open: z.array(LineNumber).max(99) }),
  z.strictObject({
    t: z.literal("call/incoming"),
    call: CallId,
    line: LineNumber,
    id: SpokenId,
    name: DisplayName,
    ringFor: z.int().min(0),
    /** Quick access: may be taken without the code. */
    quick: z.boolean(),
    /** The customer whose contact this caller has proved to be before; null: not known. */
    customer: DisplayName.nullable(),
  }),
  /** A call that rang here rings no more. `takenBy` is set when a colleague took it. */
  z.strictObject({
    t: z.literal("call/gone"),
    call: CallId,
    reason: z.union([EndReason, z.literal("taken-by-other")]),
    takenBy: DisplayName.optional(),
  }),
  /** This Viewer has the call; the caller is being asked for consent. */
  z.strictObject({ t: z.literal("call/yours"), call: CallId, iceServers: IceServers }),
  /** The caller said yes: an offer follows. */
  z.strictObject({ t: z.literal("call/consented"), call: CallId }),
  Ended,
  Signal,
  Refusal,
]);
export type ToViewer = z.infer<typeof ToViewer>;

export type ToClient = ToHelp | ToViewer;
