/** What the schemas cannot say: the meaning of each message, code and constant, in words. */
import type { EndReason, ErrorCode } from "../../src/shared/protocol/errors.ts";
import type { ControlMessage, MoveMessage } from "../../src/shared/protocol/input.ts";
import type { LadderMessage } from "../../src/shared/protocol/ladder.ts";
import type * as limits from "../../src/shared/protocol/limits.ts";
import type { HelpMessage, ToHelp, ToViewer, ViewerMessage } from "../../src/shared/protocol/signaling.ts";

export const fromHelp: Record<HelpMessage["t"], string> = {
  "authorisation/show":
    "An authorisation given before: once after each `welcome`, when Help has one. Not answered; `call/start` says whether it still holds.",
  "authorisation/give":
    "The form, filled in and with every clause ticked. Answered by `authorisation/given`; by `authorisation/needed` when another text is in force by now; else by `error`, and then nothing was saved.",
  "call/start":
    "The caller chose a line. `wait`: join the queue when it is busy. Answered by `authorisation/needed` when nothing stands against the call but that.",
  "call/cancel":
    "The caller withdrew while queued or ringing. Crossing with a take it still counts, as long as the caller has not consented.",
  "call/consent": "The caller said yes to the consent question. Allowed once, while the call is taken.",
  "call/end":
    "The caller ends a call that is taken or active. A No to the consent question is this, with its reason.",
  signal: "For the other computer. Relayed only while the call is active.",
};

export const fromViewer: Record<ViewerMessage["t"], string> = {
  "line/open": "The technician serves this line from now on. Answered by `line/mine`.",
  "line/close": "The technician serves it no more. A session under way goes on.",
  "call/take":
    "Take a ringing call with the code the caller read out. `null` in its place counts as a wrong code, unless the call is `quick`.",
  "call/decline": "Not me. When the last technician declines, the call ends as `declined`.",
  "call/end": "The technician ends a call that is taken or active.",
  signal: "For the other computer. Relayed only while the call is active.",
};

export const toHelp: Record<ToHelp["t"], string> = {
  welcome:
    "The hello was accepted. Help shows and calls only lines of the directory, by the words in it; `lines` says how they are.",
  directory: "The directory anew, for the same nonce: it has changed, or its time was running out.",
  lines: "The lines as they are now. Sent at every change.",
  "authorisation/needed":
    "Before a call, this text has to be accepted: `first`, or because it has changed. The call has not started.",
  "authorisation/given":
    "The authorisation is saved, and its copy is on its way by mail. Whoever shows `token` need not fill in the form again, until the text changes.",
  "call/queued": "In the queue; position 1 is next. Sent again whenever it changes.",
  "call/ringing":
    "The line rings at its technicians. The caller reads `id` and `code` out; where it is `quick`, a technician may do without. `ringFor` is in milliseconds.",
  "call/taken": "A technician has the call. Help now asks the caller for consent.",
  "call/ended": "The call is over, and why.",
  signal: "From the technician's computer.",
  error: "A refusal. `call` or `line` says what of.",
};

export const toViewer: Record<ToViewer["t"], string> = {
  welcome: "The hello was accepted and the token is known.",
  lines: "The lines as they are now. Sent at every change.",
  "line/mine": "The lines this technician has open now.",
  "call/incoming":
    "A call rings on a line this technician has open. `ringFor` is in milliseconds. `quick`: it may be taken without the code. `customer`: whose contact the caller is, once a call with this authorisation was opened with the code.",
  "call/gone": "A call that rang here rings no more. `takenBy` is set with `taken-by-other`.",
  "call/yours": "This Viewer has the call. The caller is being asked for consent.",
  "call/consented": "The caller said yes; an offer from Help follows.",
  "call/ended": "The call this Viewer had is over, and why.",
  signal: "From the caller's computer.",
  error: "A refusal. `call` or `line` says what of.",
};

export const channels: Record<(MoveMessage | ControlMessage | LadderMessage)["t"], string> = {
  ask: "From Viewer: put the question for this permission to the caller. What comes of it, `permissions` says.",
  permissions:
    "From Help, at every change: what is granted, the question that stands before the caller, and whether everything is paused.",
  move: "The pointer is here. A late one is worth nothing.",
  button: "A mouse button went down or up, and where.",
  wheel: "Notches of the wheel; positive `dy` is down, positive `dx` right.",
  key: "A key went down or up: `KeyboardEvent.code`, and the character for what the layout cannot type.",
  release: "Viewer lost the keyboard: let go of everything held.",
};

export const errors: Record<ErrorCode, string> = {
  "unsupported-version": "The hello is of another protocol version. The program must be replaced. Closes.",
  "program-too-old":
    "Answers `call/start`: `program` of the hello is older than the Help that the organisation wants (`help` of the directory). The call has not started.",
  malformed: "Not JSON, or not a message this role may send. Closes.",
  "too-large": "Longer than `MAX_SIGNALING_BYTES`. Closes.",
  unauthorised: "The token is of no session, or its session has ended. Closes.",
  "rate-limited":
    "Too many messages in too short a time. Closes; with a `line`, only too many authorisations from there or for that address: does not close.",
  "not-now": "The call's phase does not allow it.",
  "unknown-line": "There is no such line.",
  "line-closed": "No technician has the line open, it is outside its hours, or the server is about to stop.",
  "line-busy":
    "A call rings or is under way there, or nobody who has it open is left to answer, and `wait` was false.",
  "not-yours": "The administration has given the line to other technicians.",
  "already-in-call": "This Help has a call, or this Viewer a session, already.",
  "call-gone": "There is no such call any more, or it does not ring here.",
  "taken-by-other": "A colleague has the call.",
  "wrong-code": "The code is not this call's. After too many the call ends as `code-burnt`.",
  internal:
    "The server failed. Closes; with a `line`, only that request failed, and nothing of it was saved.",
};

export const ends: Record<EndReason, string> = {
  cancelled: "The caller withdrew before consenting.",
  declined: "Every technician it rang at declined.",
  unanswered: "Nobody took it in time.",
  "line-closed": "No technician has the line open any more.",
  "code-burnt": "The code was typed wrong too often.",
  denied:
    "The caller answered No, or turned away from the question: Stop, the window closed, the program quit or failed.",
  "consent-timeout": "The caller did not answer in time: silence is No.",
  stopped:
    "The caller pressed Stop, closed the window or quit, after the question; during it this is `denied`.",
  finished: "The technician ended the session.",
  "caller-lost": "Help's connection to the server was lost, or broke the protocol.",
  "technician-lost": "Viewer's connection to the server was lost, or broke the protocol.",
  "peer-failed": "The two computers could not reach each other, or lost each other.",
  "capture-failed": "The screen could not be captured.",
  "display-changed":
    "A display of the caller's came, went or changed (size, place, scale or rotation); closed to be safe.",
  reported: "The caller pressed “something is wrong”. The organisation is told.",
  locked: "The caller's screen was locked, or another user's took its place.",
  asleep: "The caller's computer went to sleep.",
  "drive-removed": "The drive that Help was started from was taken away.",
  unsafe: "The spoken check broke: somebody may sit between the two computers.",
  "protocol-error": "One side broke the protocol towards the other.",
  "server-stopping": "The server shuts down.",
};

export const constants: Record<keyof typeof limits, string> = {
  PROTOCOL_VERSION: "Version in every hello.",
  MAX_SIGNALING_BYTES: "Longest WebSocket message, in bytes.",
  MAX_INPUT_LENGTH: "Longest data channel message, in UTF-16 code units.",
  CLOSE_UNSUPPORTED_VERSION: "Close code after `unsupported-version`. The program does not come back.",
  CLOSE_UNAUTHORISED:
    "Close code after `unauthorised`. The program comes back when it is given another token.",
  DIRECTORY_LIFE_MS:
    "A signed directory is worth something this long, in milliseconds; and as far in the future it may have been issued.",
  CODE_LIFE_MS: "A call rings, and its code is valid, this long at most, in milliseconds.",
  CONSENT_TIMEOUT_MS: "The consent question waits this long at most, in milliseconds.",
  SPOKEN_TIMEOUT_MS:
    "Between the two computers, not with the server: the spoken check takes this long at most, in milliseconds.",
  MAX_WRONG_CODES: "Wrong codes a call survives; the next one burns it.",
  CODE_DIGITS: "Digits of the one-time code.",
  ID_DIGITS: "Digits of the session ID, which names the call and opens nothing.",
};

/** @throws Error when `words` does not have exactly these keys: types are not checked when Node runs a script. */
export function wordsFor(words: Record<string, string>, keys: readonly string[]): [string, string][] {
  const unknown = Object.keys(words).filter((key) => !keys.includes(key));
  const missing = keys.filter((key) => !(key in words));
  if (unknown.length + missing.length > 0) {
    throw new Error(`words.ts: missing ${missing.join(", ") || "-"}; unknown ${unknown.join(", ") || "-"}`);
  }
  return keys.map((key) => [key, words[key] ?? ""]);
}
