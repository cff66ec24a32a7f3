/** ICE servers of one call, with relay credentials that die by themselves. */
import { createHmac } from "node:crypto";
import type { IceServer } from "../../src/shared/protocol/common.ts";
import type { TurnConfig } from "../config.ts";

/**
 * Credentials by the TURN REST convention (draft-uberti-behave-turn-rest-00, section 2.2; coturn's
 * `use-auth-secret`): username = expiry in unix seconds ":" call id, credential = base64 of the
 * HMAC-SHA1 of the username under the secret shared with the relay.
 * @param nowMs milliseconds since 1970
 */
export function iceServersFor(
  call: string,
  nowMs: number,
  iceServers: readonly IceServer[],
  turn: TurnConfig | undefined,
): IceServer[] {
  if (turn === undefined) return [...iceServers];
  const username = `${Math.floor(nowMs / 1000) + turn.ttlSeconds}:${call}`;
  const credential = createHmac("sha1", turn.secret).update(username).digest("base64");
  return [...iceServers, { urls: turn.urls, username, credential }];
}
