/** What Help's page does at Stop, in which order: with everything played that is the browser's. */
import { expect, it } from "vitest";
import type { Bridge, HostOrder } from "../../shared/protocol/ipc.ts";
import { attachHost } from "./host.ts";

const call = "A".repeat(22);

it("at stop the capture dies first, and only then the connection is closed", async () => {
  const done: string[] = [];
  const track = Object.assign(new EventTarget(), { stop: () => done.push("track stopped") });
  const stream = { getTracks: () => [track], getVideoTracks: () => [] } as unknown as MediaStream;
  const connection = Object.assign(new EventTarget(), {
    createDataChannel: () => Object.assign(new EventTarget(), { readyState: "connecting" }),
    close: () => done.push("connection closed"),
  }) as unknown as RTCPeerConnection;

  let order: (order: HostOrder) => void = () => {};
  const bridge: Pick<Bridge<"host">, "on" | "send"> = {
    send: (name) => done.push(name),
    on: (_, listener) => {
      order = listener;
      return () => {};
    },
  };
  attachHost(bridge, { createConnection: () => connection, capture: () => Promise.resolve(stream) });
  order({ do: "start", call, side: "help", language: "it", iceServers: [] });
  // This capture has no picture in it, which is told; from then on it would have to be stopped.
  await expect.poll(() => done).toEqual(["peer.state"]);
  done.length = 0;
  order({ do: "stop" });
  expect(done.slice(0, 2)).toEqual(["track stopped", "connection closed"]);
});
