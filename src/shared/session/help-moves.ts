/** The single moves of a call in Help's machine, used by the table in `help.ts`. All pure. */
import type { EndReason } from "../protocol/errors.ts";
import type { HelpMessage } from "../protocol/signaling.ts";
import type { HelpEffect, HelpModel, HelpStep, Wish } from "./help-model.ts";

export const same = (model: HelpModel): HelpStep => ({ model, effects: [] });
export const send = (message: HelpMessage): HelpEffect => ({ do: "send", message });
const shut: HelpEffect = { do: "shut" };

/** No call is under way. */
export const isIdle = ({ stage }: HelpModel): boolean => stage.at === "lines" || stage.at === "ended";

/** No call is under way, and no answer is awaited. */
export const mayReconnect = (model: HelpModel): boolean =>
  isIdle(model) || (model.stage.at === "authorising" && !model.stage.busy);

/** The double-click, with nothing left to ask before it. */
export function started(model: HelpModel, wish: Wish): HelpStep {
  return {
    model: { ...model, call: null, wish, stage: { at: "calling", line: wish.line } },
    effects: [send({ t: "call/start", ...wish })],
  };
}

/** The call is the one in hand, or the answer to the double-click. */
export function awaits({ stage, call, withdrawn }: HelpModel, id: string): boolean {
  return (stage.at === "calling" && id !== withdrawn) || (stage.at === "queued" && call?.id === id);
}

/** The caller withdrew while the server's answer was on its way: the call must not go on ringing. */
export function refuseUnasked(model: HelpModel, call: string): HelpStep {
  if (model.call?.id === call) return same(model);
  return { model, effects: [send({ t: "call/cancel", call })] };
}

/** Ends the call in hand, if there is one, and shuts everything the consent had opened. */
export function ended(model: HelpModel, reason: EndReason, now: number, effects: HelpEffect[]): HelpStep {
  const { stage } = model;
  if (stage.at === "lines" || stage.at === "ended") return { model, effects };
  return {
    model: {
      ...model,
      call: null,
      stage: {
        at: "ended",
        line: stage.line,
        reason,
        technician: "technician" in stage ? stage.technician : null,
        seconds: stage.at === "active" ? Math.max(0, Math.round((now - stage.since) / 1000)) : null,
      },
    },
    effects: [shut, ...effects],
  };
}
