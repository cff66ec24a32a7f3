import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";
import { findTechnician, sha256Hex } from "./ws/technicians.ts";

const demo = join(import.meta.dirname, "demo.config.json");
const demoValue = JSON.parse(readFileSync(demo, "utf8")) as Record<string, unknown>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(change: Record<string, unknown>, env: Record<string, string> = {}) {
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify({ ...demoValue, ...change }));
  return loadConfig(file, env);
}

function failure(run: () => unknown): ConfigError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the configuration", () => {
  it("of the demo is right, and holds no token", () => {
    const config = loadConfig(demo);
    expect(config.lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(config.technicians).toEqual([]);
    expect(config.listen).toEqual({ host: "127.0.0.1", port: 8787 });
  });

  it("names every wrong value", () => {
    const { code, message, retryable } = failure(() =>
      load({
        organisation: { name: "", phone: "06 5555 0100" },
        lines: [{ number: 0, label: "A" }],
        technicians: [{ name: "T", tokenSha256: "abc" }],
        allowedOrigins: ["https://a.example/path"],
        turn: { urls: ["stun:x"], secret: "short" },
        colour: "red",
      }),
    );
    expect(code).toBe("invalid");
    expect(retryable).toBe(false);
    for (const path of [
      "organisation.name",
      "lines[0].number",
      "technicians[0].tokenSha256",
      "allowedOrigins[0]",
      "turn.urls[0]",
      "turn.secret",
      '"colour"',
    ]) {
      expect(message).toContain(path);
    }
  });

  it("has no line, no token twice", () => {
    const line = { number: 1, label: "A" };
    expect(failure(() => load({ lines: [line, line] })).message).toContain("two lines have the same number");
    const env = {
      LINEA_TECHNICIANS: JSON.stringify(["A", "B"].map((name) => ({ name, token: "x".repeat(16) }))),
    };
    expect(failure(() => load({}, env)).message).toContain("two technicians have the same token");
  });

  it("lets the command line win over the environment, and that over the file", () => {
    const env = { LINEA_HOST: "0.0.0.0", LINEA_PORT: "9000" };
    expect(loadConfig(demo, env).listen).toEqual({ host: "0.0.0.0", port: 9000 });
    expect(loadConfig(demo, env, { port: "0" }).listen).toEqual({ host: "0.0.0.0", port: 0 });
    for (const port of ["", "x", "80x", "-1", "65536", "1.5"]) {
      expect(failure(() => loadConfig(demo, {}, { port })).message).toContain("listen.port");
    }
  });

  it("adds technicians from the environment, as hashes only", () => {
    const token = "a-token-for-a-demo";
    const config = load({}, { LINEA_TECHNICIANS: JSON.stringify([{ name: "Tina", token }]) });
    expect(config.technicians).toEqual([{ name: "Tina", tokenSha256: sha256Hex(token) }]);
    expect(findTechnician(config.technicians, token)?.name).toBe("Tina");
    expect(findTechnician(config.technicians, `${token} `)).toBeNull();
  });

  it("takes the relay from the environment, before the file's", () => {
    const urls = ["turn:relay.example"];
    const inFile = { turn: { urls: ["turn:old.example"], secret: "0".repeat(16) } };
    const env = { LINEA_TURN: JSON.stringify({ urls, secret: "x".repeat(16) }) };
    expect(load(inFile, env).turn).toEqual({ urls, secret: "x".repeat(16), ttlSeconds: 43_200 });
    const short = failure(() => load({}, { LINEA_TURN: JSON.stringify({ urls, secret: "hush" }) }));
    expect(short.message).toContain("LINEA_TURN is wrong:\n  secret");
    expect(short.message).not.toContain("hush");
  });

  it("says what is unreadable and what is no JSON, without quoting secrets", () => {
    expect(failure(() => loadConfig(join(folder, "none.json")))).toMatchObject({
      code: "unreadable",
      message: expect.stringContaining("ENOENT") as string,
    });
    const broken = failure(() => load({}, { LINEA_TECHNICIANS: '[{"token":"my-secret-token"' }));
    expect(broken.code).toBe("not-json");
    expect(broken.message).not.toContain("my-secret");
    const short = failure(() => load({}, { LINEA_TECHNICIANS: '[{"name":"T","token":"hush"}]' }));
    expect(short.message).toContain("[0].token");
    expect(short.message).not.toContain("hush");
  });
});
