/** Runs in Chromium: Help's own renderer code, with the test as main and a canvas as the screen. */
import { attachHost } from "../../src/renderer/rtc/host.ts";
import type { Bridge, HostOrder } from "../../src/shared/protocol/ipc.ts";

/** What the test can ask of the page. */
export interface Rig {
  order(order: HostOrder): void;
  /** The real objects that Help's code made, oldest first. */
  readonly connections: RTCPeerConnection[];
  readonly channels: RTCDataChannel[];
  readonly tracks: MediaStreamTrack[];
  /** Resolves when the screen has been painted this many times more. */
  painted(times: number): Promise<void>;
  /** Tells Help's code that the newest connection failed, which else takes Chromium half a minute. */
  loseLink(): void;
}

declare global {
  var rig: Rig;
  /** Put there by the test: a command from the window to main. */
  var toMain: (name: string, payload: unknown) => Promise<void>;
}

const paints = new EventTarget();
const listeners = new Set<(order: HostOrder) => void>();

function startPainting(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 360];
  document.body.append(canvas);
  const context = canvas.getContext("2d");
  let count = 0;
  setInterval(() => {
    count += 1;
    for (let row = 0; row < 36 && context; row += 1) {
      context.fillStyle = `hsl(${(count * 7 + row * 31) % 360} 80% 50%)`;
      context.fillRect((count * 5 + row * 17) % 640, row * 10, 200, 10);
    }
    paints.dispatchEvent(new Event("paint"));
  }, 33);
  return canvas;
}

const screen = startPainting();

globalThis.rig = {
  order: (order) => listeners.forEach((listener) => listener(order)),
  connections: [],
  channels: [],
  tracks: [],
  painted: (times) =>
    new Promise((resolve) => {
      let left = times;
      const onPaint = () => {
        left -= 1;
        if (left > 0) return;
        paints.removeEventListener("paint", onPaint);
        resolve();
      };
      paints.addEventListener("paint", onPaint);
    }),
  loseLink: () => {
    const connection = globalThis.rig.connections.at(-1);
    if (!connection) throw new Error("no connection to lose");
    Object.defineProperty(connection, "connectionState", { configurable: true, get: () => "failed" });
    connection.dispatchEvent(new Event("connectionstatechange"));
    // Only the instance was covered up: the browser's own state shows again.
    Reflect.deleteProperty(connection, "connectionState");
  },
};

const bridge: Pick<Bridge<"host">, "on" | "send"> = {
  send: (name, payload) => void globalThis.toMain(name, payload),
  on: (name, listener) => {
    if (name !== "peer") return () => {};
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

attachHost(bridge, {
  createConnection: (configuration) => {
    const connection = new RTCPeerConnection(configuration);
    globalThis.rig.connections.push(connection);
    const create = connection.createDataChannel.bind(connection);
    connection.createDataChannel = (label, init) => {
      const channel = create(label, init);
      globalThis.rig.channels.push(channel);
      return channel;
    };
    return connection;
  },
  capture: async () => {
    const stream = screen.captureStream();
    globalThis.rig.tracks.push(...stream.getTracks());
    return stream;
  },
});
