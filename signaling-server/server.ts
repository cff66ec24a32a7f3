/** Puts the server together. Used by the command line, by tests and by the bench. */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { MAX_SIGNALING_BYTES } from "../src/shared/protocol/limits.ts";
import { Authorisations, defaultCaps } from "./authorisations/authorisations.ts";
import type { AuthorisationCaps } from "./authorisations/authorisations.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Program } from "./downloads/manifest.ts";
import { Shelf } from "./downloads/shelf.ts";
import { buildApp } from "./http/app.ts";
import type { LogStream } from "./http/app.ts";
import { contactPasswords } from "./customers/access.ts";
import { serveDesk } from "./http/desk.ts";
import { serveDownloads } from "./http/downloads.ts";
import { servePages, webFolder } from "./http/pages.ts";
import { serveWatch } from "./http/watch.ts";
import { LinesAudience } from "./lines/audience.ts";
import { LineBook } from "./lines/book.ts";
import { LineRegistry } from "./lines/registry.ts";
import { Courier } from "./mail/courier.ts";
import { Reports } from "./sessions/reports.ts";
import { CallSecrets } from "./sessions/secrets.ts";
import type { RandomInt } from "./sessions/secrets.ts";
import { Switchboard } from "./sessions/switchboard.ts";
import { iceServersFor } from "./sessions/turn.ts";
import type { Mailing } from "./mail/mailing.ts";
import { enqueueMail } from "./mail/outbox.ts";
import { Refusal } from "./refusal.ts";
import { OwnAccount } from "./staff/own-account.ts";
import { network } from "./staff/guard.ts";
import { PasswordLinks, staffPasswords } from "./staff/password-links.ts";
import { Passwords } from "./staff/password.ts";
import { StaffSessions } from "./staff/sessions.ts";
import { SignIn } from "./staff/sign-in.ts";
import { TotpOffers } from "./staff/totp.ts";
import { viewerOf } from "./staff/viewer-access.ts";
import { openData } from "./store/data.ts";
import type { Store } from "./store/store.ts";
import { Upkeep } from "./upkeep.ts";
import { closeCodes, defaultLimits } from "./ws/connection.ts";
import type { ConnectionLimits } from "./ws/connection.ts";
import { addressesBehind } from "./ws/client-address.ts";
import { Gateway } from "./ws/gateway.ts";
import { judgeUpgrade, refuseUpgrade } from "./ws/upgrade.ts";

/** How long sockets may take to say goodbye when the server stops, in milliseconds. */
const GOODBYE_MS = 1_000;

export interface ServerDeps {
  clock?: Clock;
  randomInt?: RandomInt;
  limits?: Partial<ConnectionLimits>;
  caps?: Partial<AuthorisationCaps>;
  /** Where structured log lines go; nothing is logged without it. */
  logStream?: LogStream;
  /** Whether builds of Help and Viewer that are not for people are offered too. */
  testBuilds?: boolean;
  /** Folder of the built web pages, if it is another. */
  pages?: string;
  /** Once the server listens at `url`, before it is given away: what only its address makes possible. */
  prepare?: (store: Store, url: string) => Promise<void>;
}

export interface LineaServer {
  /** Base address such as `http://127.0.0.1:8787`; the socket is `/v1/ws` under it. */
  readonly url: string;
  /** Whether somebody has run `linea-server init`. */
  readonly isSetUp: boolean;
  /**
   * No new calls or connections, while pages and API go on; resolves when what rings and the sessions under way have
   * ended by themselves, or after `drainSeconds`. `close` follows.
   */
  drain(): Promise<void>;
  /** Calls that a drain waits for: those that ring, and sessions. */
  callsGoingOn(): number;
  /** Ends every call as `server-stopping`, says goodbye to every socket, stops listening. */
  close(): Promise<void>;
}

/**
 * @throws {StoreError} when the database cannot be used, and what `listen` throws, such as EADDRINUSE
 */
export async function startServer(config: Config, deps: ServerDeps = {}): Promise<LineaServer> {
  const clock = deps.clock ?? systemClock;
  const data = await openData(config.data, "serve");
  const { store } = data;
  const app = await buildApp({
    logStream: deps.logStream ?? null,
    trustedProxies: config.trustedProxies,
    requestsAMinute: config.requestsAMinute,
  });
  const { log } = app;

  const book = new LineBook({ store, clock, log });
  const mailing = (): Mailing => {
    if (book.organisation === null) throw new Refusal("not-found");
    return { now: clock.date(), publicUrl: book.organisation.publicUrl, enqueueMail };
  };
  const mailWaits = (): void => courier?.nudge();
  const reports = new Reports({ store, clock, log, mailing, mailWaits });
  const lines = new LineRegistry((line) => book.schedule(line));
  const switchboard = new Switchboard({
    lines,
    clock,
    secrets: new CallSecrets(deps.randomInt),
    iceServersFor: (call) => iceServersFor(call, clock.date(), config.iceServers, config.turn),
    reported: (report) => reports.add(report),
    codeVerified: (authorisation) => void authorisations.codeVerified(authorisation),
    changed: () => audience.refresh(),
    log,
  });
  const audience: LinesAudience = new LinesAudience(() => switchboard.lines());
  const authorisations = new Authorisations({
    ...{ store, clock, log, mailing, mailWaits },
    caps: { ...defaultCaps, ...deps.caps },
  });
  const sessions = new StaffSessions();
  const gateway = new Gateway({
    book,
    async findTechnician(token, { inCall, noteUse }) {
      const now = clock.date();
      const found = await viewerOf(store.db, sessions, token, now, inCall);
      if (found === null) return null;
      if (noteUse) {
        const failed = (error: unknown) => log.warn({ err: error }, "a session's use was not noted");
        await sessions.touchIfPossible(store, found.session, now, failed, inCall);
      }
      return { session: found.session.id, staff: found.staff.id, name: found.staff.name };
    },
    audience,
    switchboard,
    authorisations,
    clock,
    limits: { ...defaultLimits, ...deps.limits },
    log,
  });
  book.onChange(() => {
    switchboard.setLines(book.lines);
    gateway.refreshDirectories();
  });
  book.onHours(() => switchboard.hoursChanged());
  book.onRenewal(() => gateway.refreshDirectories());
  await book.load();

  const courier = config.mail === undefined ? null : new Courier({ store, config: config.mail, clock, log });
  const origins = new Set(config.allowedOrigins);
  const clientAddress = addressesBehind(config.trustedProxies);
  let draining: Promise<void> | null = null;
  let stopped: Promise<void> | null = null;
  const isStopping = (): boolean => draining !== null || stopped !== null;
  const shelf = (program: Program) => {
    const folder = join(config.downloads ?? join(config.data, "downloads"), program);
    return new Shelf({ folder, program, testBuilds: deps.testBuilds === true, log });
  };
  const shelves = { help: shelf("help"), viewer: shelf("viewer") };
  const passwords = new Passwords();
  const ofStaff = staffPasswords(sessions);
  serveDesk(app, {
    store,
    clock,
    book,
    sessions,
    signIn: new SignIn({ store, clock, passwords, sessions }),
    ownAccount: new OwnAccount({ store, passwords, sessions }),
    passwordLinks: new PasswordLinks({
      store,
      hash: (password) => passwords.hash(password),
      holders: { "set-up": ofStaff, reset: ofStaff, "customer-access": contactPasswords },
    }),
    totpOffers: new TotpOffers(store),
    shelves,
    mailing,
    // What has been changed stays changed, and upkeep looks again within a minute.
    checkViewers: () =>
      gateway
        .checkViewers({ noteUse: false })
        .catch((error: unknown) => log.error({ err: error }, "Viewers not checked")),
    checkQuickAccess: () =>
      gateway
        .checkQuickAccess()
        .catch((error: unknown) => log.error({ err: error }, "quick access not checked")),
    sessionsInCall: () => gateway.sessionsInCall(),
    mailWaits,
    isKnownOrigin: (origin) =>
      origins.has(origin) ||
      (book.organisation !== null && origin === new URL(book.organisation.publicUrl).origin),
  });
  serveWatch(app, {
    store,
    clock,
    isStopping,
    calls: () => switchboard.counts(),
    connections: () => gateway.counts(),
    linesOutdated: () => book.isOutdated,
    reports: () => reports.counts(),
  });
  serveDownloads(app, shelves);
  await servePages(app, deps.pages ?? webFolder());
  const upkeep = new Upkeep({ store, clock, log, sessions, viewers: gateway });

  const sockets = new WebSocketServer({
    noServer: true,
    // Twice what is allowed: a message somewhat too long gets its clear error from Connection; ws
    // itself only hangs up, and does so on longer ones before it has read them.
    maxPayload: 2 * MAX_SIGNALING_BYTES,
    perMessageDeflate: false,
  });
  app.server.on("upgrade", (request, socket, head) => {
    // A peer that hangs up in the middle is no news.
    const ignore = (): void => {};
    socket.on("error", ignore);
    if (isStopping()) return refuseUpgrade(socket, 503, "The server is stopping.");
    const verdict = judgeUpgrade(request, origins);
    if (!verdict.accept) return refuseUpgrade(socket, verdict.status, verdict.reason);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off("error", ignore);
      gateway.accept(webSocket, network(clientAddress(request)));
    });
  });

  const drain = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(config.drainSeconds * 1_000, resolve);
      void switchboard.drain().then(() => {
        cancel();
        resolve();
      });
    });
  };
  const stop = async (): Promise<void> => {
    book.stop();
    switchboard.stop();
    await Promise.all([...sockets.clients].map((socket) => sayGoodbye(socket, clock)));
    await app.close();
    await reports.stop();
    await courier?.stop();
    await upkeep.stop();
    await data.close();
  };

  let url: string;
  try {
    await app.listen(config.listen);
    url = baseUrl(app.server.address() as AddressInfo);
    if (deps.prepare !== undefined) {
      await deps.prepare(store, url);
      await book.load();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  courier?.start();
  upkeep.start();
  // Now, so that the first visitor need not wait for large files to be read through; what is wrong is in the log.
  for (const one of Object.values(shelves)) {
    one.offer().catch((error: unknown) => log.error({ err: error }, "downloads not looked at"));
  }
  return {
    url,
    get isSetUp() {
      return book.organisation !== null;
    },
    drain: () => (draining ??= drain()),
    callsGoingOn() {
      const { ringing, inSession } = switchboard.counts();
      return ringing + inSession;
    },
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
