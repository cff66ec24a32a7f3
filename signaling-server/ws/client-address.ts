/** Whose address a WebSocket comes from, behind the proxies that are believed; fastify says it of requests only. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** The parts of an upgrade request that tell. */
interface Asked {
  readonly socket: Pick<IncomingMessage["socket"], "remoteAddress">;
  readonly headers: IncomingMessage["headers"];
}

/**
 * Reads the address of whoever asks: each proxy that is believed names the one before it, at the end of
 * `X-Forwarded-For`. What stands before the first that is not believed anybody could have written.
 * @param trusted addresses and networks, as in the configuration
 * @returns "" where it cannot be told
 */
export function addressesBehind(trusted: readonly string[]): (request: Asked) => string {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isProxy = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return ({ socket, headers }) => {
    // Node joins several such headers with commas.
    const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
    let address = socket.remoteAddress ?? "";
    while (isProxy(address)) {
      const before = forwarded.pop()?.trim() ?? "";
      if (isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
}
