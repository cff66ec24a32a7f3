/** What a program does to the machine it runs on, by the kernel's own account (Linux: /proc). */
import { readdir, readFile, readlink } from "node:fs/promises";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Link to its program file; null for a process that has just ended. */
  readonly executable: string | null;
  readonly args: readonly string[];
}

type Pid = Pick<Process, "pid">;

/** A socket of the internet protocols; local ones (X, its own parts) are none of the network's business. */
export interface Socket {
  readonly pid: number;
  readonly protocol: "tcp" | "tcp6" | "udp" | "udp6" | "raw" | "raw6";
  /** Address and port as the kernel writes them, such as `127.0.0.1:8787`. */
  readonly local: string;
  readonly remote: string;
  readonly state: "established" | "listening" | "other";
}

const PROTOCOLS = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"] as const;
/** include/net/tcp_states.h */
const STATES: Readonly<Record<string, Socket["state"]>> = { "01": "established", "0A": "listening" };

/** Which processes: what `root` started, and they again; and all with this word in their environment. */
export interface Family {
  readonly root: number;
  /** Such as `NAME=value`. Finds those that have left the tree, as a program does that goes on in the background. */
  readonly mark: string;
}

/** Those of the family that live; none, when all have ended. */
export async function living({ root, mark }: Family): Promise<Process[]> {
  const all = await Promise.all((await numbersIn("/proc")).map((pid) => describe(pid, mark)));
  const alive = all.filter((one) => one !== null);
  const family = alive.filter(({ pid, marked }) => marked || pid === root);
  for (const { pid } of family) {
    family.push(...alive.filter((one) => one.parent === pid && !family.includes(one)));
  }
  return family;
}

/** Files that one of the processes may write at this moment; without devices and the memory they share among themselves. */
export async function writtenBy(processes: readonly Pid[]): Promise<string[]> {
  const files = await Promise.all(
    processes.map(async ({ pid }) => {
      const open = await openOf(pid);
      return Promise.all(open.map(async ({ fd, target }) => ((await mayWrite(pid, fd)) ? target : "")));
    }),
  );
  return files.flat().filter((file) => file.startsWith("/") && !/^\/(dev\/(?!shm)|proc\/|memfd:)/.test(file));
}

/** Every internet socket that one of the processes has open. */
export async function socketsOf(processes: readonly Pid[]): Promise<Socket[]> {
  const [owners, tables] = await Promise.all([
    Promise.all(processes.map(async ({ pid }) => [pid, await inodesOf(pid)] as const)),
    Promise.all(PROTOCOLS.map(readTable)),
  ]);
  const rows = tables.flat();
  return owners.flatMap(([pid, inodes]) =>
    rows.filter(({ inode }) => inodes.has(inode)).map(({ socket }) => ({ pid, ...socket })),
  );
}

async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function describe(pid: number, mark: string): Promise<(Process & { marked: boolean }) | null> {
  try {
    const [stat, cmdline, environ] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readFile(`/proc/${pid}/environ`, "utf8").catch(() => ""),
    ]);
    // `pid (name) state ppid …`; the name may have anything in it (proc_pid_stat(5)).
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return null;
    const executable = await readlink(`/proc/${pid}/exe`).catch(() => null);
    // Chromium's helpers write theirs anew, with spaces between the words.
    const args = cmdline.split(/[\0 ]/).filter((word) => word !== "");
    const marked = environ.split("\0").includes(mark);
    return { pid, parent: Number(parent), executable, args, marked };
  } catch {
    return null; // gone meanwhile
  }
}

async function openOf(pid: number): Promise<{ fd: number; target: string }[]> {
  const folder = `/proc/${pid}/fd`;
  const numbers = await numbersIn(folder);
  return Promise.all(
    numbers.map(async (fd) => ({ fd, target: await readlink(`${folder}/${fd}`).catch(() => "") })),
  );
}

async function inodesOf(pid: number): Promise<Set<string>> {
  const inodes = (await openOf(pid)).map(({ target }) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? "");
  return new Set(inodes.filter((inode) => inode !== ""));
}

/** By the flags it was opened with, in octal (proc_pid_fdinfo(5)): the lowest two bits are O_WRONLY or O_RDWR. */
async function mayWrite(pid: number, fd: number): Promise<boolean> {
  const info = await readFile(`/proc/${pid}/fdinfo/${fd}`, "utf8").catch(() => "");
  return (parseInt(/^flags:\s+(\d+)/m.exec(info)?.[1] ?? "0", 8) & 3) !== 0;
}

/** One table of proc_net(5): numbers in hexadecimal, IPv4 addresses in the machine's byte order. */
async function readTable(
  protocol: Socket["protocol"],
): Promise<{ inode: string; socket: Omit<Socket, "pid"> }[]> {
  const table = await readFile(`/proc/net/${protocol}`, "utf8").catch(() => "");
  return table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, local = "", remote = "", state = "", , , , , , inode = ""] = line.trim().split(/\s+/);
      const socket = {
        protocol,
        local: address(local),
        remote: address(remote),
        state: protocol.startsWith("tcp") ? (STATES[state] ?? "other") : "other",
      } as const;
      return { inode, socket };
    });
}

function address(hex: string): string {
  const [host = "", port = ""] = hex.split(":");
  const bytes = host.match(/../g) ?? [];
  const shown =
    bytes.length === 4
      ? bytes
          .toReversed()
          .map((byte) => parseInt(byte, 16))
          .join(".")
      : `[${host.toLowerCase()}]`;
  return `${shown}:${parseInt(port, 16)}`;
}
