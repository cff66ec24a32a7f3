/** Puts the server together. Used by main.ts, by tests and by the bench. */
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { MAX_SIGNALING_BYTES } from "../src/shared/protocol/limits.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { buildApp } from "./http/app.ts";
import type { LogStream } from "./http/app.ts";
import { LinesAudience } from "./lines/audience.ts";
import { LineRegistry } from "./lines/registry.ts";
import { CallSecrets } from "./sessions/secrets.ts";
import type { RandomInt } from "./sessions/secrets.ts";
import { Switchboard } from "./sessions/switchboard.ts";
import { iceServersFor } from "./sessions/turn.ts";
import { closeCodes, defaultLimits } from "./ws/connection.ts";
import type { ConnectionLimits } from "./ws/connection.ts";
import { Gateway } from "./ws/gateway.ts";
import { judgeUpgrade, refuseUpgrade } from "./ws/upgrade.ts";

/** How long sockets may take to say goodbye when the server stops, in milliseconds. */
const GOODBYE_MS = 1_000;

export interface ServerDeps {
  clock?: Clock;
  randomInt?: RandomInt;
  limits?: Partial<ConnectionLimits>;
  /** Where structured log lines go; nothing is logged without it. */
  logStream?: LogStream;
}

export interface LineaServer {
  /** Base address such as `http://127.0.0.1:8787`; the socket is `/v1/ws` under it. */
  readonly url: string;
  /** Ends every call as `server-stopping`, says goodbye to every socket, stops listening. */
  close(): Promise<void>;
}

/** @throws what `listen` throws, such as EADDRINUSE. */
export async function startServer(config: Config, deps: ServerDeps = {}): Promise<LineaServer> {
  const clock = deps.clock ?? systemClock;
  const app = buildApp(deps.logStream ?? null);
  const lines = new LineRegistry(config.lines);
  const switchboard = new Switchboard({
    lines,
    clock,
    secrets: new CallSecrets(deps.randomInt),
    iceServersFor: (call) => iceServersFor(call, clock.date(), config.iceServers, config.turn),
    changed: () => audience.refresh(),
    log: app.log,
  });
  const audience: LinesAudience = new LinesAudience(() => switchboard.lines());
  const gateway = new Gateway({
    organisation: config.organisation,
    technicians: config.technicians,
    audience,
    switchboard,
    clock,
    limits: { ...defaultLimits, ...deps.limits },
    log: app.log,
  });
  const sockets = new WebSocketServer({
    noServer: true,
    // Twice what is allowed: a message somewhat too long gets its clear error from Connection; ws
    // itself only hangs up, and does so on longer ones before it has read them.
    maxPayload: 2 * MAX_SIGNALING_BYTES,
    perMessageDeflate: false,
  });
  const origins = new Set(config.allowedOrigins);
  let stopped: Promise<void> | null = null;
  app.server.on("upgrade", (request, socket, head) => {
    // A peer that hangs up in the middle is no news.
    const ignore = (): void => {};
    socket.on("error", ignore);
    if (stopped !== null) return refuseUpgrade(socket, 503, "The server is stopping.");
    const verdict = judgeUpgrade(request, origins);
    if (!verdict.accept) return refuseUpgrade(socket, verdict.status, verdict.reason);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off("error", ignore);
      gateway.accept(webSocket);
    });
  });

  await app.listen(config.listen);

  const stop = async (): Promise<void> => {
    switchboard.stop();
    await Promise.all([...sockets.clients].map((socket) => sayGoodbye(socket, clock)));
    await app.close();
  };
  return {
    url: baseUrl(app.server.address() as AddressInfo),
    close: () => (stopped ??= stop()),
  };
}

function sayGoodbye(socket: WebSocket, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(GOODBYE_MS, () => socket.terminate());
    socket.once("close", () => {
      cancel();
      resolve();
    });
    socket.close(closeCodes.goingAway, "server-stopping");
  });
}

/** An address somebody on this machine can open: wildcards become the loopback address. */
function baseUrl({ address, family, port }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") return `http://127.0.0.1:${port}`;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
