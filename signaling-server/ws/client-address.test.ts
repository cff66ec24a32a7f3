import { describe, expect, it } from "vitest";
import { addressesBehind } from "./client-address.ts";

const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

describe("the address of whoever connects", () => {
  it.each([
    ["no proxy", [], from("192.0.2.7"), "192.0.2.7"],
    ["no proxy is believed, whatever the header says", [], from("192.0.2.7", "198.51.100.1"), "192.0.2.7"],
    ["one proxy", ["127.0.0.1"], from("127.0.0.1", "192.0.2.7"), "192.0.2.7"],
    [
      "a proxy as Node writes it on a socket of both kinds",
      ["127.0.0.1"],
      from("::ffff:127.0.0.1", "192.0.2.7"),
      "192.0.2.7",
    ],
    [
      "two proxies, one by its network",
      ["127.0.0.1", "10.0.0.0/8"],
      from("127.0.0.1", "192.0.2.7, 10.3.4.5"),
      "192.0.2.7",
    ],
    [
      "what a stranger wrote in front is not believed",
      ["127.0.0.1"],
      from("127.0.0.1", "203.0.113.9, 192.0.2.7"),
      "192.0.2.7",
    ],
    ["a proxy that names nobody", ["127.0.0.1"], from("127.0.0.1"), "127.0.0.1"],
    ["a proxy that names nonsense", ["127.0.0.1"], from("127.0.0.1", "unknown"), "127.0.0.1"],
    ["IPv6", ["2001:db8::/32"], from("2001:db8::1", "2001:db9::5"), "2001:db9::5"],
    ["a socket that is gone", ["127.0.0.1"], from(undefined, "192.0.2.7"), ""],
  ])("%s", (_, trusted, request, address) => {
    expect(addressesBehind(trusted)(request)).toBe(address);
  });
});
