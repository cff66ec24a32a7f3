/** A real mail server on this computer, which keeps what it has taken. */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { simpleParser } from "mailparser";
import type { ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from "smtp-server";

export interface MailServerOptions extends SMTPServerOptions {
  /** Any free one by default. */
  readonly port?: number;
  /** Judges a whole mail before it is taken and answered; what it rejects with is the answer. */
  readonly judge?: (mail: ParsedMail, session: SMTPServerSession) => Promise<void> | void;
}

export interface MailServer {
  readonly port: number;
  /** What has been taken, in order. */
  readonly mails: readonly ParsedMail[];
  /** Resolves when `count` mails in all have been taken. */
  arrived(count: number): Promise<readonly ParsedMail[]>;
  /** Breaks the connection of a session, without a word. */
  drop(session: SMTPServerSession): void;
  close(): Promise<void>;
}

/** An SMTP answer, such as 451. */
export function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

export async function mailServer({
  port = 0,
  judge,
  ...options
}: MailServerOptions = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const waiters = new Set<() => void>();
  const take = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    reply: (error: Error | null) => void,
  ): Promise<void> => {
    const mail = await simpleParser(stream);
    try {
      await judge?.(mail, session);
    } catch (error) {
      reply(error as Error);
      return;
    }
    mails.push(mail);
    for (const look of waiters) look();
    reply(null);
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    // Without a certificate of the test's, none is offered.
    ...(options.cert === undefined && { disabledCommands: ["STARTTLS", "AUTH"] }),
    closeTimeout: 100,
    ...options,
    onData(stream, session, callback) {
      void take(stream, session, callback);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // A client that breaks off is no error of the test.
  server.on("error", () => {});
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (mails.length < count) return;
          waiters.delete(look);
          resolve(mails);
        };
        waiters.add(look);
        look();
      }),
    drop(session) {
      const all = (server as unknown as { connections: Set<{ id: string; _socket: Socket }> }).connections;
      for (const one of all) if (one.id === session.id) one._socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** A bare TCP server: for what no honest mail server does. */
export async function listener(onConnection: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Stands before a mail server and writes down what a client says to it, line by line. */
export async function tap(port: number): Promise<Listener & { readonly said: () => string[] }> {
  let heard = "";
  const front = await listener((socket) => {
    const behind = connect(port, "127.0.0.1");
    behind.on("error", () => socket.destroy());
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    socket.pipe(behind).pipe(socket);
    socket.on("close", () => behind.destroy());
  });
  return { ...front, said: () => heard.split("\r\n").filter((line) => line !== "") };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const taken = await listener(() => {});
  await taken.close();
  return taken.port;
}
