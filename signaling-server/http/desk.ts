/** Everything the server answers over HTTP, and what the routes need for it. */
import { z } from "zod";
import { API_BASE } from "../../src/shared/protocol/api.ts";
import type { Clock } from "../clock.ts";
import type { LineBook } from "../lines/book.ts";
import type { Mailing } from "../mail/mailing.ts";
import type { OwnAccount } from "../staff/own-account.ts";
import type { PasswordLinks } from "../staff/password-links.ts";
import type { StaffSessions } from "../staff/sessions.ts";
import type { SignIn } from "../staff/sign-in.ts";
import type { TotpOffers } from "../staff/totp.ts";
import { isTotpMissing } from "../staff/viewer-access.ts";
import type { Store } from "../store/store.ts";
import { guardRoutes, isReading } from "./access.ts";
import type { App } from "./app.ts";
import { accountRoutes } from "./routes/account.ts";
import { authorisationRoutes } from "./routes/authorisations.ts";
import type { Shelves } from "./downloads.ts";
import { customerRoutes } from "./routes/customers.ts";
import { downloadRoutes } from "./routes/downloads.ts";
import { lineRoutes } from "./routes/lines.ts";
import { oversightRoutes } from "./routes/oversight.ts";
import { registrationRoutes } from "./routes/registrations.ts";
import { sessionRoutes } from "./routes/session.ts";
import { staffRoutes } from "./routes/staff.ts";
import { updateRoutes } from "./routes/updates.ts";

export interface Desk {
  readonly store: Store;
  readonly clock: Clock;
  readonly book: LineBook;
  readonly sessions: StaffSessions;
  readonly signIn: SignIn;
  readonly ownAccount: OwnAccount;
  readonly passwordLinks: PasswordLinks;
  readonly totpOffers: TotpOffers;
  readonly shelves: Shelves;
  /** What a change needs that also sends mail, at this moment. @throws {Refusal} not-found before the set-up */
  readonly mailing: () => Mailing;
  /** Sends away the Viewers whose token signs nobody in any more. Only reads. Never rejects. */
  readonly checkViewers: () => Promise<void>;
  /** Calls that wait lose the quick access that their customer's record no longer gives. Never rejects. */
  readonly checkQuickAccess: () => Promise<void>;
  /** Identifiers of the sessions whose Viewer is in a call: age does not end them now. */
  readonly sessionsInCall: () => ReadonlySet<string>;
  /** A mail has come into the outbox. */
  readonly mailWaits: () => void;
  /** Whether a page of this origin may use the API, beside those of the server's own address. */
  readonly isKnownOrigin: (origin: string) => boolean;
}

/** The API of the service desk and its description. */
export function serveDesk(app: App, desk: Desk): void {
  const { store, clock, sessions } = desk;
  guardRoutes(app, {
    isKnownOrigin: desk.isKnownOrigin,
    publicUrl: () => desk.book.organisation?.publicUrl ?? null,
    async findWho(token) {
      const now = clock.date();
      const found = await sessions.find(store.db, token, now);
      if (found === null) return null;
      await sessions.touchIfPossible(store, found.session, now, (error) =>
        app.log.warn({ err: error }, "a session's use was not noted"),
      );
      return { ...found, token, totpMissing: await isTotpMissing(store.db, found.staff) };
    },
  });
  // Whatever was changed may have taken somebody's right to Viewer: who has none leaves it before the answer.
  // After a failure of ours too: how far it came nobody can say.
  app.addHook("onSend", async (request, { statusCode }) => {
    const isRefused = statusCode >= 400 && statusCode < 500;
    if (isReading(request) || isRefused) return;
    await desk.checkViewers();
    await desk.checkQuickAccess();
  });
  sessionRoutes(app, desk);
  accountRoutes(app, desk);
  staffRoutes(app, desk);
  lineRoutes(app, desk);
  customerRoutes(app, desk);
  registrationRoutes(app, desk);
  authorisationRoutes(app, desk);
  downloadRoutes(app, desk);
  updateRoutes(app, desk);
  oversightRoutes(app, desk);
  app.get(
    `${API_BASE}/openapi.json`,
    { config: { access: "public" }, schema: { hide: true, response: { 200: z.unknown() } } },
    () => app.swagger(),
  );
}
