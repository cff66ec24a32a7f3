/** The settings in words: what each must be, and one that is right. */

export interface Wanted {
  /** Goes on from “must be”. */
  readonly must: string;
  /** A value that is right, as it stands in the file. */
  readonly example: unknown;
}

const hostName = "a host name or an IP address";
const seconds = "a number of seconds above 0, at most 3600";
const turn = { urls: ["turn:relay.example:3478"], secret: "0123456789abcdef" };
const mail = { host: "mail.example", port: 587, security: "starttls", from: "help@aurora.example" };
const stun = { urls: ["stun:stun.example:3478"] };

/** By the path of a setting; `[]` stands for each entry of a list. */
export const wanted: Readonly<Record<string, Wanted>> = {
  "": { must: "one JSON object", example: { listen: { port: 8787 } } },
  data: { must: "the name of a folder", example: "/var/lib/linea" },
  downloads: { must: "the name of a folder", example: "/var/lib/linea/downloads" },
  listen: { must: "an object with host and port", example: { host: "127.0.0.1", port: 8787 } },
  "listen.host": { must: hostName, example: "127.0.0.1" },
  "listen.port": { must: "a whole number from 0 to 65535, where 0 is any free port", example: 8787 },
  trustedProxies: { must: "a list of IP addresses or networks", example: ["127.0.0.1", "10.0.0.0/8"] },
  "trustedProxies[]": { must: "an IP address or a network", example: "10.0.0.0/8" },
  allowedOrigins: { must: "a list of web origins", example: ["https://help.example"] },
  "allowedOrigins[]": {
    must: "a web origin: scheme and host, perhaps a port, and nothing behind it",
    example: "https://help.example",
  },
  iceServers: { must: "a list of at most 7 STUN or TURN servers", example: [stun] },
  "iceServers[]": { must: "an object with urls, perhaps username and credential", example: stun },
  "iceServers[].urls": { must: "a list of 1 to 8 addresses", example: stun.urls },
  "iceServers[].urls[]": {
    must: "an address that begins with stun:, stuns:, turn: or turns:, at most 256 characters long",
    example: "stun:stun.example:3478",
  },
  "iceServers[].username": { must: "text of at most 256 characters", example: "linea" },
  "iceServers[].credential": { must: "text of at most 256 characters", example: "its password" },
  turn: { must: "an object with urls and secret", example: turn },
  "turn.urls": { must: "a list of 1 to 8 addresses", example: turn.urls },
  "turn.urls[]": {
    must: "an address that begins with turn: or turns:, at most 256 characters long",
    example: "turn:relay.example:3478",
  },
  "turn.secret": {
    must: "text of 16 to 256 characters, the same as the relay’s static-auth-secret",
    example: turn.secret,
  },
  "turn.ttlSeconds": { must: "a whole number of seconds from 60 to 86400", example: 43_200 },
  mail: { must: "an object with host, port, security and from", example: mail },
  "mail.host": { must: hostName, example: mail.host },
  "mail.port": { must: "a whole number from 1 to 65535", example: mail.port },
  "mail.security": { must: "starttls, tls, or none", example: mail.security },
  "mail.user": { must: "text of 1 to 256 characters", example: "help@aurora.example" },
  "mail.password": { must: "text of 1 to 256 characters", example: "its password" },
  "mail.from": { must: "an e-mail address", example: mail.from },
  "mail.replyTo": { must: "an e-mail address", example: "info@aurora.example" },
  "mail.ca": {
    must: "one certificate or more as PEM text, not the name of a file",
    example: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
  },
  "mail.timeouts": { must: "an object", example: { connection: 60 } },
  "mail.timeouts.connection": { must: seconds, example: 60 },
  "mail.timeouts.greeting": { must: seconds, example: 60 },
  "mail.timeouts.silence": { must: seconds, example: 600 },
  "mail.timeouts.total": { must: seconds, example: 900 },
  requestsAMinute: { must: "a whole number from 10 to 1000000", example: 300 },
  drainSeconds: { must: "a whole number of seconds from 0 to 86400", example: 3_600 },
};
