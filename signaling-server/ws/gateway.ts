/** From a fresh WebSocket to a Help or a Viewer at the switchboard: hello, version, role, sign-in. */
import type { WebSocket } from "ws";
import type { z } from "zod";
import { parseJson } from "../../src/shared/protocol/json.ts";
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { AnyHello, Hello, HelpMessage, ViewerMessage } from "../../src/shared/protocol/signaling.ts";
import { isOlder } from "../../src/shared/session/versions.ts";
import type { Authorisations } from "../authorisations/authorisations.ts";
import type { Clock } from "../clock.ts";
import type { LinesAudience } from "../lines/audience.ts";
import type { LineBook } from "../lines/book.ts";
import type { Log } from "../log.ts";
import type { Switchboard } from "../sessions/switchboard.ts";
import { Connection, closeCodes } from "./connection.ts";
import type { ConnectionLimits } from "./connection.ts";
import { HelpTalk } from "./help-talk.ts";

/** How long a new connection may stay silent, in milliseconds. */
export const HELLO_TIMEOUT_MS = 10_000;

/** Whom a Viewer's token signs in. */
export interface SignedInTechnician {
  /** Identifier of the token's session. */
  readonly session: string;
  readonly staff: string;
  readonly name: string;
}

/** How a Viewer's token is looked at. */
interface TokenCheck {
  /** Age does not end its session now. */
  readonly inCall: boolean;
  /** Its use is written down where that is due; else it is only read, which no busy database holds up. */
  readonly noteUse: boolean;
}

export interface GatewayParts {
  readonly book: LineBook;
  /** null for a token of no session, or of one that has ended. */
  readonly findTechnician: (token: string, how: TokenCheck) => Promise<SignedInTechnician | null>;
  readonly audience: LinesAudience;
  readonly switchboard: Switchboard;
  readonly authorisations: Authorisations;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly log: Log;
}

export class Gateway {
  readonly #parts: GatewayParts;
  #connections = 0;
  /** Connected Helps, each with the nonce of its hello. */
  readonly #helps = new Map<Connection, string>();
  /** Connected Viewers, each with its token and the identifier of its session. */
  readonly #viewers = new Map<Connection, { readonly token: string; readonly session: string }>();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  counts(): { help: number; viewer: number } {
    return { help: this.#helps.size, viewer: this.#viewers.size };
  }

  /** Identifiers of the sessions whose Viewer is in a call. */
  sessionsInCall(): Set<string> {
    const engaged = [...this.#viewers].filter(([{ id }]) => this.#parts.switchboard.isEngaged(id));
    return new Set(engaged.map(([, { session }]) => session));
  }

  /** Sends every Help the directory as it is now. */
  refreshDirectories(): void {
    for (const [connection, nonce] of this.#helps) {
      const directory = this.#parts.book.directoryFor(nonce);
      if (directory !== null) connection.send({ t: "directory", directory });
    }
  }

  /**
   * Asks for each connected Viewer whether its token still signs it in, and sends it away if not: the
   * command line may have ended a session beside this process, or a second factor be required since. Age
   * does not end a call.
   */
  async checkViewers({ noteUse }: Pick<TokenCheck, "noteUse">): Promise<void> {
    const { findTechnician, switchboard } = this.#parts;
    for (const [connection, { token }] of [...this.#viewers]) {
      const inCall = switchboard.isEngaged(connection.id);
      if ((await findTechnician(token, { inCall, noteUse })) === null) {
        connection.fail("unauthorised", closeCodes.unauthorised);
      }
    }
  }

  /** Calls that could be taken without their code need it from now on, where the customer's record no longer says so. */
  async checkQuickAccess(): Promise<void> {
    const { switchboard, authorisations } = this.#parts;
    for (const { call, authorisation } of switchboard.quickCalls()) {
      // Whoever cannot say that it still is one says no.
      const isQuick = await authorisations.isQuick(authorisation).catch(() => false);
      if (!isQuick) switchboard.notQuick(call);
    }
  }

  /** Takes over a socket whose upgrade has been accepted. @param network where it comes from */
  accept(socket: WebSocket, network: string): void {
    const { clock } = this.#parts;
    const cancel = clock.after(HELLO_TIMEOUT_MS, () =>
      connection.close(closeCodes.policyViolation, "no hello in time"),
    );
    const parts = { ...this.#parts, network };
    const connection = new Connection(String(++this.#connections), socket, parts, {
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
        return this.#welcomeHelp(connection, hello.data);
      case "viewer":
        return void this.#signIn(connection, hello.data.token);
    }
  }

  #welcomeHelp(connection: Connection, { nonce, program }: Extract<Hello, { role: "help" }>): void {
    const { book, audience, switchboard, log } = this.#parts;
    const directory = book.directoryFor(nonce);
    if (directory === null) return connection.fail("not-now", closeCodes.tryAgainLater);
    const talk = new HelpTalk(
      connection,
      { id: connection.id, network: connection.network, program },
      {
        ...this.#parts,
        isTooOld: () => isTooOld(program, book.organisation?.helpMinimum ?? null),
        failed: () => connection.fail("internal", closeCodes.internalError),
      },
    );
    connection.handOver({
      text: (text) => listen(connection, HelpMessage, text, (m) => talk.hear(m)),
      gone: () => {
        this.#helps.delete(connection);
        audience.remove(connection);
        talk.leave();
      },
    });
    this.#helps.set(connection, nonce);
    connection.send({ t: "welcome", v: PROTOCOL_VERSION, directory, lines: switchboard.lines() });
    audience.add(connection);
    log.info({ connection: connection.id, role: "help" }, "connected");
  }

  /** Looks the token up; until then the Viewer has nothing to say. */
  async #signIn(connection: Connection, token: string): Promise<void> {
    let gone = false;
    connection.handOver({
      text: () => connection.fail("malformed", closeCodes.policyViolation),
      gone: () => (gone = true),
    });
    try {
      const known = await this.#parts.findTechnician(token, { inCall: false, noteUse: true });
      if (gone) return;
      if (known === null) return connection.fail("unauthorised", closeCodes.unauthorised);
      this.#welcomeViewer(connection, token, known);
    } catch (error) {
      this.#parts.log.error({ connection: connection.id, err: error }, "a sign-in failed");
      connection.fail("internal", closeCodes.internalError);
    }
  }

  #welcomeViewer(connection: Connection, token: string, { session, staff, name }: SignedInTechnician): void {
    const { book, audience, switchboard, log } = this.#parts;
    const { organisation } = book;
    if (organisation === null) return connection.fail("not-now", closeCodes.tryAgainLater);
    const technician = { id: connection.id, staff, name, send: connection.send.bind(connection) };
    connection.handOver({
      text: (text) => listen(connection, ViewerMessage, text, (m) => switchboard.fromViewer(technician, m)),
      gone: () => {
        this.#viewers.delete(connection);
        audience.remove(connection);
        switchboard.viewerLost(technician);
      },
    });
    this.#viewers.set(connection, { token, session });
    switchboard.viewerJoined(technician);
    connection.send({
      t: "welcome",
      v: PROTOCOL_VERSION,
      organisation: { name: organisation.name, phone: organisation.phone },
      technician: name,
      lines: switchboard.lines(),
      open: [],
    });
    audience.add(connection);
    log.info({ connection: connection.id, role: "viewer" }, "connected");
  }
}

/** Whether a Help that says it is this program may call no more: it is its own word, and an honest one's. */
function isTooOld(program: string, minimum: string | null): boolean {
  return minimum !== null && isOlder(/^help (\S+)$/.exec(program)?.[1] ?? "", minimum);
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
