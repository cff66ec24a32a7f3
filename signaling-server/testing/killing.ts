/**
 * Kills a program with SIGKILL at random moments while it writes, and looks each time whether all it
 * has acknowledged is there. The program may be anything that can be started again on what it left.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chance } from "./random.ts";

export interface Killing<A> {
  /** How often it is killed after its first acknowledgement; the deaths before one come on top. */
  readonly kills: number;
  /** Of the moments; say it when the test fails, and the same moments come again. */
  readonly seed: number;
  /** Starts the program on the same data; does not wait until it is ready. */
  start(kill: number): ChildProcess;
  /**
   * Keeps the program writing and tells of each write that it has acknowledged. Resolves once the
   * program is dead; errors that come of its death are no failure.
   */
  load(child: ChildProcess, acknowledge: (write: A) => void): Promise<void>;
  /** Looks for everything that was ever acknowledged. @returns what is wrong; nothing when all is well */
  check(acknowledged: readonly A[], kill: number): Promise<readonly string[]>;
  /** Every so many kills it dies while it starts, before it is known to write. Default 4; 0 never. */
  readonly duringStart?: number;
  /** Longest time from the start to such a death, in milliseconds. Default 400. */
  readonly startMs?: number;
}

export interface Killed<A> {
  readonly acknowledged: readonly A[];
  /** How often it died after it had acknowledged something, since that start. */
  readonly underLoad: number;
  /** How often it died before. */
  readonly beforeFirst: number;
}

/** Longest time from the acknowledgement that was waited for to the death, in milliseconds. */
const LATER_MS = 8;
/** It is killed after so many acknowledgements of this start, at most. */
const MOST = 120;

/** @throws an error that names the kill, the seed and everything that was lost */
export async function killAtRandom<A>(plan: Killing<A>): Promise<Killed<A>> {
  const { kills, seed, duringStart = 4, startMs = 400 } = plan;
  const random = chance(seed);
  const acknowledged: A[] = [];
  let underLoad = 0;
  let beforeFirst = 0;
  for (let kill = 1; underLoad < kills; kill += 1) {
    const isEarly = duringStart > 0 && kill % duringStart === 0;
    const wanted = 1 + random(MOST);
    const later = isEarly ? random(startMs) : random(LATER_MS);
    const child = plan.start(kill);
    const dead = once(child, "exit");
    const die = (): void => void child.kill("SIGKILL");
    let timer = isEarly ? setTimeout(die, later) : null;
    let count = 0;
    try {
      await plan.load(child, (write) => {
        acknowledged.push(write);
        count += 1;
        if (count === wanted && timer === null) timer = setTimeout(die, later);
      });
      const [code, signal] = (await dead) as [number | null, string | null];
      if (signal !== "SIGKILL") throw new Error(`the program ended by itself (${code ?? signal ?? "?"})`);
    } finally {
      if (timer !== null) clearTimeout(timer);
      die();
    }
    if (count === 0) beforeFirst += 1;
    else underLoad += 1;
    const lost = await plan.check(acknowledged, kill);
    if (lost.length > 0) {
      throw new Error(`kill ${kill}, seed ${seed}, lost: ${lost.slice(0, 10).join("; ")}`);
    }
  }
  return { acknowledged, underLoad, beforeFirst };
}

/** For programs that acknowledge by lines on standard output: the whole lines of a program until it is dead. */
export async function eachLine(child: ChildProcess, tell: (line: string) => void): Promise<void> {
  if (child.stdout === null) throw new Error("standard output is not a pipe");
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(tell);
  });
  await once(child, "close");
}
