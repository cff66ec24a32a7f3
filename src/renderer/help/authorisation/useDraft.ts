import { useState } from "react";
import type { AuthorisationFields } from "../../../shared/protocol/authorisation.ts";
import { send } from "../bridge.ts";
import { firstDraft, forgetting, type Draft } from "./draft.ts";

export interface DraftState {
  draft: Draft;
  change: (draft: Draft) => void;
  /** Has what is remembered on this computer forgotten, and takes it out of the form. */
  forget: () => void;
  /** That was pressed since the program started. */
  forgotten: boolean;
}

/**
 * What is typed into the form, for as long as the window is open: it outlives refusals, lost connections
 * and a step back to the lines.
 * @param name what the caller has typed as theirs among the lines
 */
export function useDraft(remembered: AuthorisationFields | null, name: string): DraftState {
  const [typed, setTyped] = useState<Draft | null>(null);
  const [forgotten, setForgotten] = useState(false);
  return {
    draft: typed ?? firstDraft(remembered, name),
    change: setTyped,
    forget: () => {
      send("forget", {});
      if (typed !== null && remembered !== null) setTyped(forgetting(typed, remembered));
      setForgotten(true);
    },
    forgotten,
  };
}
