/** Which sessions may be a Viewer's: asked at its hello, and again and again while it is connected. */
import type { Reader } from "../store/store.ts";
import { mayUseViewer } from "./accounts.ts";
import type { Staff } from "./row.ts";
import type { Session, StaffSessions } from "./sessions.ts";

/** Whether somebody has yet to set up the second factor that they, or everybody, must have. */
export async function isTotpMissing(db: Reader, staff: Staff): Promise<boolean> {
  if (staff.totp) return false;
  if (staff.totpRequired) return true;
  const organisation = await db.selectFrom("organisation").select("totpRequired").executeTakeFirst();
  return organisation?.totpRequired === 1;
}

/**
 * Whom a Viewer with this token works for; null: nobody, or nobody who may use Viewer now.
 * @param inCall whether it is in a call, which forgives its session's age and nothing else
 */
export async function viewerOf(
  db: Reader,
  sessions: StaffSessions,
  token: string,
  now: number,
  inCall: boolean,
): Promise<{ readonly session: Session; readonly staff: Staff } | null> {
  const found = await sessions.find(db, token, now, inCall);
  if (found === null || found.session.kind !== "viewer") return null;
  if (!mayUseViewer(found.staff.role) || (await isTotpMissing(db, found.staff))) return null;
  return found;
}
