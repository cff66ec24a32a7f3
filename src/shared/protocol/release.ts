/** Versions of Help as the organisation lays them down, and where a newer one is to be had. */
import { z } from "zod";
import { PublicAddress } from "./address.ts";

/** A finished version (semver.org): three numbers without leading zeros, such as `1.2.0`. */
export const ReleaseVersion = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/);

/** Path of the page of the server from which callers download Help. */
export const HELP_PAGE = "/help";

/** Where callers download Help. @param server a PublicAddress */
export const helpPageOf = (server: string): string => `${server}${HELP_PAGE}`;

/** That page and no other, at a server with TLS or of this computer's own: Help opens it in the browser. */
export const HelpPage = z
  .string()
  .max(200 + HELP_PAGE.length)
  .refine(
    (href) => {
      const server = PublicAddress.safeParse(href.slice(0, -HELP_PAGE.length));
      return server.success && helpPageOf(server.data) === href;
    },
    { message: `needs to be an address of a server and ${HELP_PAGE}` },
  );

/** Which Help the organisation wants, as its signed directory says it. */
export const WantedHelp = z.strictObject({
  /** An older Help calls nobody. */
  minimum: ReleaseVersion,
  download: HelpPage,
});
export type WantedHelp = z.infer<typeof WantedHelp>;
