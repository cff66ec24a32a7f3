/** The whole server, killed while it is being worked with: what it has answered 200 to is there afterwards. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { API_BASE, CustomerInfo } from "../../src/shared/protocol/api.ts";
import type { CustomerInput } from "../../src/shared/protocol/api.ts";
import { makeData } from "../testing/data.ts";
import { killAtRandom } from "../testing/killing.ts";
import { newToken } from "../store/ids.ts";
import { databaseIn } from "../store/data.ts";
import { findTampering } from "../store/audit.ts";
import { Store } from "../store/store.ts";

const customer: CustomerInput = {
  company: "Falegnameria Collina Verde",
  taxCode: "",
  address: "",
  email: "",
  phone: "",
  notes: "",
  contractLevel: 1,
  rateCents: null,
  minimumMinutes: 0,
  roundingMinutes: 1,
  requiredSoftware: [],
  quickAccess: false,
  active: true,
};

/** People who work at the same time. */
const AT_ONCE = 4;

let folder: string;
let data: string;
const token = newToken();
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-kill-server-"));
  data = join(folder, "data");
  await makeData(data, { now: Date.now(), technicians: [{ name: "Olga", token, role: "office" }] });
  writeFileSync(join(folder, "config.json"), JSON.stringify({ requestsAMinute: 1_000_000 }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(): ChildProcess {
  const program = join(import.meta.dirname, "../main.ts");
  const config = join(folder, "config.json");
  return spawn(process.execPath, [program, "start", "--data", data, "--port", "0", "--config", config], {
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Customers are added by several people at once, each one after the other, until nobody answers. */
async function load(child: ChildProcess, acknowledge: (id: string) => void): Promise<void> {
  const url = await Promise.race([address(child), once(child, "exit").then(() => null)]);
  if (url === null) return;
  const work = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(`${url}${API_BASE}/customers`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(customer),
      }).then((response) =>
        response.ok ? response.json() : Promise.reject(new Error(String(response.status))),
      );
      acknowledge(CustomerInfo.parse(answer).id);
    }
  };
  // Each ends with the error that the server's death makes.
  await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  if (child.exitCode !== null) throw new Error(`the server ended by itself: ${child.exitCode}`);
}

async function address(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /listening on (http:\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  return new Promise(() => {});
}

async function check(acknowledged: readonly string[]): Promise<string[]> {
  const store = await Store.open(databaseIn(data));
  try {
    const rows = await store.db.selectFrom("customer").select("id").execute();
    const there = new Set(rows.map(({ id }) => id));
    const tampering = await findTampering(store.db);
    return [
      ...acknowledged.filter((id) => !there.has(id)).map((id) => `customer ${id}`),
      ...store.problems(),
      ...(tampering === null ? [] : [`audit row ${tampering.seq} is ${tampering.what}`]),
    ];
  } finally {
    await store.close();
  }
}

const seed = Number(process.env["LINEA_SEED"] ?? Date.now() % 1_000_000);

it(
  `keeps all it has answered for, killed 30 times under load (LINEA_SEED=${seed})`,
  { timeout: 900_000 },
  async () => {
    const { acknowledged, underLoad, beforeFirst } = await killAtRandom({
      kills: 30,
      seed,
      start,
      load,
      check,
      startMs: 1_000,
    });
    expect(underLoad).toBeGreaterThanOrEqual(30);
    expect(acknowledged.length).toBeGreaterThan(200);
    process.stdout.write(
      `server killed ${underLoad} times under load and ${beforeFirst} times before the first answer, seed ${seed}: ${acknowledged.length} answered writes kept\n`,
    );
  },
);
