/** The courier when it is killed, and when the mail server fails at any step. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resetMail } from "./testing/desk.ts";
import { fixture, said } from "./testing/fixture.ts";
import { answer } from "./testing/smtp.ts";

const f = fixture();

describe("a server that was killed", () => {
  /** A process that carries mails from the same database. */
  function courierProcess(port: number) {
    const program = fileURLToPath(new URL("./testing/courier-process.ts", import.meta.url));
    const child = spawn(process.execPath, [program, f.desk.path, String(port)], { stdio: "inherit" });
    const exit = once(child, "exit");
    f.after(() => child.kill("SIGKILL"));
    return {
      async end(signal: "SIGKILL" | "SIGTERM") {
        child.kill(signal);
        await exit;
      },
    };
  }

  it.each([
    ["before the mail server has the mail", "rcpt"],
    ["when the mail server has it and holds its answer back", "data"],
  ] as const)(
    "%s: it arrives, with the same Message-ID, and no other arrives twice",
    async (_when, step) => {
      for (let i = 0; i < 4; i++) await f.desk.enqueue(resetMail(`p${i}@ditta.example`), Date.now());
      const ids = (await f.desk.rows()).map(({ messageId }) => `<${messageId}>`);
      let killing = true;
      let hold = () => {};
      const holding = new Promise<void>((resolve) => (hold = resolve));
      /** Every mail that the server has had in full, answered or not. */
      const had: (string | undefined)[] = [];
      const { port, mails, arrived } = await f.server({
        onRcptTo: ({ address }, _session, reply) => {
          if (killing && step === "rcpt" && address === "p2@ditta.example") hold();
          else reply();
        },
        judge: (mail) => {
          had.push(mail.messageId);
          if (!killing || step === "rcpt" || mail.messageId !== ids[2]) return;
          hold();
          return new Promise(() => {});
        },
      });
      const first = courierProcess(port);
      await holding;
      await first.end("SIGKILL");
      expect((await f.desk.rows()).map(({ state }) => state)).toEqual(["sent", "sent", "sending", "waiting"]);

      killing = false;
      const second = courierProcess(port);
      await arrived(4);
      await second.end("SIGTERM");
      expect(mails.map(({ messageId }) => messageId)).toEqual(ids);
      expect(had).toEqual(step === "data" ? [...ids.slice(0, 3), ...ids.slice(2)] : ids);
      expect((await f.desk.rows()).map(({ state, attempts }) => [state, attempts])).toEqual([
        ["sent", 1],
        ["sent", 1],
        ["sent", 2],
        ["sent", 1],
      ]);
    },
    30_000,
  );
});

describe("a mail server that fails anyhow", () => {
  /** mulberry32: the same numbers for the same seed. */
  function seeded(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  it.each([1, 2, 3, 4])(
    "takes every mail exactly once in the end (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      const failures: string[] = [];
      /** Answers a step, refuses for now, or breaks the connection. */
      const chance = (step: string, drop: () => void, reply: (error?: Error | null) => void) => {
        const number = random();
        if (number < 0.15) {
          failures.push(`${step} refused`);
          reply(answer(451, "later"));
        } else if (number < 0.25) {
          failures.push(`${step} broken`);
          drop();
        } else reply();
      };
      const smtp = await f.server({
        onConnect: (session, reply) => chance("connect", () => smtp.drop(session), reply),
        onMailFrom: (_address, session, reply) => chance("mail", () => smtp.drop(session), reply),
        onRcptTo: (_address, session, reply) => chance("rcpt", () => smtp.drop(session), reply),
        judge: (_mail, session) =>
          new Promise((resolve, reject) => {
            chance(
              "data",
              () => {
                smtp.drop(session);
                reject(answer(451, "gone"));
              },
              (error) => (error instanceof Error ? reject(error) : resolve()),
            );
          }),
      });
      for (let i = 0; i < 8; i++) await f.desk.enqueue(resetMail(`p${i}@ditta.example`), f.clock.date());
      f.courier(smtp.port, {}, random);
      for (let outcomes = 0; ;) {
        const waiting = (await f.desk.rows()).filter(({ state }) => state !== "sent");
        if (waiting.length === 0) break;
        // Each is tried once before its next try lies ahead.
        f.clock.advance(Math.max(0, ...waiting.map(({ nextAttemptAt }) => nextAttemptAt - f.clock.date())));
        outcomes += waiting.length;
        await f.log.said([said.sent, said.waits], outcomes);
      }
      const ids = (await f.desk.rows()).map(({ messageId }) => `<${messageId}>`);
      expect(smtp.mails).toHaveLength(ids.length);
      expect(new Set(smtp.mails.map(({ messageId }) => messageId))).toEqual(new Set(ids));
      expect(f.log.count(said.givenUp)).toBe(0);
      // The seed has tried something.
      expect(failures.length).toBeGreaterThan(3);
    },
    30_000,
  );

  it("may get a mail twice if it breaks off after taking it; both are the same mail", async () => {
    let breaks = true;
    const had: (string | undefined)[] = [];
    const smtp = await f.server({
      judge: (mail, session) => {
        had.push(mail.messageId);
        if (breaks) smtp.drop(session);
      },
    });
    await f.desk.enqueue(resetMail(), f.clock.date());
    f.courier(smtp.port);
    await f.log.said(said.waits);
    breaks = false;
    f.clock.advance(60_000);
    await f.log.said(said.sent);
    f.clock.advance(48 * 3_600_000);
    const [mail] = await f.desk.rows();
    expect(had).toEqual([`<${mail?.messageId}>`, `<${mail?.messageId}>`]);
  });
});
