/** What Help's window shows. */
import { userInfo } from "node:os";
import { DisplayName } from "../shared/protocol/common.ts";
import type { HelpView } from "../shared/protocol/ipc.ts";
import { isToReplace, linesOf, newHelpAt } from "../shared/session/help-directory.ts";
import type { HelpModel } from "../shared/session/help-model.ts";
import type { CallerMemory } from "./memory.ts";

interface Besides extends Pick<HelpView, "language" | "languages" | "organisation" | "ownPhone"> {
  /** Of the server that Help was built with. */
  readonly website: string;
  readonly memory: Pick<CallerMemory, "fields" | "isAvailable">;
}

export function helpView(model: HelpModel, { memory, website, ...own }: Besides): HelpView {
  const { online, distrusted, stage } = model;
  return {
    ...own,
    ...{ online, distrusted, stage },
    outdated: isToReplace(model),
    newHelp: newHelpAt(model, website),
    lines: linesOf(model),
    suggestedName: suggestedName(),
    remembered: memory.fields,
    canRemember: stage.at === "authorising" && memory.isAvailable,
  };
}

/** The account name of this computer, as a start: the caller can change it before calling. */
function suggestedName(): string {
  const name = DisplayName.safeParse(accountName());
  return name.success && name.data !== "root" ? name.data : "";
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user whom the system knows by number only.
    return "";
  }
}
