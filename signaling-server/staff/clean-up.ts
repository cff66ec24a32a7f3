import type { Writer } from "../store/store.ts";
import { deleteOldDevices } from "./devices.ts";
import { deleteForgotten } from "./guard.ts";
import type { StaffSessions } from "./sessions.ts";

/** Deletes what is over: sessions, devices, failures. To be run now and then. */
export async function cleanUpStaff(tx: Writer, sessions: StaffSessions, now: number): Promise<void> {
  await sessions.cleanUp(tx, now);
  await deleteOldDevices(tx, now);
  await deleteForgotten(tx, now);
}
