import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** USER_HZ: fixed at 100 for user space on every Linux architecture Linea runs on (man 5 proc, `utime`). */
const ticksPerSecond = 100;

interface ProcessTimes {
  readonly parent: number;
  /** utime + stime, in ticks. */
  readonly ticks: number;
}

/**
 * The CPU use of a process and all its descendants over an interval (Linux).
 * @param pid the root of the tree
 * @param seconds how long to watch
 * @returns percent of one core: 200 means two cores fully used. A process that ends meanwhile is not counted.
 */
export async function cpuPercent(pid: number, seconds: number): Promise<number> {
  const start = performance.now();
  const before = treeOf(pid, await readProcesses());
  await pause(seconds * 1000);
  const after = treeOf(pid, await readProcesses());
  const elapsed = (performance.now() - start) / 1000;
  let ticks = 0;
  for (const [id, now] of after) ticks += now - (before.get(id) ?? 0);
  return (ticks / ticksPerSecond / elapsed) * 100;
}

/** Ticks by pid, of the process and its descendants. */
function treeOf(root: number, processes: ReadonlyMap<number, ProcessTimes>): Map<number, number> {
  const tree = new Map<number, number>();
  const add = (pid: number): void => {
    const found = processes.get(pid);
    if (!found || tree.has(pid)) return;
    tree.set(pid, found.ticks);
    for (const [id, { parent }] of processes) if (parent === pid) add(id);
  };
  add(root);
  return tree;
}

async function readProcesses(): Promise<Map<number, ProcessTimes>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => [pid, await readTimes(pid)] as const));
  return new Map(found.filter((entry): entry is readonly [number, ProcessTimes] => entry[1] !== undefined));
}

async function readTimes(pid: number): Promise<ProcessTimes | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces and parentheses itself: fields count from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined; // ended since the directory was read
  }
}
