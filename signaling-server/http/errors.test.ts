import { describe, expect, it } from "vitest";
import { Refusal } from "../refusal.ts";
import { StoreError } from "../store/error.ts";
import { buildApp } from "./app.ts";

/** What a route that throws this is answered. */
async function answerTo(error: Error) {
  const lines: string[] = [];
  const app = await buildApp({
    logStream: { write: (line) => void lines.push(line) },
    trustedProxies: [],
    requestsAMinute: 300,
  });
  app.get("/", () => {
    throw error;
  });
  const { statusCode, headers, body } = await app.inject("/");
  await app.close();
  return { status: statusCode, body: JSON.parse(body) as unknown, retryAfter: headers["retry-after"], lines };
}

describe("an error, over HTTP", () => {
  it("of a full disk says so, and that nothing was saved", async () => {
    const { status, body, lines } = await answerTo(new StoreError("disk-full"));
    expect({ status, body }).toEqual({ status: 507, body: { error: "disk-full" } });
    expect(lines).toEqual([]);
  });

  it("of a rule of the tables is one of the person who asked", async () => {
    expect(await answerTo(new StoreError("conflict"))).toMatchObject({
      status: 409,
      body: { error: "taken" },
    });
  });

  it("that nobody foresaw tells the log, and nothing to who asked", async () => {
    const { status, body, lines } = await answerTo(new Error("the secret is hush"));
    expect({ status, body }).toEqual({ status: 500, body: { error: "internal" } });
    expect(lines).toHaveLength(1);
  });

  it("of too many tries says when to come back", async () => {
    expect(await answerTo(new Refusal("wait", { retryAfter: 8 }))).toMatchObject({
      status: 429,
      body: { error: "wait", retryAfter: 8 },
      retryAfter: "8",
    });
  });

  it.each([403, 404, 405, 431])(
    "of fastify's own with status %i is no failure of the server",
    async (statusCode) => {
      const { status, lines } = await answerTo(Object.assign(new Error("no"), { statusCode }));
      expect(status).toBeLessThan(500);
      expect(lines).toEqual([]);
    },
  );
});
