/** The caller's end of a session, for Viewer's page: its connection is played, its spoken check is a real one. */
import { certificateOf, playSpoken } from "../interop/spoken.ts";
import type { Language } from "../../src/shared/protocol/ipc.ts";
import type { Permissions } from "../../src/shared/protocol/ladder.ts";
import type { Window } from "./chromium.ts";

/** Runs in the page: a connection that is up, with figures, but without a peer. */
export function fakeConnection(): void {
  class Connection extends EventTarget {
    connectionState = "connected";
    signalingState = "stable";
    currentLocalDescription = { sdp: `a=fingerprint:sha-256 ${"BB:".repeat(31)}BB` };
    currentRemoteDescription = { sdp: `a=fingerprint:sha-256 ${"AA:".repeat(31)}AA` };
    constructor() {
      super();
      const check = Object.assign(new EventTarget(), {
        label: "check",
        readyState: "open",
        send: (text: string) => document.dispatchEvent(new CustomEvent("viewer-said", { detail: text })),
      });
      document.addEventListener("help-says", (event) => {
        const { detail } = event as CustomEvent<string>;
        check.dispatchEvent(new MessageEvent("message", { data: detail }));
      });
      document.addEventListener("fake-up", () => {
        this.dispatchEvent(Object.assign(new Event("datachannel"), { channel: check }));
        this.dispatchEvent(new Event("connectionstatechange"));
      });
      const session = Object.assign(new EventTarget(), {
        label: "session",
        readyState: "open",
        send: (text: string) => document.dispatchEvent(new CustomEvent("viewer-asked", { detail: text })),
      });
      document.addEventListener("help-grants", (event) => {
        const { detail } = event as CustomEvent<string>;
        session.dispatchEvent(new MessageEvent("message", { data: detail }));
      });
      document.addEventListener("fake-session", () => {
        this.dispatchEvent(Object.assign(new Event("datachannel"), { channel: session }));
      });
      document.addEventListener("fake-track", (event) => {
        const streams = [(event as CustomEvent<MediaStream>).detail];
        this.dispatchEvent(Object.assign(new Event("track"), { receiver: {}, streams }));
      });
    }
    close(): void {}
    getStats = async () =>
      new Map<string, object>([
        [
          "v",
          { type: "inbound-rtp", kind: "video", frameWidth: 1920, frameHeight: 1080, framesPerSecond: 58 },
        ],
        ["t", { type: "transport", selectedCandidatePairId: "p" }],
        [
          "p",
          {
            type: "candidate-pair",
            currentRoundTripTime: 0.012,
            localCandidateId: "l",
            remoteCandidateId: "l",
          },
        ],
        ["l", { type: "local-candidate", candidateType: "host" }],
      ]);
  }
  Object.assign(window, { RTCPeerConnection: Connection });
}

/** Runs in the page: a caller's screen arrives over the fake connection. */
export function fakePicture(): void {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1920, height: 1080 });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const paint = () => {
    pen.fillStyle = "#3a6ea5";
    pen.fillRect(0, 0, 1920, 1080);
    pen.fillStyle = "#ffffff";
    pen.fillRect(300, 160, 1300, 700);
    pen.fillStyle = "#222222";
    pen.font = "48px sans-serif";
    pen.fillText("Fattura n. 118", 360, 250);
    requestAnimationFrame(paint);
  };
  paint();
  document.dispatchEvent(new CustomEvent("fake-track", { detail: canvas.captureStream(30) }));
}

/** Opens the channel of permissions. @returns what tells Viewer what is granted, and what it has asked for */
export async function playLadder({ page }: Window<"viewer">) {
  await page.evaluate(() => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    document.addEventListener("viewer-asked", (event) => asked.push((event as CustomEvent<string>).detail));
    document.dispatchEvent(new Event("fake-session"));
  });
  return {
    async grants(changes: Partial<Omit<Permissions, "t">>): Promise<void> {
      const message: Permissions = { t: "permissions", granted: [], asked: null, paused: false, ...changes };
      await page.evaluate(
        (detail) => document.dispatchEvent(new CustomEvent("help-grants", { detail })),
        JSON.stringify(message),
      );
    },
    asked: (): Promise<unknown[]> =>
      page.evaluate(() =>
        (globalThis as unknown as { asked: string[] }).asked.map((raw): unknown => JSON.parse(raw)),
      ),
  };
}

const certificate = (byte: string) =>
  certificateOf(`a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => byte).join(":")}`);

/** The connection comes up, and Help plays its part of the check. @returns the words that Help shows */
export async function playHelp(
  viewer: Window<"viewer">,
  call: string,
  language: Language,
): Promise<string[]> {
  const { page } = viewer;
  const say = (text: string) =>
    page.evaluate((detail) => document.dispatchEvent(new CustomEvent("help-says", { detail })), text);
  // A name of its own for each call: a page keeps what it has been given.
  const name = `said${call.charAt(0)}`;
  let hear: (raw: string) => void = () => {};
  await page.exposeFunction(name, (raw: string) => hear(raw));
  await page.evaluate((to) => {
    document.addEventListener("viewer-said", (event) => {
      const give = (window as unknown as Record<string, (raw: string) => void>)[to];
      give?.((event as CustomEvent<string>).detail);
    });
    document.dispatchEvent(new Event("fake-up"));
  }, name);
  const ends = { help: certificate("AA"), viewer: certificate("BB") };
  return new Promise((words, reject) => {
    const nonce = `${"H".repeat(21)}A`;
    hear = playSpoken(
      { side: "help", session: call, ...ends, nonce, language },
      {
        send: (message) => void say(JSON.stringify(message)),
        words,
        broken: (why) => reject(new Error(why)),
      },
    );
  });
}
