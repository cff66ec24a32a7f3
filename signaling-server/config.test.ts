import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Config, loadConfig } from "./config.ts";
import { ConfigError } from "./configProblems.ts";
import { wanted } from "./configWords.ts";

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

  it("names every wrong value of the file, the environment and the command line at once", () => {
    const file = join(folder, "wrong.json");
    const value = {
      data: "",
      listen: 5,
      trustedProxies: ["my proxy"],
      allowedOrigins: ["https://a.example/path"],
      iceServers: [{ urls: ["stun:x"] }, { urls: ["http://x"] }],
      turn: { urls: ["stun:x"], secret: "short-secret" },
      mail: { host: "mail.example", port: 0, security: "none", from: "nobody", ca: "/etc/ca.pem" },
      drainSeconds: -1,
      colour: "red",
    };
    writeFileSync(file, JSON.stringify(value));
    const env = {
      ...{ LINEA_PORT: "many", LINEA_HOST: "", LINEA_TURN: '{"urls": [],\n"secret": hush}' },
      LINEA_MAIL: JSON.stringify({ host: "mail.example", password: "hush", colour: "blue" }),
    };
    const checked: string[] = [];
    const check = (data: string): string => {
      checked.push(data);
      return "there is no such folder";
    };
    const { code, problems, message, retryable } = failure(() =>
      loadConfig(file, env, { port: "80x", data: "/srv/linea" }, check),
    );
    expect([code, retryable]).toEqual(["invalid-settings", false]);
    expect(checked).toEqual(["/srv/linea"]);
    for (const problem of problems) expect(message).toContain(`\n  ${problem}`);
    const known = problems.map((problem) => problem.replaceAll(file, "FILE"));
    expect(known.toSorted()).toEqual(
      [
        'data (in FILE): It must be the name of a folder, such as "data": "/var/lib/linea"',
        'listen (in FILE): It must be an object with host and port, such as "listen": {"host":"127.0.0.1","port":8787}',
        'trustedProxies[0] (in FILE): It must be an IP address or a network, such as "10.0.0.0/8"',
        'allowedOrigins[0] (in FILE): It must be a web origin: scheme and host, perhaps a port, and nothing behind it, such as "https://help.example"',
        'iceServers[1].urls[0] (in FILE): It must be an address that begins with stun:, stuns:, turn: or turns:, at most 256 characters long, such as "stun:stun.example:3478"',
        'turn.urls[0] (in FILE): It must be an address that begins with turn: or turns:, at most 256 characters long, such as "turn:relay.example:3478"',
        'turn.secret (in FILE): It must be text of 16 to 256 characters, the same as the relay’s static-auth-secret, such as "secret": "0123456789abcdef"',
        'mail.port (in FILE): It must be a whole number from 1 to 65535, such as "port": 587',
        'mail.from (in FILE): It must be an e-mail address, such as "from": "help@aurora.example"',
        'mail.ca (in FILE): must hold a certificate as PEM. For example: "ca": "-----BEGIN CERTIFICATE-----\\n…\\n-----END CERTIFICATE-----\\n"',
        'mail.security (in FILE): may be none only for a mail server on this computer (localhost): mails and password would travel unencrypted. For example: "security": "starttls"',
        'drainSeconds (in FILE): It must be a whole number of seconds from 0 to 86400, such as "drainSeconds": 3600',
        "colour (in FILE): there is no such setting. Remove it",
        "LINEA_HOST: It must be a host name or an IP address, such as LINEA_HOST=127.0.0.1",
        "LINEA_PORT: It must be a whole number from 0 to 65535, where 0 is any free port, such as LINEA_PORT=8787",
        "--port: It must be a whole number from 0 to 65535, where 0 is any free port, such as --port 8787",
        `LINEA_TURN: is not valid JSON. It must be an object with urls and secret, such as LINEA_TURN='{"urls":["turn:relay.example:3478"],"secret":"0123456789abcdef"}'`,
        'LINEA_MAIL, port: is missing. It must be a whole number from 1 to 65535, such as "port": 587',
        'LINEA_MAIL, security: is missing. It must be starttls, tls, or none, such as "security": "starttls"',
        'LINEA_MAIL, from: is missing. It must be an e-mail address, such as "from": "help@aurora.example"',
        "LINEA_MAIL, colour: there is no such setting. Remove it",
        "--data: there is no such folder",
      ].toSorted(),
    );
    expect(message).not.toMatch(/hush|short-secret/);
  });

  it("says what goes together, and why", () => {
    const mail = { host: "mail.example", port: 25, security: "none", from: "help@a.example", user: "help" };
    const { problems } = failure(() => loadConfig(null, { LINEA_MAIL: JSON.stringify(mail) }));
    expect(problems).toEqual([
      expect.stringMatching(/^LINEA_MAIL, security: may be none only for a mail server on this computer/),
      expect.stringMatching(/^LINEA_MAIL, password: user and password go together/),
    ]);
  });

  it("names the data folder after whoever named it", () => {
    const wrong = (): string => "wrong";
    const name = (...args: Parameters<typeof loadConfig>): string | undefined =>
      failure(() => loadConfig(args[0], args[1], args[2], wrong)).problems[0];
    writeFileSync(join(folder, "data.json"), '{"data": "x"}');
    expect(name(null)).toBe("data: wrong");
    expect(name(join(folder, "data.json"))).toBe("data: wrong");
    expect(name(join(folder, "data.json"), { LINEA_DATA: "y" })).toBe("LINEA_DATA: wrong");
    expect(name(null, { LINEA_DATA: "y" }, { data: "z" })).toBe("--data: wrong");
  });

  it("has a folder for downloads, which the environment may name", () => {
    expect(loadConfig(null).downloads).toBeUndefined();
    expect(load({ downloads: "/srv/a" }).downloads).toBe("/srv/a");
    expect(load({ downloads: "/srv/a" }, { LINEA_DOWNLOADS: "/srv/b" }).downloads).toBe("/srv/b");
    expect(failure(() => loadConfig(null, { LINEA_DOWNLOADS: "" })).problems).toEqual([
      "LINEA_DOWNLOADS: It must be the name of a folder, such as LINEA_DOWNLOADS=/var/lib/linea/downloads",
    ]);
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
      expect(failure(() => loadConfig(null, {}, { port })).problems).toEqual([
        expect.stringMatching(/^--port: /),
      ]);
    }
  });

  it("takes the relay from the environment, before the file's", () => {
    const urls = ["turn:relay.example"];
    const inFile = { turn: { urls: ["turn:old.example"], secret: "0".repeat(16) } };
    const env = { LINEA_TURN: JSON.stringify({ urls, secret: "x".repeat(16) }) };
    expect(load(inFile, env).turn).toEqual({ urls, secret: "x".repeat(16), ttlSeconds: 43_200 });
    const short = failure(() => load({}, { LINEA_TURN: JSON.stringify({ urls, secret: "hush" }) }));
    expect(short.problems).toEqual([expect.stringMatching(/^LINEA_TURN, secret: /)]);
    expect(short.message).not.toContain("hush");
  });

  it("takes the mail server from the environment", () => {
    const mail = { host: "mail.example", port: 587, security: "starttls", from: "help@a.example" };
    const secret = { ...mail, user: "help", password: "hush" };
    expect(loadConfig(null, { LINEA_MAIL: JSON.stringify(secret) }).mail).toMatchObject(secret);
    const wrong = failure(() => loadConfig(null, { LINEA_MAIL: JSON.stringify({ ...secret, port: "x" }) }));
    expect(wrong.problems).toEqual([expect.stringMatching(/^LINEA_MAIL, port: /)]);
    expect(wrong.message).not.toContain("hush");
  });

  it("says what is unreadable and what is no JSON, where, and without quoting secrets", () => {
    const none = failure(() => loadConfig(join(folder, "none.json"), { LINEA_PORT: "x" }));
    expect(none.problems).toEqual([
      expect.stringMatching(/none\.json: there is no such file/),
      expect.stringMatching(/^LINEA_PORT/),
    ]);
    expect(failure(() => loadConfig(folder)).message).toContain("this is a folder, not a file");
    const broken = failure(() => load({}, { LINEA_TURN: '[{"secret":"my-secret"' }));
    expect(broken.message).toContain("look at line 1, column 23");
    expect(broken.message).not.toContain("my-secret");
  });
});

describe("the words for the settings", () => {
  interface JsonSchema {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly items?: JsonSchema;
  }
  /** Every path that a complaint can be about. */
  function paths({ properties, items }: JsonSchema, path = ""): string[] {
    const inside = Object.entries(properties ?? {}).flatMap(([key, schema]) =>
      paths(schema, path === "" ? key : `${path}.${key}`),
    );
    return [path, ...inside, ...(items === undefined ? [] : paths(items, `${path}[]`))];
  }
  const every = paths(z.toJSONSchema(Config, { io: "input", unrepresentable: "any" }) as JsonSchema);

  it("are there for every setting, and for no other", () => {
    expect(every.length).toBeGreaterThan(30);
    expect(Object.keys(wanted).toSorted()).toEqual(every.toSorted());
  });

  it.each(Object.entries(wanted).filter(([path]) => path !== "mail.ca"))(
    "show a value of %j that is right",
    (path, { example }) => {
      const value = {
        iceServers: [wanted["iceServers[]"]?.example],
        turn: wanted["turn"]?.example,
        mail: { ...(wanted["mail"]?.example as object), user: "help", password: "hush" },
      };
      expect(
        Config.safeParse(put(structuredClone(value), path.split(/\.|(?=\[\])/), example)).error,
      ).toBeUndefined();
    },
  );

  /** Puts the example where its path leads. */
  function put(into: unknown, [key, ...rest]: readonly string[], example: unknown): unknown {
    if (key === undefined || key === "") return example;
    if (key === "[]") return [put((into as unknown[] | undefined)?.[0], rest, example)];
    const object = (into ?? {}) as Record<string, unknown>;
    return { ...object, [key]: put(object[key], rest, example) };
  }
});

describe("the example in docs/OPERATIONS.md", () => {
  const text = readFileSync(join(import.meta.dirname, "../docs/OPERATIONS.md"), "utf8");
  const example = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(/^```json\n(\{[^`]*"listen"[^`]*\})\n```$/m.exec(text)?.[1] ?? "null"));

  it("is right", () => {
    expect(load(example)).toMatchObject(example);
  });

  it("has every setting in it", () => {
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(Config.shape).toSorted());
  });
});
