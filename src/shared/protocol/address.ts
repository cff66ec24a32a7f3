/** Where a server is reached: which addresses may do without TLS, and how one is kept. */
import { z } from "zod";

/** This computer's own, as URL writes them: nobody can listen in between. */
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether a host may be spoken to without TLS. @param hostname as URL gives it */
export const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

/** Scheme, host and port, as URL writes an address that has nothing else. */
const BARE = /^([a-z]+):\/\/(\[[^\]]+\]|[^/?#@:]+)(?::\d+)?\/?$/;

/**
 * An address of nothing but scheme, host and port: a path, a query or a user would be lost on the way. Capitals, a
 * port that goes without saying and the last slash fall away.
 * @param secure schemes with TLS, for any host
 * @param plain those without, for this computer only
 */
const address = (secure: readonly string[], plain: readonly string[]) =>
  z
    .url({ normalize: true })
    .max(200)
    .refine(
      (href) => {
        const [, scheme = "", hostname = ""] = BARE.exec(href) ?? [];
        return secure.includes(scheme) || (plain.includes(scheme) && isLoopback(hostname));
      },
      {
        message: `needs to be ${secure.join(" or ")}, host and port alone; ${plain.join(" or ")} for this computer's own`,
        abort: true,
      },
    )
    .overwrite((href) => href.replace(/\/$/, ""));

/** Under which people reach the server; links in mails begin with it. Help is built with it, too. */
export const PublicAddress = address(["https"], ["http"]);

/** At which Help reaches the server. */
export const ServerAddress = address(["https", "wss"], ["http", "ws"]);
