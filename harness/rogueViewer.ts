/**
 * Makes a Viewer that does not want to stop: it goes on sending mouse and keyboard after the session has ended, for as
 * long as Help's end takes them, and keeps its own end open, so that a packet which comes late is still counted.
 */
import type { Page } from "playwright-core";

interface Rogue {
  connection: RTCPeerConnection | null;
  /**
   * Starts the stream. With `mouse`, of moves and keys, while Control, Shift and the left button are held; else of
   * keys alone.
   */
  begin(mouse: boolean): void;
  /** Ends the stream. @returns when the last message could be sent, by the page's `performance.now()` */
  end(): number;
}
type Changed = typeof globalThis & { rogue: Rogue };

/** How long Viewer's own end of a connection stays open after it was closed, in milliseconds. */
const LINGER_MS = 1500;
/** Between two moves of the pointer; each time, a key goes down or up as well. In milliseconds. */
const EVERY_MS = 4;

/** Once for each Viewer, before its first call. */
export async function makeRogue({ page }: { page: Page }): Promise<void> {
  await page.evaluate(
    ({ lingerMs, everyMs }) => {
      let channels = new Map<string, RTCDataChannel>();
      let timer: ReturnType<typeof setInterval> | undefined;
      let seq = 0;
      let sentAt = 0;
      const say = (label: string, input: object): void => {
        const channel = channels.get(label);
        if (channel?.readyState !== "open") return;
        // Viewer's own messages are numbered along with ours: see below.
        channel.send(JSON.stringify(input));
        sentAt = performance.now();
      };
      const key = (code: string, down: boolean, text?: string): void =>
        say("control", { t: "key", code, down, ...(text !== undefined && { text }) });
      const rogue: Rogue = {
        connection: null,
        begin(mouse) {
          let turn = 0;
          const at = () => ({ x: 0.3 + (turn % 50) / 500, y: 0.5 });
          for (const code of ["ControlLeft", "ShiftLeft"]) if (mouse) key(code, true);
          if (mouse) say("control", { t: "button", button: "left", down: true, ...at() });
          timer = setInterval(() => {
            turn += 1;
            if (mouse) say("pointer", { t: "move", ...at() });
            key("KeyA", turn % 2 === 0, "a");
          }, everyMs);
        },
        end() {
          clearInterval(timer);
          return sentAt;
        },
      };
      class Lingering extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          rogue.connection = this;
          channels = new Map();
          seq = 0;
          this.addEventListener("datachannel", ({ channel }) => {
            channels.set(channel.label, channel);
            if (channel.label !== "pointer" && channel.label !== "control") return;
            const send = channel.send.bind(channel);
            channel.send = (data: unknown) => {
              seq += 1;
              send(JSON.stringify({ ...(JSON.parse(String(data)) as object), seq }));
            };
          });
        }
        override close(): void {
          setTimeout(() => super.close(), lingerMs);
        }
      }
      globalThis.RTCPeerConnection = Lingering;
      (globalThis as Changed).rogue = rogue;
    },
    { lingerMs: LINGER_MS, everyMs: EVERY_MS },
  );
}

export const beginStream = (page: Page, mouse: boolean): Promise<void> =>
  page.evaluate((moving) => (globalThis as Changed).rogue.begin(moving), mouse);

export const endStream = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as Changed).rogue.end());

/**
 * When the last packet with a part of a frame came, by the page's `performance.now()`; Chromium notes it to the
 * millisecond (`lastPacketReceivedTimestamp`, WebRTC statistics), but gives it out at most 50 ms old.
 * Minus infinity when none came at all.
 */
export async function lastPacketAt(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const report = await (globalThis as Changed).rogue.connection?.getStats();
    let last = Number.NEGATIVE_INFINITY;
    report?.forEach((entry: { type: string; kind?: string; lastPacketReceivedTimestamp?: number }) => {
      if (entry.type === "inbound-rtp" && entry.kind === "video") {
        last = entry.lastPacketReceivedTimestamp ?? last;
      }
    });
    return last - performance.timeOrigin;
  });
}
