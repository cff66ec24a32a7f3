import { describe, expect, it } from "vitest";
import { PublicAddress, ServerAddress } from "./address.ts";

describe("the address of a server", () => {
  it.each([
    ["https://help.example", "https://help.example"],
    ["HTTPS://Help.Example:443/", "https://help.example"],
    ["https://help.example:8443", "https://help.example:8443"],
    ["https://192.168.1.5", "https://192.168.1.5"],
    ["http://127.0.0.1:8787/", "http://127.0.0.1:8787"],
    ["http://127.1", "http://127.0.0.1"],
    ["http://localhost:1", "http://localhost:1"],
    ["http://[::1]:8787", "http://[::1]:8787"],
  ])("%s is kept as %s", (given, kept) => {
    expect(PublicAddress.parse(given)).toBe(kept);
    expect(PublicAddress.parse(kept)).toBe(kept);
    expect(ServerAddress.parse(given)).toBe(kept);
  });

  it.each([
    "http://help.example",
    "http://192.168.1.5:8787",
    "http://0.0.0.0:8787",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://127.0.0.1@help.example",
    "http://[::2]",
    "https://help.example/a",
    "https://help.example/a?b",
    "https://help.example/?",
    "https://help.example/#a",
    "https://user@help.example",
    "https://1:2@help.example",
    "ftp://help.example",
    "javascript:alert(1)",
    "help.example",
    "",
    `https://${"a.".repeat(100)}example`,
  ])("%j is refused", (given) => {
    expect(PublicAddress.safeParse(given).success).toBe(false);
    expect(ServerAddress.safeParse(given).success).toBe(false);
  });

  it("may name the socket's scheme where Help reaches it, not where people do", () => {
    expect(ServerAddress.parse("wss://help.example")).toBe("wss://help.example");
    expect(ServerAddress.parse("ws://127.0.0.1:8787")).toBe("ws://127.0.0.1:8787");
    expect(ServerAddress.safeParse("ws://help.example").success).toBe(false);
    expect(PublicAddress.safeParse("wss://help.example").success).toBe(false);
  });
});
