/** Which HTTP upgrade becomes a WebSocket: the one path, and no web page that we do not know. */
import { STATUS_CODES } from "node:http";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

export const SOCKET_PATH = "/v1/ws";

export type UpgradeVerdict = { accept: true } | { accept: false; status: number; reason: string };

/**
 * Programs send no Origin; a browser always does, and a page of a foreign origin must not use the
 * credentials or the network place of whoever looks at it (RFC 6455, section 10.2).
 */
export function judgeUpgrade(
  request: Pick<IncomingMessage, "url" | "headers">,
  allowedOrigins: ReadonlySet<string>,
): UpgradeVerdict {
  const path = request.url?.split("?", 1)[0];
  if (path !== SOCKET_PATH) {
    return { accept: false, status: 404, reason: `There is nothing here. The socket is ${SOCKET_PATH}.` };
  }
  const { origin } = request.headers;
  if (origin !== undefined && !allowedOrigins.has(origin)) {
    return { accept: false, status: 403, reason: "This origin is not allowed to connect." };
  }
  return { accept: true };
}

/** Answers an upgrade with plain HTTP and hangs up. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  const body = `${reason}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
      "Connection: close",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
}
