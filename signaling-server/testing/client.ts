/**
 * A typed protocol client for tests: what the server sends is parsed strictly, what is waited for
 * has a limit, and nothing sleeps. Used by the server's own tests, interop tests and the bench.
 */
import WebSocket from "ws";
import type { ClientOptions } from "ws";
import { CLAUSES } from "../../src/shared/protocol/authorisation.ts";
import type { AuthorisationFields } from "../../src/shared/protocol/authorisation.ts";
import { PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { ToHelp, ToViewer } from "../../src/shared/protocol/signaling.ts";
import type { HelpMessage, ToClient, ViewerMessage } from "../../src/shared/protocol/signaling.ts";

/** How long `next` waits before it gives up, in milliseconds: only ever reached by a failing test. */
const PATIENCE_MS = 15_000;

type Kind<M extends ToClient> = M["t"];
type Of<M extends ToClient, T extends Kind<M>> = Extract<M, { t: T }>;

export interface Closed {
  code: number;
  reason: string;
}

export class TestClient<Out, In extends ToClient> {
  readonly socket: WebSocket;
  /** Resolves when the connection is closed, by whomever. Never rejects. */
  readonly closed: Promise<Closed>;
  /** Received and not yet taken by `next`, oldest first. */
  readonly unread: In[] = [];
  /** Everything ever received, oldest first. */
  readonly seen: In[] = [];
  readonly #parse: (value: unknown) => In;
  readonly #waiters = new Set<() => void>();
  #broken: Error | null = null;

  constructor(url: string, parse: (value: unknown) => In, options: ClientOptions = {}) {
    this.#parse = parse;
    this.socket = new WebSocket(socketUrl(url), options);
    this.socket.on("message", (data) => this.#received(String(data)));
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        this.#broken ??= new Error(`closed with ${code} ${String(reason)}`);
        resolve({ code, reason: String(reason) });
        this.#wake();
      });
    });
    // "close" follows and says enough.
    this.socket.on("error", () => {});
  }

  /** Resolves when messages can be sent; rejects when the server refused the connection. */
  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.readyState === WebSocket.OPEN) return resolve();
      this.socket.once("open", () => resolve());
      this.socket.once("error", reject);
    });
  }

  send(message: Out): void {
    this.raw(JSON.stringify(message));
  }

  /** Sends bytes as they are, for tests of bad manners. */
  raw(data: string | Buffer): void {
    this.socket.send(data);
  }

  /**
   * Takes the oldest unread message of this kind that `where` accepts; waits for it when there is
   * none. All others stay unread.
   * @throws when the connection closes first, the server breaks the protocol, or patience ends.
   */
  async next<T extends Kind<In>>(
    kind: T,
    where: (message: Of<In, T>) => boolean = () => true,
  ): Promise<Of<In, T>> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = this.#take(kind, where);
      if (found !== null) return found;
      if (this.#broken !== null) throw new Error(this.#explain(kind), { cause: this.#broken });
      if (!(await this.#somethingNew(deadline))) throw new Error(this.#explain(kind));
    }
  }

  close(): void {
    this.socket.close();
  }

  /** Vanishes without a goodbye, as a cut cable does. */
  vanish(): void {
    this.socket.terminate();
  }

  #take<T extends Kind<In>>(kind: T, where: (message: Of<In, T>) => boolean): Of<In, T> | null {
    const at = this.unread.findIndex((one) => one.t === kind && where(one as Of<In, T>));
    return at < 0 ? null : (this.unread.splice(at, 1)[0] as Of<In, T>);
  }

  #somethingNew(deadline: number): Promise<boolean> {
    return new Promise((resolve) => {
      const wake = (): void => done(true);
      const timer = setTimeout(() => done(false), Math.max(0, deadline - performance.now()));
      const done = (news: boolean): void => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve(news);
      };
      this.#waiters.add(wake);
    });
  }

  #wake(): void {
    for (const wake of this.#waiters) wake();
  }

  #received(text: string): void {
    try {
      const message = this.#parse(JSON.parse(text));
      this.unread.push(message);
      this.seen.push(message);
    } catch (error) {
      this.#broken = new Error(`the server sent what no schema knows: ${text.slice(0, 200)}`, {
        cause: error,
      });
    }
    this.#wake();
  }

  #explain(kind: string): string {
    const seen = this.seen.map((message) => message.t).join(", ") || "nothing";
    return `no ${kind} came; received: ${seen}${this.#broken === null ? "" : `; ${this.#broken.message}`}`;
  }
}

export type HelpClient = TestClient<HelpMessage, ToHelp>;
export type ViewerClient = TestClient<ViewerMessage, ToViewer>;

/** A Help that has been welcomed, and has given its authorisation. `url` is the server's base address. */
export async function connectHelp(
  url: string,
  options: ClientOptions = {},
  nonce: string = helpHello.nonce,
): Promise<HelpClient> {
  const client = await connectNewHelp(url, options, nonce);
  const [welcome] = client.seen;
  // What no line is there for, nobody can call.
  if (welcome?.t === "welcome" && welcome.lines.length > 0) await authorise(client);
  return client;
}

/** A Help that has been welcomed, and neither shown nor given an authorisation. */
export async function connectNewHelp(
  url: string,
  options: ClientOptions = {},
  nonce: string = helpHello.nonce,
): Promise<HelpClient> {
  const client: HelpClient = new TestClient(url, (value) => ToHelp.parse(value), options);
  await client.opened();
  client.raw(JSON.stringify({ ...helpHello, nonce }));
  await client.next("welcome");
  return client;
}

/** What a caller types into the form. */
export const caller = {
  company: "Rossi Forniture S.r.l.",
  operator: "Ada Rossi",
  email: "ada@rossi.example",
  clientCode: "C-0042",
  idsCode: "",
} as const satisfies AuthorisationFields;

/** Of no text that was ever in force. */
const NO_VERSION = "0000-00-00000000";

/** The form, filled in: accepted by the server when `version` is that in force. */
export function authorisationForm(
  version: string,
  fields: Partial<AuthorisationFields> & { line?: number; language?: "it" | "en" } = {},
): Extract<HelpMessage, { t: "authorisation/give" }> {
  const clauses = Array.from({ length: CLAUSES }, () => true as const);
  return { t: "authorisation/give", line: 1, language: "it", version, clauses, ...caller, ...fields };
}

/** Accepts whatever text is in force, as somebody does who fills in the form. @returns the token */
export async function authorise(
  client: HelpClient,
  fields: Parameters<typeof authorisationForm>[1] = {},
): Promise<string> {
  const [welcome] = client.seen;
  const line = (welcome?.t === "welcome" && welcome.lines[0]?.number) || 1;
  client.send(authorisationForm(NO_VERSION, { line, ...fields }));
  const { version } = await client.next("authorisation/needed");
  client.send(authorisationForm(version, { line, ...fields }));
  return (await client.next("authorisation/given")).token;
}

/** A Viewer that has been signed in. */
export async function connectViewer(
  url: string,
  token: string,
  options: ClientOptions = {},
): Promise<ViewerClient> {
  const client: ViewerClient = new TestClient(url, (value) => ToViewer.parse(value), options);
  await client.opened();
  client.raw(JSON.stringify(viewerHello(token)));
  await client.next("welcome");
  return client;
}

/** A connection that has said nothing yet. */
export async function connectSilent(url: string, options: ClientOptions = {}): Promise<HelpClient> {
  const client: HelpClient = new TestClient(url, (value) => ToHelp.parse(value), options);
  await client.opened();
  return client;
}

const hello = { t: "hello", v: PROTOCOL_VERSION, program: "test" } as const;
export const helpHello = { ...hello, role: "help", nonce: "N".repeat(22) } as const;
export const viewerHello = (token: string) => ({ ...hello, role: "viewer", token }) as const;

/** A call that never was. No test may ask about it: `fence` would take the answer for its own. */
const NO_CALL = "0".repeat(22);

/**
 * Resolves when the server has answered everything this client sent before, and all that the server
 * told it meanwhile has arrived: the way to show that something did not come.
 */
export async function fence(client: HelpClient | ViewerClient): Promise<void> {
  client.raw(
    JSON.stringify({ t: "call/end", call: NO_CALL, reason: "protocol-error" } satisfies HelpMessage),
  );
  // The union of the two generic signatures has no common call; both know `error`.
  await (client as HelpClient).next("error", (error) => error.call === NO_CALL);
}

function socketUrl(url: string): string {
  return `${url.replace(/^http/, "ws")}/v1/ws`;
}
