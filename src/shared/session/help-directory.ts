/** What Help's machine makes of the signed directory: the lines to show, and when to ask for a new one. */
import type { Line } from "../protocol/common.ts";
import { HelpPage, helpPageOf } from "../protocol/release.ts";
import type { HelpModel, HelpStep } from "./help-model.ts";
import { isOlder } from "./versions.ts";

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

/** The organisation wants a newer Help (docs/adr/0025-updates.md). */
const isTooOld = ({ directory, version }: HelpModel): boolean =>
  directory !== null && directory.help !== null && isOlder(version, directory.help.minimum);

/** Nothing can be called with this Help any more: it has to be replaced. */
export const isToReplace = (model: HelpModel): boolean => model.outdated || isTooOld(model);

/**
 * Where the new Help is: as signed, or where it has been when this one was built.
 * @param website of Help's own build
 */
export function newHelpAt({ directory }: HelpModel, website: string): string {
  const signed = HelpPage.safeParse(directory?.help?.download);
  return signed.success ? signed.data : helpPageOf(website);
}

/** A form leads no further once this Help has to be replaced; a call in hand goes on to its end. */
export function withoutForm(model: HelpModel): HelpModel {
  if (model.stage.at !== "authorising" || !isToReplace(model)) return model;
  return { ...model, giving: null, stage: { at: "lines", notice: null } };
}

export const isOutlived = ({ directory }: HelpModel, now: number): boolean =>
  directory !== null && now >= directory.expiresAt;

/** The clock that made a directory look too old may have been set right meanwhile. */
export const wantsRenewal = (model: HelpModel, now: number): boolean =>
  isOutlived(model, now) || (model.online && model.distrusted === "expired");

/** Greets the server anew, which then signs a new directory. */
export function renewed(model: HelpModel): HelpStep {
  return { model: { ...model, online: false, directory: null }, effects: [{ do: "reconnect" }] };
}
