/** Our own pages under our own scheme, and nothing else: no remote content, no navigation, no pop-ups. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Role } from "../shared/protocol/ipc.ts";
import { app, protocol, session, type ProtocolResponse, type Session, type WebContents } from "electron";

const SCHEME = "app";

/**
 * Where a role's page lives. One origin a role, so that each has a process of its own: the bar's Stop
 * must answer while Help's page hangs.
 */
export const originOf = (role: Role): string => `${SCHEME}://${role}`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' mediastream:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ]);
}

/** An organisation's colours, over our own: a style sheet, because the policy above lets nothing else set any. */
let brandStyle = "";

/** Must run before a window opens. */
export function dressPages(style: string): void {
  brandStyle = style;
}

/**
 * Serves the built pages in `directory`. Must run after the app is ready.
 *
 * Not with `protocol.handle`: the first request would load all of `fetch` (undici) while the page and Chromium's other
 * processes wait for main, 60 ms (docs/adr/0026-size-and-start.md).
 */
export function servePages(directory: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- what takes its place is the one above
  protocol.registerBufferProtocol(SCHEME, ({ url }, respond) => {
    void answer(directory, url).then(respond);
  });
}

async function answer(directory: string, url: string): Promise<ProtocolResponse> {
  const nothing = { statusCode: 404, data: Buffer.alloc(0) };
  try {
    const path = new URL(url).pathname;
    const file = normalize(join(directory, decodeURIComponent(path)));
    const type = TYPES[extname(file)];
    if (!file.startsWith(directory + sep) || type === undefined) return nothing;
    return {
      mimeType: type,
      charset: "utf-8",
      data: path === "/brand.css" ? Buffer.from(brandStyle) : await readFile(file),
      headers: {
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "x-content-type-options": "nosniff",
      },
    };
  } catch {
    return nothing;
  }
}

/** Denies what no window of ours needs, which is everything: what Help may capture has its own grant (captureGrant.ts). */
export function harden(): Session {
  const { defaultSession } = session;
  // Otherwise Chromium asks Google's servers for a dictionary at every start, whatever the windows' `spellcheck` says.
  defaultSession.setSpellCheckerLanguages([]);
  defaultSession.setPermissionRequestHandler((_contents, _permission, respond) => respond(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  app.on("web-contents-created", (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
  return defaultSession;
}
