import type { Me } from "../../src/shared/protocol/api.ts";
import type { Staff } from "../staff/row.ts";
import type { Reader } from "../store/store.ts";
import { isTotpMissing } from "../staff/viewer-access.ts";
import { csrfOf } from "./access.ts";

/** What a page needs to know of whoever is signed in. */
export async function meOf(db: Reader, staff: Staff, token: string): Promise<Me> {
  const { id, email, name, role, language, totp } = staff;
  const totpMissing = await isTotpMissing(db, staff);
  return { id, email, name, role, language, totp, totpMissing, csrf: csrfOf(token) };
}
