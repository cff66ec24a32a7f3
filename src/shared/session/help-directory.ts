/** What Help's machine makes of the signed directory: the lines to show, and when to ask for a new one. */
import type { Line } from "../protocol/common.ts";
import type { HelpModel, HelpStep } from "./help-model.ts";

/**
 * The lines to show: those that are signed, by their signed words, as far as the server says how they
 * are. null without a directory that is believed.
 */
export function linesOf({ directory, states }: HelpModel): Line[] | null {
  if (directory === null) return null;
  return directory.lines.flatMap((signed) => {
    const told = states.find(({ number }) => number === signed.number);
    return told === undefined ? [] : [{ ...told, ...signed }];
  });
}

export const isSigned = ({ directory }: HelpModel, line: number): boolean =>
  directory?.lines.some(({ number }) => number === line) ?? false;

export const isOutlived = ({ directory }: HelpModel, now: number): boolean =>
  directory !== null && now >= directory.expiresAt;

/** The clock that made a directory look too old may have been set right meanwhile. */
export const wantsRenewal = (model: HelpModel, now: number): boolean =>
  isOutlived(model, now) || (model.online && model.distrusted === "expired");

/** Greets the server anew, which then signs a new directory. */
export function renewed(model: HelpModel): HelpStep {
  return { model: { ...model, online: false, directory: null }, effects: [{ do: "reconnect" }] };
}
