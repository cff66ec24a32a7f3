import { describe, expect, it } from "vitest";
import { Gate } from "./gate.ts";

/** Work that ends when it is told to. */
function work(log: string[], name: string) {
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));
  return {
    run: async () => {
      log.push(name);
      await ended;
      return name;
    },
    finish,
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the gate", () => {
  it("lets so many run at once, and the next when one is done", async () => {
    const gate = new Gate(2, 10);
    const log: string[] = [];
    const all = ["a", "b", "c"].map((name) => work(log, name));
    const runs = all.map(({ run }) => gate.run(false, run));
    await settle();
    expect(log).toEqual(["a", "b"]);
    all[0]!.finish();
    await settle();
    expect(log).toEqual(["a", "b", "c"]);
    for (const { finish } of all) finish();
    expect(await Promise.all(runs)).toEqual(["a", "b", "c"]);
  });

  it("lets known devices go before strangers", async () => {
    const gate = new Gate(1, 10);
    const log: string[] = [];
    const all = ["first", "stranger", "known"].map((name) => work(log, name));
    const runs = all.map(({ run }, i) => gate.run(i === 2, run));
    for (const { finish } of all) finish();
    await Promise.all(runs);
    expect(log).toEqual(["first", "known", "stranger"]);
  });

  it("refuses whoever comes to a full line, but not those of the other line", async () => {
    const gate = new Gate(1, 1);
    const log: string[] = [];
    const all = ["runs", "waits", "known"].map((name) => work(log, name));
    const runs = all.map(({ run }, i) => gate.run(i === 2, run));
    await expect(gate.run(false, () => Promise.resolve())).rejects.toMatchObject({ code: "rate-limited" });
    for (const { finish } of all) finish();
    await Promise.all(runs);
    expect(log).toEqual(["runs", "known", "waits"]);
  });

  it("hands the place on when work fails", async () => {
    const gate = new Gate(1, 10);
    const failing = gate.run(false, () => Promise.reject(new Error("broken")));
    const next = gate.run(false, () => Promise.resolve("fine"));
    await expect(failing).rejects.toThrow("broken");
    expect(await next).toBe("fine");
  });
});
