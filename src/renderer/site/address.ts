/** What the address of a page says: which page it is, and the token of a link from a mail. */
import { HELP_PAGE } from "../../shared/protocol/release.ts";

export type Page =
  "home" | "register" | "confirm" | "password" | "forgotten" | "authorisation" | "download" | "missing";

/** Where each page is. Mails hold these paths, and Help opens that of the authorisation. */
export const paths = {
  home: "/",
  register: "/adesione",
  confirm: "/conferma",
  password: "/password",
  forgotten: "/password-dimenticata",
  authorisation: "/authorisation",
  download: HELP_PAGE,
} as const;

/** Easy to say on the telephone. */
const aliases: Readonly<Partial<Record<string, Page>>> = { "/scarica": "download" };

/** Not of this site: the web administration. */
export const STAFF_PATH = "/admin/";

/** The page of a path; one slash too many at its end does no harm. */
export function pageOf(pathname: string): Page {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  const known = (Object.keys(paths) as (keyof typeof paths)[]).find((page) => paths[page] === path);
  return known ?? (Object.hasOwn(aliases, path) ? aliases[path] : undefined) ?? "missing";
}

/** Whether a page is opened by a link from a mail. */
const opensByLink = (page: Page) => page === "confirm" || page === "password";

/**
 * The token after the `#`, which no server is told (docs/adr/0014-links-in-fragments.md). It is taken out
 * of the address bar and of this entry of the tab's history, so that nobody reads it over a shoulder.
 * Null where a page has none.
 */
export function takeToken(): string | null {
  const { hash, pathname, search } = window.location;
  if (hash.length < 2 || !opensByLink(pageOf(pathname))) return null;
  window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  return hash.slice(1);
}
