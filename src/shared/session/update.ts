/**
 * A newer Viewer, from the news of it to the file in the folder, as a pure machine. Nothing is fetched and
 * nothing shown without the technician's word, and nothing at all during a session (docs/adr/0025-updates.md).
 */
import type { PassingProblem, UpdateProblem, UpdateStage } from "../protocol/ipc.ts";

export type UpdateEvent =
  /** What the server offers, looked through by main; null: nothing newer. */
  | { readonly e: "offer"; readonly offer: { readonly version: string; readonly bytes: number } | null }
  /** What the server offers is refused. `version`: of the offer, where it can be believed. */
  | { readonly e: "refused"; readonly why: UpdateProblem; readonly version: string | null }
  /** The technician's first word: fetch it. */
  | { readonly e: "fetch" }
  | { readonly e: "got"; readonly bytes: number }
  | { readonly e: "fetched"; readonly name: string }
  /** The file is not there, or not what was signed. */
  | { readonly e: "failed"; readonly why: PassingProblem | "damaged" }
  /** The technician's second word: where is it. */
  | { readonly e: "show" }
  /** Not now. */
  | { readonly e: "later" }
  /** A call is being taken, or nobody is signed in any more. */
  | { readonly e: "away" };

export type UpdateEffect = "fetch" | "abort" | "show";

interface UpdateStep {
  readonly stage: UpdateStage;
  readonly effects: readonly UpdateEffect[];
}

export const updateStart: UpdateStage = { at: "none" };

/** @param isFree whether no call is in hand */
export function updateStep(stage: UpdateStage, event: UpdateEvent, isFree: boolean): UpdateStep {
  const to = (next: UpdateStage, ...effects: UpdateEffect[]): UpdateStep => ({ stage: next, effects });
  // What is being fetched, or lies there, is not taken away by another look at the server.
  const isInHand = stage.at === "fetching" || stage.at === "ready";
  switch (event.e) {
    case "offer":
      if (isInHand) return to(stage);
      return to(event.offer === null ? updateStart : { at: "offered", ...event.offer, problem: null });
    case "refused":
      return to(isInHand ? stage : { at: "refused", version: event.version, why: event.why });
    case "fetch":
      if (stage.at !== "offered" || !isFree) return to(stage);
      return to({ at: "fetching", version: stage.version, bytes: stage.bytes, got: 0 }, "fetch");
    case "got":
      return stage.at === "fetching" ? to({ ...stage, got: Math.min(event.bytes, stage.bytes) }) : to(stage);
    case "fetched":
      if (stage.at !== "fetching") return to(stage);
      return to({ at: "ready", version: stage.version, name: event.name });
    case "failed": {
      if (!isInHand) return to(stage);
      const { version } = stage;
      if (event.why === "damaged" || stage.at === "ready") {
        return to({ at: "refused", version, why: event.why });
      }
      return to({ at: "offered", version, bytes: stage.bytes, problem: event.why });
    }
    case "show":
      return stage.at === "ready" && isFree ? to(stage, "show") : to(stage);
    case "later":
      return stage.at === "fetching" ? to(updateStart, "abort") : to(updateStart);
    case "away":
      if (stage.at !== "fetching") return to(stage);
      return to({ at: "offered", version: stage.version, bytes: stage.bytes, problem: null }, "abort");
  }
}
