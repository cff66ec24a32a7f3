import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Store } from "../store/store.ts";
import { buildMetrics, outboxState } from "./metrics.ts";
import type { MetricSources } from "./metrics.ts";

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-metrics-"));
  store = await Store.open(join(folder, "linea.db"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const now = 1_700_000_000_000;
const sources: MetricSources = {
  calls: () => ({ queued: 1, ringing: 2, inSession: 3 }),
  connections: () => ({ help: 4, viewer: 5 }),
  outbox: () => outboxState(store.db, now),
  registrationsOverdue: () => Promise.resolve(6),
  linesOutdated: () => false,
  reports: () => ({ written: 7, capped: 8, failed: 9 }),
};

const addMail = (state: "waiting" | "sending" | "sent" | "undeliverable" | "discarded", createdAt: number) =>
  store.write((tx) =>
    tx
      .insertInto("outbox")
      .values({
        messageId: `${state}-${createdAt}@linea.example`,
        kind: "test",
        recipient: "anna@example.org",
        language: "it",
        subject: "Prova",
        state,
        attempts: 0,
        nextAttemptAt: createdAt,
        createdAt,
      })
      .execute(),
  );

/** The lines of our own figures, without histogram buckets. */
const figures = (text: string): string[] =>
  text.split("\n").filter((line) => line.startsWith("linea_") && !line.includes("_bucket"));

describe("metrics", () => {
  it("are what the sources say at that moment", async () => {
    const metrics = buildMetrics(sources);
    expect(figures(await metrics.text())).toEqual([
      'linea_calls{state="queued"} 1',
      'linea_calls{state="ringing"} 2',
      'linea_calls{state="in-session"} 3',
      'linea_connections{program="help"} 4',
      'linea_connections{program="viewer"} 5',
      'linea_outbox_mails{state="waiting"} 0',
      'linea_outbox_mails{state="undeliverable"} 0',
      "linea_outbox_oldest_seconds 0",
      "linea_registrations_overdue 6",
      "linea_lines_outdated 0",
      'linea_reports{outcome="written"} 7',
      'linea_reports{outcome="capped"} 8',
      'linea_reports{outcome="failed"} 9',
    ]);
    await addMail("waiting", now - 90_000);
    await addMail("sending", now - 120_500);
    await addMail("undeliverable", now - 900_000);
    await addMail("sent", now - 1_000_000);
    await addMail("discarded", now - 1_000_000);
    expect(figures(await metrics.text())).toEqual(
      expect.arrayContaining([
        'linea_outbox_mails{state="waiting"} 2',
        'linea_outbox_mails{state="undeliverable"} 1',
        "linea_outbox_oldest_seconds 120.5",
      ]),
    );
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it("tell of the process too", async () => {
    const text = await buildMetrics(sources).text();
    for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"]) {
      expect(text).toContain(`\n${name} `);
    }
  });

  it("leave out a figure whose source fails, and no other", async () => {
    let fails = false;
    const metrics = buildMetrics({
      ...sources,
      calls: () => {
        if (fails) throw new Error("no");
        return { queued: 1, ringing: 2, inSession: 3 };
      },
      registrationsOverdue: () => (fails ? Promise.reject(new Error("no")) : Promise.resolve(6)),
    });
    const before = figures(await metrics.text());
    fails = true;
    const during = figures(await metrics.text());
    expect(during).toEqual(before.filter((line) => !/^linea_(calls|registrations)/.test(line)));
    fails = false;
    expect(figures(await metrics.text())).toHaveLength(before.length);
  });

  it("look into the outbox once for each answer", async () => {
    let looks = 0;
    const outbox = () => {
      looks += 1;
      return Promise.resolve({ waiting: looks, undeliverable: 0, oldestSeconds: 0 });
    };
    const metrics = buildMetrics({ ...sources, outbox });
    expect(await metrics.text()).toContain('{state="waiting"} 1');
    expect(await metrics.text()).toContain('{state="waiting"} 2');
    expect(looks).toBe(2);
  });

  it("count requests by pattern and status", async () => {
    const metrics = buildMetrics(sources);
    metrics.httpRequest("/api/v1/staff/:id", 200, 0.003);
    metrics.httpRequest("/api/v1/staff/:id", 200, 0.3);
    metrics.httpRequest(null, 404, 0.001);
    const text = await metrics.text();
    expect(text).toContain('_count{route="/api/v1/staff/:id",status="200"} 2');
    expect(text).toContain('_bucket{le="0.005",route="/api/v1/staff/:id",status="200"} 1');
    expect(text).toContain('_count{route="none",status="404"} 1');
  });

  it("of two servers in one process are apart", async () => {
    const [one, other] = [buildMetrics(sources), buildMetrics(sources)];
    one.httpRequest("/", 200, 1);
    expect(await other.text()).not.toContain('route="/"');
  });
});
