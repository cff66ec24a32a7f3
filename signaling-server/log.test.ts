import { expect, it } from "vitest";
import { buildApp } from "./http/app.ts";

it("redacts what is secret or personal, should anybody ever log it", async () => {
  const lines: string[] = [];
  const { log } = await buildApp({
    logStream: { write: (line) => void lines.push(line) },
    trustedProxies: [],
    requestsAMinute: 300,
  });
  const secret = "hush";
  for (const key of ["token", "tokenSha256", "secret", "credential", "code", "sdp", "candidate", "name"]) {
    log.info({ [key]: secret, message: { [key]: secret, signal: { [key]: secret } } }, "a message");
  }
  expect(lines).toHaveLength(8);
  expect(lines.join("")).toContain("[redacted]");
  expect(lines.join("")).not.toContain(secret);
});
