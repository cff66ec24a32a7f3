/** Shortcuts to the phases of a call, for tests that begin there. */
import { connectHelp, connectViewer } from "./client.ts";
import type { HelpClient, ViewerClient } from "./client.ts";
import { tokens } from "./server.ts";

export interface TestCall {
  readonly help: HelpClient;
  readonly viewer: ViewerClient;
  readonly call: string;
  readonly code: string;
}

/** Opens a line at a Viewer and waits until the server has it. */
export async function openLine(viewer: ViewerClient, line: number): Promise<void> {
  viewer.send({ t: "line/open", line });
  await viewer.next("line/mine", ({ open }) => open.includes(line));
}

export async function viewerOn(url: string, token: string, ...lines: number[]): Promise<ViewerClient> {
  const viewer = await connectViewer(url, token);
  for (const line of lines) await openLine(viewer, line);
  return viewer;
}

export function startCall(help: HelpClient, line: number, wait = false, name = "Ada Rossi"): void {
  help.send({ t: "call/start", line, name, wait });
}

/** A call that rings on line 1 at Tina's Viewer; both are fresh connections. */
export async function ringingCall(url: string, token: string = tokens.tina, line = 1): Promise<TestCall> {
  const viewer = await viewerOn(url, token, line);
  const help = await connectHelp(url);
  startCall(help, line);
  const { call, code } = await help.next("call/ringing");
  await viewer.next("call/incoming", (incoming) => incoming.call === call);
  return { help, viewer, call, code };
}

export async function takenCall(url: string, token?: string, line?: number): Promise<TestCall> {
  const ringing = await ringingCall(url, token, line);
  const { help, viewer, call, code } = ringing;
  viewer.send({ t: "call/take", call, code });
  await Promise.all([viewer.next("call/yours"), help.next("call/taken")]);
  return ringing;
}

export async function activeCall(url: string, token?: string, line?: number): Promise<TestCall> {
  const taken = await takenCall(url, token, line);
  taken.help.send({ t: "call/consent", call: taken.call });
  await taken.viewer.next("call/consented");
  return taken;
}

/** A code that is not the call's. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0");
}

export const offer = {
  kind: "description",
  offer: 1,
  type: "offer",
  sdp: "v=0\r\ns=secret-sdp\r\n",
} as const;
export const answer = { ...offer, type: "answer" } as const;
export const candidate = {
  kind: "candidate",
  offer: 1,
  candidate: { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0", sdpMLineIndex: 0 },
} as const;
