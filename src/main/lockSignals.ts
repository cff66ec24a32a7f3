/**
 * The lock screen on Linux, where Electron tells nothing of it (docs/adr/0021-lock-screen-on-linux.md):
 * heard on the two message buses of the computer (D-Bus), from the consent question to the end of the
 * session. What cannot be heard is left unheard: no error here may hold up a question or end Help.
 */
import { createConnection as connectSocket, type Socket } from "node:net";
import type { Message } from "dbus-native";
import { z } from "zod";
import { codeOf, log } from "./log.ts";
import type { StopTriggerParts } from "./stopTriggers.ts";

type Bus = "session" | "system";

/** Each desktop has a name of its own for the same signal: KDE and light-locker the first, the others theirs. */
const SCREEN_SAVERS = ["freedesktop", "gnome", "mate", "cinnamon", "xfce"].map(
  (desktop) => `org.${desktop}.ScreenSaver`,
);

// systemd-logind and elogind: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
const LOGIN = "org.freedesktop.login1";
const LOGIN_SESSION = "org.freedesktop.login1.Session";
const PROPERTIES = "org.freedesktop.DBus.Properties";

// From the D-Bus specification, "Message Types" and "Message Format".
const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;
const NO_AUTO_START = 2;

/** Longest message that is read, in bytes; everything listened for is far shorter. */
const MOST = 1_048_576;

// Lengths and counts are held down by MOST. Other properties may change along with these.
const ActiveChanged = z.tuple([z.boolean()]);
const PropertiesChanged = z.tuple([
  z.string(),
  z.object({ LockedHint: z.boolean().optional(), Active: z.boolean().optional() }),
  z.array(z.string()),
]);
/** As logind lists it: number, user, user's name, seat ("" without one), object path. */
const Session = z.tuple([z.string(), z.int(), z.string(), z.string(), z.string()]);
const Sessions = z.tuple([z.array(Session)]);
type Session = z.infer<typeof Session>;

/** What `StopTriggers` wants: null where Electron tells of the lock screen itself. */
export function lockSignalsOf(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): StopTriggerParts["lockSignals"] {
  if (platform !== "linux") return null;
  return (locked) => {
    const stops = [onSessionBus(environment, locked), onSystemBus(environment, locked)];
    return () => {
      for (const stop of stops) stop();
    };
  };
}

/** Whoever locks the screen. Any program of the caller's may say so: all that it can do is end the session. */
function onSessionBus(environment: NodeJS.ProcessEnv, locked: () => void): () => void {
  const runtime = environment["XDG_RUNTIME_DIR"];
  const address = environment["DBUS_SESSION_BUS_ADDRESS"] || (runtime ? `unix:path=${runtime}/bus` : "");
  const requests = SCREEN_SAVERS.map((name) =>
    addMatch(`type='signal',interface='${name}',member='ActiveChanged'`),
  );
  return listen("session", address, requests, (message) => {
    if (message.type === SIGNAL && ActiveChanged.safeParse(message.body).data?.[0] === true) locked();
  });
}

/** Who is logged in, and in front: also tells of another user who takes the screen. */
function onSystemBus(environment: NodeJS.ProcessEnv, locked: () => void): () => void {
  const address = environment["DBUS_SYSTEM_BUS_ADDRESS"] || "unix:path=/var/run/dbus/system_bus_socket";
  // Other users are on this bus too: only logind's word counts.
  const fromLogin = `type='signal',sender='${LOGIN}',path_namespace='/org/freedesktop/login1/session'`;
  const requests = [
    addMatch(`${fromLogin},interface='${LOGIN_SESSION}',member='Lock'`),
    addMatch(`${fromLogin},interface='${PROPERTIES}',member='PropertiesChanged',arg0='${LOGIN_SESSION}'`),
    {
      destination: LOGIN,
      path: "/org/freedesktop/login1",
      interface: "org.freedesktop.login1.Manager",
      member: "ListSessions",
    },
  ];
  let paths: readonly string[] = [];
  return listen("system", address, requests, (message) => {
    if (message.type === METHOD_RETURN) {
      const sessions = Sessions.safeParse(message.body).data?.[0];
      if (sessions !== undefined) {
        paths = ownPaths(sessions, environment["XDG_SESSION_ID"], process.getuid?.());
      }
      return;
    }
    if (message.type !== SIGNAL || !paths.includes(message.path ?? "")) return;
    if (message.interface === LOGIN_SESSION && message.member === "Lock") return locked();
    const changed = PropertiesChanged.safeParse(message.body).data?.[1];
    if (changed?.LockedHint === true || changed?.Active === false) locked();
  });
}

/**
 * The session that Help was started in. Not every desktop tells its programs which one that is: then
 * those of the same user that have a screen, or, when none has one (a remote desktop), all of this user's.
 */
function ownPaths(sessions: Session[], id: string | undefined, uid: number | undefined): string[] {
  const ours = sessions.filter((session) => session[1] === uid);
  const choices = [
    ours.filter((session) => session[0] === id),
    ours.filter((session) => session[3] !== ""),
    ours,
  ];
  return (choices.find((choice) => choice.length > 0) ?? []).map((session) => session[4]);
}

const addMatch = (rule: string): Message => ({ ...toBus("AddMatch"), signature: "s", body: [rule] });

const toBus = (member: string): Message => ({
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
  member,
});

/**
 * Asks a bus and hears what it says, of the signals only those that match a rule, until the bus has gone
 * or what is returned here is called. Nothing is tried again: what could not be heard is in the log.
 * Uses the library's bare connection; its "bus" throws from a timer when nobody answers.
 */
function listen(
  bus: Bus,
  addresses: string,
  requests: readonly Message[],
  heard: (message: Message) => void,
): () => void {
  let isOver = false;
  let socket: Socket | null = null;
  const stop = (): void => {
    isOver = true;
    socket?.destroy();
  };
  const tell = (why: string): void => log("warn", "lock screen not heard", { bus, why });
  const giveUp = (why: string): void => {
    if (isOver) return;
    stop();
    tell(why);
  };

  async function open(): Promise<void> {
    const path = socketOf(addresses);
    if (path === null) return giveUp("no bus");
    // Only now: no other system needs it, nor does Help before a session.
    const { createConnection } = await import("dbus-native");
    if (isOver) return;
    // A socket of our own: from an address the library would also start programs (`unixexec:`).
    socket = connectSocket(path);
    const connection = createConnection({ stream: socket, authMethods: ["EXTERNAL"], maxMessageSize: MOST });
    connection.on("error", (error) => giveUp(codeOf(error)));
    connection.on("close", () => giveUp("closed"));
    // What a Stop throws is left to end Help, as everywhere.
    connection.on("message", (message) => {
      // A signal to us alone has passed no match rule, and may be from anybody.
      if (isOver || (message.type === SIGNAL && message.destination !== undefined)) return;
      // Such as ListSessions, where there is no logind; what else was asked for still counts.
      if (message.type === ERROR) return tell("refused");
      heard(message);
    });
    [toBus("Hello"), ...requests].forEach((request, index) =>
      connection.message({ type: METHOD_CALL, flags: NO_AUTO_START, serial: index + 1, ...request }),
    );
  }

  open().catch((error: unknown) => giveUp(codeOf(error)));
  return stop;
}

/**
 * The first Unix socket of a bus's addresses (D-Bus specification, "Server Addresses"), such as
 * "unix:path=/run/user/1000/bus,guid=…"; null if there is none.
 * @throws URIError if it is badly escaped
 */
function socketOf(addresses: string): string | null {
  for (const address of addresses.split(";")) {
    if (!address.startsWith("unix:")) continue;
    for (const pair of address.slice("unix:".length).split(",")) {
      const [key, value] = pair.split("=");
      if (!value) continue;
      if (key === "path") return decodeURIComponent(value);
      // Linux's sockets without a file.
      if (key === "abstract") return `\0${decodeURIComponent(value)}`;
    }
  }
  return null;
}
