/** From a fresh WebSocket to a Help or a Viewer at the switchboard: hello, version, role, sign-in. */
import type { WebSocket } from "ws";
import type { z } from "zod";
import type { Organisation } from "../../src/shared/protocol/common.ts";
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { AnyHello, Hello, HelpMessage, ViewerMessage } from "../../src/shared/protocol/signaling.ts";
import type { Clock } from "../clock.ts";
import type { TechnicianConfig } from "../config.ts";
import type { LinesAudience } from "../lines/audience.ts";
import type { Log } from "../log.ts";
import type { Switchboard } from "../sessions/switchboard.ts";
import { Connection, closeCodes } from "./connection.ts";
import type { ConnectionLimits } from "./connection.ts";
import { findTechnician } from "./technicians.ts";

/** How long a new connection may stay silent, in milliseconds. */
export const HELLO_TIMEOUT_MS = 10_000;

export interface GatewayParts {
  readonly organisation: Organisation;
  readonly technicians: readonly TechnicianConfig[];
  readonly audience: LinesAudience;
  readonly switchboard: Switchboard;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly log: Log;
}

export class Gateway {
  readonly #parts: GatewayParts;
  #connections = 0;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  /** Takes over a socket whose upgrade has been accepted. */
  accept(socket: WebSocket): void {
    const { clock } = this.#parts;
    const cancel = clock.after(HELLO_TIMEOUT_MS, () =>
      connection.close(closeCodes.policyViolation, "no hello in time"),
    );
    const connection = new Connection(String(++this.#connections), socket, this.#parts, {
      text: (text) => {
        cancel();
        this.#greet(connection, text);
      },
      gone: cancel,
    });
  }

  #greet(connection: Connection, text: string): void {
    const value = parseJson(text);
    const any = AnyHello.safeParse(value);
    if (any.success && any.data.v !== PROTOCOL_VERSION) {
      return connection.fail("unsupported-version", closeCodes.unsupportedVersion);
    }
    const hello = Hello.safeParse(value);
    if (!hello.success) return connection.fail("malformed", closeCodes.policyViolation);
    switch (hello.data.role) {
      case "help":
        return this.#welcomeHelp(connection);
      case "viewer":
        return this.#welcomeViewer(connection, hello.data.token);
    }
  }

  #welcomeHelp(connection: Connection): void {
    const { organisation, audience, switchboard, log } = this.#parts;
    connection.handOver({
      text: (text) => listen(connection, HelpMessage, text, (m) => switchboard.fromHelp(connection, m)),
      gone: () => {
        audience.remove(connection);
        switchboard.helpLost(connection);
      },
    });
    connection.send({ t: "welcome", v: PROTOCOL_VERSION, organisation, lines: switchboard.lines() });
    audience.add(connection);
    log.info({ connection: connection.id, role: "help" }, "connected");
  }

  #welcomeViewer(connection: Connection, token: string): void {
    const { organisation, technicians, audience, switchboard, log } = this.#parts;
    const known = findTechnician(technicians, token);
    if (known === null) return connection.fail("unauthorised", closeCodes.unauthorised);
    const technician = {
      id: connection.id,
      name: known.name,
      send: connection.send.bind(connection),
    };
    connection.handOver({
      text: (text) => listen(connection, ViewerMessage, text, (m) => switchboard.fromViewer(technician, m)),
      gone: () => {
        audience.remove(connection);
        switchboard.viewerLost(technician);
      },
    });
    switchboard.viewerJoined(technician);
    connection.send({
      t: "welcome",
      v: PROTOCOL_VERSION,
      organisation,
      technician: known.name,
      lines: switchboard.lines(),
      open: [],
    });
    audience.add(connection);
    log.info({ connection: connection.id, role: "viewer" }, "connected");
  }
}

/** Hands a well-formed message on; anything else ends the connection. */
function listen<S extends z.ZodType>(
  connection: Connection,
  schema: S,
  text: string,
  handle: (message: z.infer<S>) => void,
): void {
  const message = schema.safeParse(parseJson(text));
  if (message.success) handle(message.data);
  else connection.fail("malformed", closeCodes.policyViolation);
}

/** undefined for what is not JSON: no schema accepts it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
