/**
 * The whole server on a disk that is really full (SERVICE.md, rule 6): what cannot be saved is refused by its
 * code, everything else goes on, and once there is room it works again by itself.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { API_BASE, CustomerInfo, CustomerPage, Terms } from "../../src/shared/protocol/api.ts";
import type { CustomerInput } from "../../src/shared/protocol/api.ts";
import { findTampering } from "../store/audit.ts";
import { databaseIn } from "../store/data.ts";
import { hashToken, newToken } from "../store/ids.ts";
import { Store } from "../store/store.ts";
import { activeCall, candidate, startCall } from "../testing/call.ts";
import { authorisationForm, connectNewHelp } from "../testing/client.ts";
import { makeData } from "../testing/data.ts";
import { fillDisk, whereMountsMayBe, whyNoSmallDisk } from "../testing/small-disk.ts";
import { tokens } from "../testing/server.ts";

/** Puts the data on a small disk, runs the server there, and brings the data back when it has ended. */
const STAGE = `
  mount -t tmpfs -o size=16m tmpfs "$1" && cp -a "$2" "$1/data" || exit 90
  "$3" "$4" start --data "$1/data" --config "$5" --port 0 &
  echo "process $!"
  wait $!
  status=$?
  cp -a "$1/data" "$6" || exit 91
  exit $status
`;

/** Room for some writes, in bytes, before there is none. */
const SOME_ROOM = 400_000;
/** More writes than that room can hold. */
const TOO_MANY = 500;

const PASSWORD = "quattro cavalli verdi a colazione";
const anna = { name: "Anna", token: newToken(), role: "administrator" } as const;
const olga = { name: "Olga", token: newToken(), role: "office" } as const;
const tina = { name: "Tina", token: tokens.tina };

const customer: CustomerInput = {
  company: "Falegnameria Collina Verde",
  taxCode: "",
  address: "",
  email: "",
  phone: "",
  // Several pages of the database: what finds no room is the middle of a write.
  notes: "Chiamare prima delle 11. ".repeat(60),
  contractLevel: 1,
  rateCents: null,
  minimumMinutes: 0,
  roundingMinutes: 1,
  requiredSoftware: [],
  quickAccess: false,
  active: true,
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let folder: string;
let small: string;
let server: { url: string; pid: number; log: () => string; exit: Promise<number | null> } | null = null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-full-server-"));
  small = join(folder, "small");
  mkdirSync(small);
  const now = Date.now();
  await makeData(join(folder, "data"), {
    now,
    technicians: [
      { ...anna, account: { email: "anna@demo.example", password: PASSWORD } },
      { ...tina },
      { ...olga },
    ],
    lines: [{ number: 1, label: "Linea 1" }],
    // Not used for a while: that it is used again would be noted, and reading must do without.
    more: (tx) =>
      tx
        .updateTable("session")
        .set({ lastUsedAt: now - 600_000 })
        .where("tokenHash", "=", hashToken(olga.token))
        .execute(),
  });
  writeFileSync(join(folder, "config.json"), JSON.stringify({ requestsAMinute: 100_000 }));
});
afterEach(async () => {
  if (server !== null) {
    try {
      process.kill(server.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
    await server.exit;
    server = null;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start() {
  const program = join(import.meta.dirname, "../main.ts");
  const [data, config, kept] = [join(folder, "data"), join(folder, "config.json"), join(folder, "kept")];
  const [command, args] = whereMountsMayBe(STAGE, small, data, process.execPath, program, config, kept);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk) => (log += String(chunk)));
  const exit = once(child, "close").then(([code]) => code as number | null);
  const [pid, url] = await said(child, [/^process (\d+)$/m, /listening on (http:\S+)$/m], () => log);
  return (server = { url, pid: Number(pid), log: () => log, exit });
}

/** What stands in the brackets of each pattern, once a program has printed all of them. */
async function said(
  child: ChildProcess,
  patterns: readonly [RegExp, RegExp],
  log: () => string,
): Promise<[string, string]> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const [first, second] = patterns.map((pattern) => pattern.exec(text)?.[1]);
    if (first !== undefined && second !== undefined) {
      child.stdout?.resume();
      return [first, second];
    }
  }
  throw new Error(`the server has not started: ${text}${log()}`);
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  token: string = anna.token,
): Promise<Answer> {
  const response = await fetch(`${server?.url ?? ""}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

/** Does something again and again until it is refused. @returns the refusal, and what was answered before */
async function untilRefused(work: (turn: number) => Promise<Answer>): Promise<[Answer, Answer[]]> {
  const good: Answer[] = [];
  for (let turn = 0; turn < TOO_MANY; turn += 1) {
    const answer = await work(turn);
    if (answer.status >= 400) return [answer, good];
    good.push(answer);
  }
  throw new Error("nothing was refused: the disk is not full");
}

const api = (path: string): string => `${API_BASE}${path}`;
const addCustomer = () => ask("POST", api("/customers"), customer);
const customers = async (token?: string): Promise<string[]> => {
  const ids: string[] = [];
  for (;;) {
    const after = ids.length === 0 ? "" : `?after=${ids.at(-1)}`;
    const { status, body } = await ask("GET", api(`/customers${after}`), undefined, token);
    expect(status).toBe(200);
    const { rows, more } = CustomerPage.parse(body);
    ids.push(...rows.map(({ id }) => id));
    if (!more) return ids.toSorted();
  }
};
const settings = {
  ...{ name: "Altro nome", phone: "06 5555 0100", email: "assistenza@demo.example", logo: null },
  ...{ publicUrl: "http://127.0.0.1:8787", standardRateCents: 3_000, totpRequired: false },
  protectedTitles: [],
  helpMinimum: null,
};
const registration = {
  ...{ company: "Panificio Tre Fontane", taxCode: "", name: "Ottavia Brandolin", phone: "06 5555 0141" },
  ...{ email: "ottavia@trefontane.example", quickAccess: false, message: "", language: "it" },
};
const line = { label: "Contabilità", description: "", hours: "always", staff: null, rateCents: null };
const signIn = { email: "anna@demo.example", password: PASSWORD, kind: "viewer", program: "test" };
const closure = { fromDay: "2030-01-02", toDay: "2030-01-03", reason: "Inventario" };

const withTerms = async (): Promise<unknown> => ({
  ...registration,
  terms: Terms.parse((await ask("GET", api("/terms"))).body).version,
});

/** Writes of every part of the house. */
const writes: readonly (readonly [what: string, method: string, path: string, body: () => unknown])[] = [
  ["a customer", "POST", "/customers", () => customer],
  ["a line", "PUT", "/lines/1", () => line],
  ["a closure", "POST", "/closures", () => closure],
  ["the settings", "PUT", "/settings", () => settings],
  ["a registration", "POST", "/registrations", withTerms],
  ["a sign-in", "POST", "/session", () => signIn],
];

const noSmallDisk = whyNoSmallDisk("the whole server on a full disk");

describe("the whole server on a full disk", () => {
  it.skipIf(noSmallDisk !== null)(
    "refuses what it cannot save, goes on with the rest, and works again once there is room",
    { timeout: 120_000 },
    async () => {
      const { url, pid, log, exit } = await start();
      const { help, viewer, call } = await activeCall(url);
      // Only what was started there sees the disk by its own name; everybody else by way of the process.
      const ballast = join(`/proc/${pid}/root`, small, "ballast");
      fillDisk(ballast, SOME_ROOM);

      const [refused, answered] = await untilRefused(addCustomer);
      expect(refused).toEqual({ status: 507, body: { error: "disk-full" } });
      expect(answered.length).toBeGreaterThan(5);
      const acknowledged = answered.map(({ body }) => CustomerInfo.parse(body).id).toSorted();
      // Something small may still find room: to the last page.
      const [small507] = await untilRefused((turn) =>
        ask("PUT", api("/me/language"), { language: turn % 2 === 0 ? "en" : "it" }),
      );
      expect(small507.status).toBe(507);

      for (const [what, method, path, body] of writes) {
        const answer = await ask(method, api(path), await body());
        expect(answer, what).toEqual({ status: 507, body: { error: "disk-full" } });
      }
      expect((await ask("GET", "/readyz")).status).toBe(503);
      expect((await ask("GET", "/readyz")).body).toEqual({ ready: false, why: "disk-full" });
      expect((await ask("GET", "/healthz")).status).toBe(200);
      expect(await customers()).toEqual(acknowledged);
      expect(await customers(olga.token)).toEqual(acknowledged);
      expect((await ask("GET", api("/settings"))).body).not.toMatchObject({ name: settings.name });
      // The call under way goes on, and other callers come in.
      help.send({ t: "signal", call, signal: candidate });
      await viewer.next("signal");
      const stranger = await connectNewHelp(url);
      startCall(stranger, 1, true);
      const { version } = await stranger.next("authorisation/needed");
      stranger.send(authorisationForm(version));
      expect(await stranger.next("error")).toMatchObject({ code: "internal", line: 1 });

      rmSync(ballast);
      for (const [what, method, path, body] of writes) {
        const answer = await ask(method, api(path), await body());
        expect(answer.status, `${what} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      }
      // An answer of readiness holds for some seconds.
      await vi.waitFor(async () => expect((await ask("GET", "/readyz")).body).toEqual({ ready: true }), {
        timeout: 20_000,
        interval: 250,
      });
      stranger.send(authorisationForm(version));
      await stranger.next("authorisation/given");
      stranger.close();
      const after = await customers();
      expect(after).toHaveLength(acknowledged.length + 1);
      expect(after).toEqual(expect.arrayContaining(acknowledged));
      viewer.send({ t: "call/end", call, reason: "finished" });
      expect((await help.next("call/ended")).reason).toBe("finished");
      // What was refused was refused by its code, never as something that nobody foresaw.
      expect(log()).not.toContain("a request failed");

      process.kill(pid, "SIGTERM");
      expect(await exit).toBe(0);
      const store = await Store.open(databaseIn(join(folder, "kept")));
      try {
        const rows = await store.db.selectFrom("customer").select("id").execute();
        expect(rows.map(({ id }) => id).toSorted()).toEqual(after);
        const given = await store.db.selectFrom("authorisation").select("id").execute();
        // That of the call, and the one that found room.
        expect(given).toHaveLength(2);
        expect(store.problems()).toEqual([]);
        expect(await findTampering(store.db)).toBeNull();
      } finally {
        await store.close();
      }
    },
  );
});
