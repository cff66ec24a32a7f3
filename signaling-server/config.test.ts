import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linea-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(value: Record<string, unknown>, env: Record<string, string> = {}) {
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify(value));
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
  it("needs nothing", () => {
    const config = loadConfig(null);
    expect(config).toMatchObject({ data: "./data", listen: { host: "127.0.0.1", port: 8787 } });
    expect(config.mail).toBeUndefined();
  });

  it("names every wrong value", () => {
    const { code, message, retryable } = failure(() =>
      load({
        data: "",
        trustedProxies: ["my proxy"],
        allowedOrigins: ["https://a.example/path"],
        turn: { urls: ["stun:x"], secret: "short" },
        mail: { host: "mail.example", port: 0, security: "none", from: "nobody" },
        drainSeconds: -1,
        colour: "red",
      }),
    );
    expect(code).toBe("invalid");
    expect(retryable).toBe(false);
    for (const path of [
      "data:",
      "trustedProxies[0]",
      "allowedOrigins[0]",
      "turn.urls[0]",
      "turn.secret",
      "mail.port",
      "mail.from",
      "drainSeconds",
      '"colour"',
    ]) {
      expect(message).toContain(path);
    }
  });

  it("lets the command line win over the environment, and that over the file", () => {
    const env = { LINEA_HOST: "0.0.0.0", LINEA_PORT: "9000", LINEA_DATA: "/srv/linea" };
    const file = { data: "/var/elsewhere", listen: { host: "::1", port: 80 } };
    expect(load(file)).toMatchObject(file);
    expect(load(file, env)).toMatchObject({ data: "/srv/linea", listen: { host: "0.0.0.0", port: 9000 } });
    const overrides = { port: "0", data: "/tmp/linea" };
    expect(loadConfig(null, env, overrides)).toMatchObject({
      data: "/tmp/linea",
      listen: { host: "0.0.0.0", port: 0 },
    });
    for (const port of ["", "x", "80x", "-1", "65536", "1.5"]) {
      expect(failure(() => loadConfig(null, {}, { port })).message).toContain("listen.port");
    }
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

  it("takes the mail server from the environment", () => {
    const mail = { host: "mail.example", port: 587, security: "starttls", from: "help@a.example" };
    const secret = { ...mail, user: "help", password: "hush" };
    expect(loadConfig(null, { LINEA_MAIL: JSON.stringify(secret) }).mail).toMatchObject(secret);
    const wrong = failure(() => loadConfig(null, { LINEA_MAIL: JSON.stringify({ ...secret, port: "x" }) }));
    expect(wrong.message).toContain("LINEA_MAIL is wrong:\n  port");
    expect(wrong.message).not.toContain("hush");
  });

  it("says what is unreadable and what is no JSON, without quoting secrets", () => {
    expect(failure(() => loadConfig(join(folder, "none.json")))).toMatchObject({
      code: "unreadable",
      message: expect.stringContaining("ENOENT") as string,
    });
    const broken = failure(() => load({}, { LINEA_TURN: '[{"secret":"my-secret"' }));
    expect(broken.code).toBe("not-json");
    expect(broken.message).not.toContain("my-secret");
  });
});
