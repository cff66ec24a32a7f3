import type { Writer } from "../store/store.ts";
import { deleteOldDevices } from "./devices.ts";
import { deleteForgotten } from "./guard.ts";
import type { StaffSessions } from "./sessions.ts";

/**
 * Deletes what is over: sessions (whose listeners are told), devices, failures. To be run every few
 * minutes: so long may a connection outlive the age of its session.
 */
export async function cleanUpStaff(tx: Writer, sessions: StaffSessions, now: number): Promise<void> {
  await sessions.cleanUp(tx, now);
  await deleteOldDevices(tx, now);
  await deleteForgotten(tx, now);
}
