/** Pages of the server that its mails and its commands lead to. */

const pages = {
  /** A registration's address is confirmed. */
  confirm: "/conferma",
  /** Somebody chooses a password. */
  password: "/password",
  /** The web administration. */
  admin: "/admin/",
  /** The administration's list of registrations. */
  registrations: "/admin/#/registrations",
  /** The administration's audit trail. */
  audit: "/admin/#/audit",
} as const;

/**
 * The whole address of a page. A token stands behind the `#`: browsers send that part to no server,
 * so that it comes into no log and no `Referer`.
 * @param publicUrl origin under which people reach the server
 */
export function pageAddress(publicUrl: string, page: keyof typeof pages, token?: string): string {
  const address = new URL(pages[page], publicUrl);
  if (token !== undefined) address.hash = token;
  return address.href;
}
