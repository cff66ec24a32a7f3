import { expect, it } from "vitest";
import { buildApp } from "./app.ts";

/** How often the log warns, after these requests: each its headers and the address of its peer. */
async function warnings(
  trustedProxies: string[],
  requests: readonly (readonly [headers: Record<string, string>, remoteAddress: string])[],
): Promise<number> {
  const log: string[] = [];
  const logStream = { write: (line: string) => void log.push(line) };
  const app = await buildApp({ logStream, trustedProxies, requestsAMinute: 100 });
  app.get("/", () => "");
  for (const [headers, remoteAddress] of requests) await app.inject({ url: "/", headers, remoteAddress });
  await app.close();
  expect(log.join("")).not.toMatch(/10\.0\.0\.|203\.0\.113/);
  return log.filter((line) => line.includes("trustedProxies")).length;
}

const forwarded = { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" };

it.each([
  ["nobody forwards anything", [], [[{}, "10.0.0.1"]], 0],
  [
    "a proxy is not in the configuration: once",
    [],
    [
      [forwarded, "10.0.0.1"],
      [forwarded, "10.0.0.1"],
    ],
    1,
  ],
  ["another one is", ["10.0.0.2"], [[forwarded, "10.0.0.1"]], 1],
  ["it tells of the protocol only", [], [[{ "x-forwarded-proto": "https" }, "10.0.0.1"]], 1],
  ["it is in the configuration", ["10.0.0.0/24"], [[forwarded, "10.0.0.1"]], 0],
  [
    "it is, and tells of the protocol only",
    ["10.0.0.1"],
    [[{ "x-forwarded-proto": "https" }, "10.0.0.1"]],
    0,
  ],
] as const)("when %s", async (_, trusted, requests, times) => {
  expect(await warnings([...trusted], requests)).toBe(times);
});
