/** The pages, who may see them, and how much waits there. */
import { create } from "zustand";
import type { TextKey } from "../../shared/i18n/index.ts";
import type { Me, Role } from "../../shared/protocol/api.ts";
import { desk } from "./desk.ts";

interface Place {
  path: string;
  name: TextKey;
  roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = ["administrator", "office", "technician"];
const DESK: readonly Role[] = ["administrator", "office"];
const ADMINISTRATOR: readonly Role[] = ["administrator"];

/** In the order of the navigation. */
const places: readonly Place[] = [
  { path: "registrations", name: "admin.nav.registrations", roles: DESK },
  { path: "customers", name: "admin.nav.customers", roles: DESK },
  { path: "authorisations", name: "admin.nav.authorisations", roles: DESK },
  { path: "lines", name: "admin.nav.lines", roles: ["administrator", "technician"] },
  { path: "closures", name: "admin.nav.closures", roles: ADMINISTRATOR },
  { path: "staff", name: "admin.nav.staff", roles: ADMINISTRATOR },
  { path: "outbox", name: "admin.nav.outbox", roles: ADMINISTRATOR },
  { path: "audit", name: "admin.nav.audit", roles: ADMINISTRATOR },
  { path: "settings", name: "admin.nav.settings", roles: ADMINISTRATOR },
  { path: "account", name: "admin.nav.account", roles: EVERYBODY },
];

/** Whoever must set up the second factor first can do nothing else. */
export function placesOf(me: Me): readonly Place[] {
  return places.filter(({ path, roles }) => (me.totpMissing ? path === "account" : roles.includes(me.role)));
}

interface Waiting {
  /** Registrations that should have been active already. */
  registrations: number;
  /** Mails that did not arrive. */
  outbox: number;
}

export const useWaiting = create<Waiting>(() => ({ registrations: 0, outbox: 0 }));

/**
 * Counts anew what waits. At arrivals and actions, never by a timer: that would keep a session alive
 * on a desk that nobody sits at.
 */
export async function countWaiting(me: Me): Promise<void> {
  const mine = new Set(placesOf(me).map(({ path }) => path));
  const count = async (path: keyof Waiting, ask: () => Promise<{ count: number }>) => {
    if (!mine.has(path)) return useWaiting.setState({ [path]: 0 });
    // A number in the margin is not worth a message; the page itself says what is wrong.
    await ask().then(
      ({ count: number }) => useWaiting.setState({ [path]: number }),
      () => undefined,
    );
  };
  await Promise.all([
    count("registrations", desk.overdueRegistrations),
    count("outbox", () => desk.undeliverableMails(true)),
  ]);
}
