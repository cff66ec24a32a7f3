/** The gate, for Electron itself: the one we ship, with each of its fuses as we want it (fuses.ts). */
import { FuseState, FuseV1Options } from "@electron/fuses";
import { TEST_RUNTIME } from "../../electron-runtime.mjs";
import { FUSES } from "../fuses.ts";
import type { Problem } from "./problem.ts";
import type { Runtime } from "./runtime.ts";

/** @param wanted version of Electron in package.json */
export function runtimeProblems(where: string, runtime: Runtime, wanted: string): Problem[] {
  return [...versionProblems(where, runtime, wanted), ...fuseProblems(where, runtime)];
}

function versionProblems(where: string, { electron }: Runtime, wanted: string): Problem[] {
  if (wanted !== TEST_RUNTIME && electron.includes(TEST_RUNTIME)) {
    return [
      {
        where,
        what: `This is the test runtime, Electron ${TEST_RUNTIME} from npm: a third party's build without security fixes.`,
        todo: `Build where the official Electron ${wanted} can be downloaded.`,
        rehearsal: true,
      },
    ];
  }
  if (electron.includes(wanted)) return [];
  const found = electron.length === 0 ? "names no version" : `is ${electron.join(" or ")}`;
  return [
    {
      where,
      what: `package.json wants Electron ${wanted}, but this ${found}.`,
      todo: "Run npm ci, delete the output folder and build again.",
    },
  ];
}

const names: Readonly<Record<number, string>> = {
  [FuseState.DISABLE]: "off",
  [FuseState.ENABLE]: "on",
  [FuseState.REMOVED]: "removed",
};
const nameOf = (fuse: number): string => FuseV1Options[fuse] ?? `number ${fuse}`;

function fuseProblems(where: string, { wires }: Runtime): Problem[] {
  if (wires.length === 0) {
    return [
      {
        where,
        what: "There are no fuses in this file.",
        todo: "Point the gate at a folder that electron-builder has left.",
      },
    ];
  }
  return wires.flatMap(({ version, states }, i) => {
    const which = wires.length > 1 ? ` (in half ${i + 1} of the universal program)` : "";
    if (version !== 1) {
      return [
        {
          where,
          what: `The fuses are of version ${version}, which @electron/fuses here does not know${which}.`,
          todo: "Update @electron/fuses and scripts/dist/fuses.ts.",
        },
      ];
    }
    return [...oneWire(states)].map(({ what, ...rest }) => ({ where, what: `${what}${which}.`, ...rest }));
  });
}

function* oneWire(states: readonly number[]): Generator<Omit<Problem, "where">> {
  const known = Object.entries(FUSES).map(([fuse, on]) => [Number(fuse), on] as const);
  for (const [fuse, on] of known) {
    const state = states[fuse];
    const wanted = on ? FuseState.ENABLE : FuseState.DISABLE;
    if (state === wanted) continue;
    if (state === undefined) {
      yield {
        what: `This Electron has no fuse ${nameOf(fuse)}`,
        todo: "Build with the Electron of package.json.",
        rehearsal: true,
      };
    } else {
      yield {
        what: `The fuse ${nameOf(fuse)} is ${names[state] ?? `in state ${state}`} and should be ${on ? "on" : "off"}`,
        todo: "Let the build set it (scripts/dist/fuses.ts), before anything is signed.",
      };
    }
  }
  for (let fuse = 0; fuse < states.length; fuse++) {
    if (known.some(([ours]) => ours === fuse)) continue;
    yield {
      what: `This Electron has a fuse that nobody has decided on, ${nameOf(fuse)}`,
      todo: "Decide, and add it to scripts/dist/fuses.ts.",
    };
  }
}
