/** The first of the README's two commands, as a newcomer runs it: one whole call that plays itself. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { z } from "zod";
import { living } from "../../harness/processes.ts";

const ROOT = join(import.meta.dirname, "../..");

const Milliseconds = z.number().positive();
const Figures = z.object({
  ok: z.literal(true),
  firstFrameMs: Milliseconds,
  inputToPhotonMs: z.object({ p50: Milliseconds, p95: Milliseconds }),
});

test("npm start -- --self-check plays a call, prints its figures, and leaves nothing running", async ({
  signal,
}) => {
  const mark = `LINEA_TEST_MARK=${crypto.randomUUID()}`;
  const [name = "", value] = mark.split("=");
  const child = spawn("npm", ["start", "--", "--self-check"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, [name]: value },
    // A group of its own, to be ended whole when the test runs out of time.
    detached: true,
  });
  const end = (): void => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid);
  };
  signal.addEventListener("abort", end);
  try {
    const [output, said, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    expect(code, output + said).toBe(0);
    Figures.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
    // Also what has detached itself: it still has the mark.
    expect(await living({ root: child.pid ?? 0, mark })).toEqual([]);
  } finally {
    end();
  }
});
