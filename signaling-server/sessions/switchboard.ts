/**
 * The switchboard: puts what Helps and Viewers say through to the calls and lines, runs the effects
 * of each call's machine, and keeps the order that machines do not see: one call per line and
 * caller, one session per technician, first come first served in the queue. Issue 2, "Server".
 */
import { isRetryable } from "../../src/shared/protocol/errors.ts";
import type { ErrorCode } from "../../src/shared/protocol/errors.ts";
import type { HelpMessage, ViewerMessage } from "../../src/shared/protocol/signaling.ts";
import type { CallEffect, CallEvent, CallState } from "../../src/shared/session/call-model.ts";
import { newCall, step } from "../../src/shared/session/call.ts";
import type { Pass } from "../authorisations/pass.ts";
import type { Clock } from "../clock.ts";
import type { LineEntry, LineRegistry } from "../lines/registry.ts";
import type { Log } from "../log.ts";
import type { CallSecrets } from "./secrets.ts";
import { LiveCalls } from "./live-calls.ts";
import type { Report } from "./reports.ts";
import type { Caller, LiveCall, Technician } from "./live-calls.ts";
import type { IceServer, Line } from "../../src/shared/protocol/common.ts";

export interface SwitchboardParts {
  readonly lines: LineRegistry;
  readonly clock: Clock;
  readonly secrets: CallSecrets;
  /** ICE servers with credentials made for this call. */
  readonly iceServersFor: (call: string) => IceServer[];
  /** A caller says that something is wrong. The call has ended by then. */
  readonly reported: (report: Report) => void;
  /** A call with this authorisation was opened with its code, and consented to. */
  readonly codeVerified: (authorisation: string) => void;
  /** Told after anything that may have changed how the lines look. */
  readonly changed: () => void;
  readonly log: Log;
}

/** The `call/start` of a Help. */
export type Start = Extract<HelpMessage, { t: "call/start" }>;
/** What a Help says of the call it has. */
type OfCall = Exclude<HelpMessage, { t: "call/start" | "authorisation/show" | "authorisation/give" }>;

export class Switchboard {
  readonly #parts: SwitchboardParts;
  readonly #calls = new LiveCalls();
  readonly #technicians = new Map<string, Technician>();
  /** By caller, as long as they are connected: a report may cross with the end on the wire. */
  readonly #lastEnded = new Map<string, Report>();
  #stopping = false;
  #drained: (() => void) | null = null;

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
  }

  /** The lines as everybody sees them, by number. All are closed once the server is about to stop. */
  lines(): Line[] {
    const lines = this.#parts.lines.snapshot((line) => this.#canRing(line));
    return this.#stopping ? lines.map((line) => ({ ...line, state: "closed" })) : lines;
  }

  /** How many calls are in each phase. */
  counts(): { queued: number; ringing: number; inSession: number } {
    const phases = this.#calls.all().map(({ state }) => state.phase);
    const count = (...which: string[]): number => phases.filter((phase) => which.includes(phase)).length;
    return { queued: count("queued"), ringing: count("ringing"), inSession: count("taken", "active") };
  }

  /** Whether a technician is in a session, taken or active: at most one at a time. */
  isEngaged(technician: string): boolean {
    return this.#calls.heldBy(technician) !== undefined;
  }

  /** Takes over what the administration has changed: who waits on a line that goes is told that it closed, and whoever may no longer open a line has it closed. */
  setLines(entries: readonly LineEntry[]): void {
    const { lines } = this.#parts;
    const stays = new Set(entries.map(({ number }) => number));
    const gone = lines.numbers().filter((line) => !stays.has(line));
    const losers = [...this.#technicians.values()].filter(({ id }) =>
      lines.openBy(id).some((line) => gone.includes(line)),
    );
    for (const line of gone) {
      for (const technician of lines.techniciansOf(line)) lines.close(line, technician);
      this.#closedAt(line, { type: "line-closed" });
    }
    lines.setLines(entries);
    for (const technician of this.#technicians.values()) {
      for (const line of lines.openBy(technician.id)) {
        if (lines.mayOpen(line, technician.staff)) continue;
        lines.close(line, technician.id);
        this.#closedAt(line, { type: "leave", technician: technician.id });
        losers.push(technician);
      }
    }
    for (const technician of new Set(losers))
      technician.send({ t: "line/mine", open: lines.openBy(technician.id) });
    this.#settle();
  }

  /** The hour has come at which a line opens or closes. */
  hoursChanged(): void {
    this.#settle();
  }

  fromHelp(caller: Caller, message: OfCall): void {
    const live = this.#calls.get(message.call);
    const isReport = message.t === "call/end" && message.reason === "reported";
    const report = isReport ? this.#reportOf(caller, message.call) : null;
    // Another caller's call is answered like one that never was.
    if (live?.caller.id === caller.id) this.#apply(live, callerEvent(message));
    else refuse(caller, "call-gone", { call: message.call });
    if (report !== null) this.#tellReport(caller, report);
    this.#settle();
  }

  /** What a report of this call says; null where it is not this caller's, or they have reported it already. */
  #reportOf(caller: Caller, call: string): Report | null {
    const live = this.#calls.get(call);
    if (live?.caller.id === caller.id) return this.#describe(live, live.state);
    const last = this.#lastEnded.get(caller.id);
    return last?.call === call ? last : null;
  }

  #describe({ caller, name }: LiveCall, state: CallState): Report {
    const { call, line, phase } = state;
    const held =
      phase === "taken" || phase === "active" ? this.#technicians.get(state.technician) : undefined;
    const technician = held === undefined ? null : { staff: held.staff, name: held.name };
    return { call, line, phase, name, technician, network: caller.network };
  }

  /** Whatever becomes of a report, the call is over and everybody has been told. */
  #tellReport(caller: Caller, report: Report): void {
    this.#lastEnded.delete(caller.id);
    try {
      this.#parts.reported(report);
    } catch (error) {
      this.#parts.log.error({ call: report.call, line: report.line, err: error }, "a report was not taken");
    }
  }

  /** Whether anything is against this call, whatever the caller has authorised: if so, the caller is told. */
  refuses(caller: Caller, { line, wait }: Start): boolean {
    const why = this.#whyNot(caller, line, wait);
    if (why !== null) refuse(caller, why, { line });
    return why !== null;
  }

  /** The calls that may be taken without the code, each with its authorisation. */
  quickCalls(): { call: string; authorisation: string }[] {
    return this.#calls.all().flatMap(({ state, authorisation }) => {
      const isQuick = (state.phase === "queued" || state.phase === "ringing") && state.quick;
      return isQuick ? [{ call: state.call, authorisation }] : [];
    });
  }

  /** The customer's record gives quick access no more. */
  notQuick(call: string): void {
    const live = this.#calls.get(call);
    if (live !== undefined) this.#apply(live, { type: "not-quick", now: this.#parts.clock.now() });
  }

  helpLost(caller: Caller): void {
    const live = this.#calls.ofCaller(caller);
    if (live !== undefined) this.#apply(live, { type: "caller-lost" });
    this.#lastEnded.delete(caller.id);
    this.#settle();
  }

  viewerJoined(technician: Technician): void {
    this.#technicians.set(technician.id, technician);
  }

  fromViewer(technician: Technician, message: ViewerMessage): void {
    switch (message.t) {
      case "line/open":
      case "line/close":
        this.#setLine(technician, message.line, message.t === "line/open");
        break;
      case "call/take":
      case "call/decline":
      case "call/end":
      case "signal":
        this.#technicianAsks(technician, message);
        break;
    }
    this.#settle();
  }

  viewerLost(technician: Technician): void {
    this.#technicians.delete(technician.id);
    const { lines } = this.#parts;
    // All lines first: a session that ends must not promote a caller to a line that is about to close.
    const open = lines.openBy(technician.id);
    for (const line of open) lines.close(line, technician.id);
    for (const line of open) this.#closedAt(line, { type: "technician-lost", technician: technician.id });
    const held = this.#calls.heldBy(technician.id);
    if (held !== undefined) this.#apply(held, { type: "technician-lost", technician: technician.id });
    this.#settle();
  }

  /**
   * Ends every call that waits; nothing begins to ring afterwards. Resolves when what rings and the sessions
   * under way have ended by themselves: what rings may still be taken.
   */
  drain(): Promise<void> {
    this.#stopping = true;
    for (const live of this.#calls.all()) {
      if (live.state.phase === "queued") this.#apply(live, { type: "server-stopping" });
    }
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    this.#settle();
    return drained;
  }

  /** Ends every call; nothing rings afterwards. */
  stop(): void {
    this.#stopping = true;
    for (const live of this.#calls.all()) this.#apply(live, { type: "server-stopping" });
    this.#settle();
  }

  /** The caller has chosen a line, and shown an authorisation of the text in force. */
  start(caller: Caller, start: Start, { authorisation, quick, customer }: Pass): void {
    if (this.refuses(caller, start)) return;
    const { line, name } = start;
    const { lines, secrets, log } = this.#parts;
    const busy = this.#isBusy(line);
    const call = secrets.newCallId();
    this.#lastEnded.delete(caller.id);
    const state = newCall(call, line, { name, quick, customer });
    const live: LiveCall = { state, caller, name, authorisation, proof: null, disarm: () => {} };
    this.#calls.add(live);
    lines.enqueue(line, call);
    log.info({ call, line, busy }, "call started");
    this.#settle();
  }

  #whyNot(caller: Caller, line: number, wait: boolean): ErrorCode | null {
    const { lines } = this.#parts;
    if (this.#calls.ofCaller(caller) !== undefined) return "already-in-call";
    if (!lines.has(line)) return "unknown-line";
    const closed = this.#stopping || lines.techniciansOf(line).size === 0 || !lines.withinHours(line);
    if (closed) return "line-closed";
    return this.#isBusy(line) && !wait ? "line-busy" : null;
  }

  #isBusy(line: number): boolean {
    return this.#parts.lines.current(line) !== null || !this.#canRing(line);
  }

  #technicianAsks(
    technician: Technician,
    message: Exclude<ViewerMessage, { t: "line/open" | "line/close" }>,
  ): void {
    const live = this.#calls.get(message.call);
    if (live === undefined) return refuse(technician, "call-gone", { call: message.call });
    const who = { technician: technician.id };
    switch (message.t) {
      case "call/take": {
        const held = this.#calls.heldBy(technician.id);
        if (held !== undefined && held !== live) {
          return refuse(technician, "already-in-call", { call: message.call });
        }
        return this.#apply(live, {
          ...who,
          type: "take",
          technicianName: technician.name,
          code: this.#judgeCode(live, message.code),
          iceServers: this.#parts.iceServersFor(message.call),
        });
      }
      case "call/decline":
        return this.#apply(live, { ...who, type: "decline" });
      case "call/end":
        return this.#apply(live, { ...who, type: "technician-end", reason: message.reason });
      case "signal":
        return this.#apply(live, { ...who, type: "technician-signal", signal: message.signal });
    }
  }

  #judgeCode({ state, proof }: LiveCall, code: string | null): "right" | "wrong" | "none" {
    if (code === null) return "none";
    const isRight = proof !== null && this.#parts.secrets.isRightCode(state.call, code, proof);
    return isRight ? "right" : "wrong";
  }

  #setLine(technician: Technician, line: number, open: boolean): void {
    const { lines } = this.#parts;
    if (!lines.has(line)) return refuse(technician, "unknown-line", { line });
    if (open && !lines.mayOpen(line, technician.staff)) return refuse(technician, "not-yours", { line });
    const wasOpen = lines.techniciansOf(line).has(technician.id);
    if (open) lines.open(line, technician.id);
    else lines.close(line, technician.id);
    technician.send({ t: "line/mine", open: lines.openBy(technician.id) });
    if (open) this.#offer(line, technician.id);
    else if (wasOpen) this.#closedAt(line, { type: "leave", technician: technician.id });
  }

  /** A technician has the line open no more: the others' business, or the end for all who wait. */
  #closedAt(line: number, ifOthersStay: CallEvent): void {
    const { lines } = this.#parts;
    const current = lines.current(line);
    if (lines.techniciansOf(line).size > 0) {
      if (current !== null) this.#applyTo(current, ifOthersStay);
      return;
    }
    // From the end of the queue, so that nobody hears of a better place just before the end.
    for (const call of [...lines.queue(line)].reverse()) this.#applyTo(call, { type: "line-closed" });
    if (current !== null) this.#applyTo(current, { type: "line-closed" });
  }

  /** Shows a technician what rings on a line they have open, unless they are in a session. */
  #offer(line: number, technician: string): void {
    const current = this.#parts.lines.current(line);
    if (current === null || this.isEngaged(technician)) return;
    this.#applyTo(current, { type: "join", technician, now: this.#parts.clock.now() });
  }

  /** The technicians of a line who are in no session. */
  #freeAt(line: number): string[] {
    return [...this.#parts.lines.techniciansOf(line)].filter((one) => !this.isEngaged(one));
  }

  /**
   * Whether somebody would be left to answer one more call on this line: each of its free technicians takes one, and
   * what rings at them already, here or on other lines, comes first.
   */
  #canRing(line: number): boolean {
    const free = this.#freeAt(line);
    const ringing = this.#calls
      .all()
      .filter(({ state }) => state.phase === "ringing" && state.at.some((one) => free.includes(one)));
    return ringing.length < free.length;
  }

  /** After anything that happened, and once it is over: what can ring now rings, and all see how the lines look. */
  #settle(): void {
    this.#ringNext();
    this.#parts.changed();
    if (this.#calls.all().length === 0) this.#drained?.();
  }

  /** Rings what can ring, who has waited longest first, and tells those who wait where they stand. */
  #ringNext(): void {
    if (this.#stopping) return;
    const { lines } = this.#parts;
    for (const live of this.#calls.all()) {
      const { call, line } = live.state;
      if (lines.current(line) === null && lines.queue(line)[0] === call && this.#canRing(line))
        this.#ring(live);
    }
    for (const live of this.#calls.all()) {
      const position = lines.queue(live.state.line).indexOf(live.state.call) + 1;
      if (position > 0) this.#apply(live, { type: "position", position });
    }
  }

  #ring(live: LiveCall): void {
    const { lines, secrets, clock } = this.#parts;
    const { call, line } = live.state;
    lines.occupy(line, call);
    const { code, proof } = secrets.newCode(call);
    live.proof = proof;
    this.#apply(live, {
      type: "ring",
      id: secrets.newSpokenId(this.#calls.spokenIds()),
      code,
      technicians: this.#freeAt(line),
      now: clock.now(),
    });
  }

  #applyTo(call: string, event: CallEvent): void {
    const live = this.#calls.get(call);
    if (live === undefined) throw new Error("a call on a line must be live");
    this.#apply(live, event);
  }

  #apply(live: LiveCall, event: CallEvent): void {
    const before = live.state;
    const { state, effects } = step(before, event);
    live.state = state;
    for (const effect of effects) this.#run(live, effect);
    if (state.phase === before.phase) return;
    const { call, line, phase } = state;
    this.#parts.log.info(
      { call, line, phase, ...(phase === "ended" ? { reason: state.reason } : {}) },
      "call moved",
    );
    if (phase === "ended") {
      this.#lastEnded.set(live.caller.id, { ...this.#describe(live, before), phase });
    }
    if (phase === "taken") this.#calls.hold(state.technician, live);
    if (phase !== "ended") return;
    this.#calls.remove(live);
    this.#parts.lines.vacate(line, call);
    if (before.phase === "taken" || before.phase === "active") this.#cameFree(before.technician);
  }

  #cameFree(technician: string): void {
    for (const line of this.#parts.lines.openBy(technician)) this.#offer(line, technician);
  }

  #run(live: LiveCall, effect: CallEffect): void {
    switch (effect.do) {
      case "tell-caller":
        return live.caller.send(effect.message);
      case "tell-technician":
        return this.#technicians.get(effect.technician)?.send(effect.message);
      case "code-verified":
        return this.#parts.codeVerified(live.authorisation);
      case "arm":
        live.disarm();
        live.disarm = this.#parts.clock.after(effect.afterMs, () => {
          this.#apply(live, { type: "deadline" });
          this.#settle();
        });
        return;
      case "disarm":
        return live.disarm();
    }
  }
}

function callerEvent(message: OfCall): CallEvent {
  switch (message.t) {
    case "call/cancel":
      return { type: "cancel" };
    case "call/consent":
      return { type: "consent" };
    case "call/end":
      return { type: "caller-end", reason: message.reason };
    case "signal":
      return { type: "caller-signal", signal: message.signal };
  }
}

function refuse(to: Caller | Technician, code: ErrorCode, about: { call: string } | { line: number }): void {
  to.send({ t: "error", code, retryable: isRetryable(code), ...about });
}
