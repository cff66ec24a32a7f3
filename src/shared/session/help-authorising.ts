/** The moves of the form before the first session (SERVICE.md §5), used by the machine in `help.ts`. All pure. */
import { CLAUSES } from "../protocol/authorisation.ts";
import type { AuthorisingStage } from "../protocol/ipc.ts";
import { isOutlived, isSigned, renewed } from "./help-directory.ts";
import type { HelpEffect, HelpEvent, HelpModel, HelpStep, ServerSays } from "./help-model.ts";
import { same, send, started } from "./help-moves.ts";

/** The server has a text that the caller must accept first. */
export function onNeeded(
  model: HelpModel,
  message: Extract<ServerSays, { t: "authorisation/needed" }>,
): HelpStep {
  const { stage } = model;
  const asked = stage.at === "calling" || stage.at === "authorising" ? stage : null;
  if (asked?.line !== message.line) return same(model);
  const { version, clauses } = message;
  // In the open form it can only mean that its text is not the one in force any more.
  const why = asked.at === "authorising" ? "changed" : message.why;
  const form: AuthorisingStage = {
    ...{ at: "authorising", line: asked.line, why, version, clauses },
    ...{ busy: false, problem: null },
  };
  return same({ ...model, giving: null, stage: form });
}

/** The caller accepts the form. */
export function onAuthorise(model: HelpModel, event: Extract<HelpEvent, { e: "authorise" }>): HelpStep {
  const { stage } = model;
  if (stage.at !== "authorising" || stage.busy) return same(model);
  // Said, and not sent by itself once the connection is back: who knows who sits there by then.
  if (!model.online) return same({ ...model, stage: { ...stage, problem: "lost" } });
  const { language, fields, remember } = event;
  return {
    model: { ...model, giving: { fields, remember }, stage: { ...stage, busy: true, problem: null } },
    effects: [
      send({
        t: "authorisation/give",
        line: stage.line,
        version: stage.version,
        language,
        ...fields,
        clauses: Array.from({ length: CLAUSES }, () => true as const),
      }),
    ],
  };
}

/** The authorisation is stored: what the double-click asked for is asked for again. */
export function onGiven(model: HelpModel, token: string, now: number): HelpStep {
  const { stage, giving, wish } = model;
  if (stage.at !== "authorising" || giving === null || wish === null) return same(model);
  const keep: HelpEffect = { do: "keep", token, ...giving };
  const holding: HelpModel = { ...model, giving: null, token };
  // The form may have been open for long: the line need not be there any more, nor the directory be good.
  if (!isSigned(model, wish.line)) {
    const notice = { code: "unknown-line", line: wish.line } as const;
    return { model: { ...holding, stage: { at: "lines", notice } }, effects: [keep] };
  }
  const next = isOutlived(model, now)
    ? renewed({ ...holding, stage: { at: "lines", notice: null } })
    : started(holding, wish);
  return { ...next, effects: [keep, ...next.effects] };
}
