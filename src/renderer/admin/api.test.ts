import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { ApiClient, ApiFailure } from "./api.ts";

const Answer = z.strictObject({ n: z.int() });
const answer = (status: number, body: unknown) =>
  new Response(status === 204 ? null : typeof body === "string" ? body : JSON.stringify(body), { status });

function client(...answers: (Response | Error)[]) {
  const fetch = vi.fn<typeof globalThis.fetch>(() => {
    const next = answers.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error("no answer"));
  });
  const signInAgain = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
  const api = new ApiClient({ fetch, csrf: () => "the-token", signInAgain });
  return { api, fetch, signInAgain, sent: (n: number) => fetch.mock.calls[n]?.[1] };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("it succeeded"),
    (cause: unknown) => {
      expect(cause).toBeInstanceOf(ApiFailure);
      const { code, field, retryAfter } = cause as ApiFailure;
      return { code, field, retryAfter };
    },
  );
const only = (code: string) => ({ code, field: null, retryAfter: null });

describe("answers", () => {
  test("are parsed", async () => {
    const { api, fetch } = client(answer(200, { n: 3 }));
    expect(await api.ask("/lines", Answer)).toEqual({ n: 3 });
    expect(fetch.mock.calls[0]?.[0]).toBe("/api/v1/lines");
  });

  test.each([
    ["another shape", { m: 3 }],
    ["no JSON", "<html>"],
  ])("%s is a problem of the server", async (_name, body) => {
    const { api } = client(answer(200, body));
    expect(await failure(api.ask("/lines", Answer))).toEqual(only("internal"));
  });

  test("nothing to tell", async () => {
    const { api } = client(answer(204, ""));
    await api.tell("/closures/x", { method: "DELETE" });
  });
});

describe("requests", () => {
  test("only what changes something carries the token", async () => {
    const { api, sent } = client(answer(200, { n: 1 }), answer(200, { n: 1 }));
    await api.ask("/lines", Answer);
    await api.ask("/lines/3", Answer, { method: "PUT", body: { a: "è" } });
    expect(sent(0)?.headers).toEqual({ accept: "application/json" });
    expect(sent(1)?.headers).toMatchObject({
      "x-linea-csrf": "the-token",
      "content-type": "application/json",
    });
    expect(sent(1)?.body).toBe('{"a":"è"}');
  });
});

describe("failures", () => {
  test("come with their code, field and wait", async () => {
    const { api } = client(
      answer(400, { error: "invalid", field: "hours.mon.0.to" }),
      answer(429, { error: "wait", retryAfter: 40 }),
    );
    const first = await failure(api.ask("/lines", Answer));
    expect(first).toEqual({ code: "invalid", field: "hours.mon.0.to", retryAfter: null });
    const second = await failure(api.ask("/lines", Answer));
    expect(second).toEqual({ code: "wait", field: null, retryAfter: 40 });
  });

  test("no network, or a proxy without its server, is unreachable; anything else the server’s problem", async () => {
    const { api } = client(new TypeError("offline"), answer(502, "Bad Gateway"), answer(500, "oh"));
    expect(await failure(api.ask("/lines", Answer))).toEqual(only("unreachable"));
    expect(await failure(api.ask("/lines", Answer))).toEqual(only("unreachable"));
    expect(await failure(api.ask("/lines", Answer))).toEqual(only("internal"));
  });
});

describe("signed out in between", () => {
  const out = () => answer(401, { error: "signed-out" });

  test("asks the person once, then goes on", async () => {
    const { api, signInAgain, fetch } = client(out(), answer(200, { n: 7 }));
    expect(await api.ask("/lines", Answer, { method: "PUT", body: {} })).toEqual({ n: 7 });
    expect(signInAgain).toHaveBeenCalledTimes(1);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("whoever does not want to gets the failure", async () => {
    const { api, signInAgain, fetch } = client(out());
    signInAgain.mockResolvedValueOnce(false);
    expect(await failure(api.ask("/lines", Answer))).toEqual(only("signed-out"));
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("what happens behind their back asks nobody", async () => {
    const { api, signInAgain } = client(out());
    expect(await failure(api.ask("/lines", Answer, { quiet: true }))).toEqual(only("signed-out"));
    expect(signInAgain).not.toHaveBeenCalled();
  });

  test("a wrong password is not being signed out", async () => {
    const { api, signInAgain } = client(answer(401, { error: "wrong-credentials" }));
    expect(await failure(api.tell("/session", { method: "POST", body: {} }))).toEqual(
      only("wrong-credentials"),
    );
    expect(signInAgain).not.toHaveBeenCalled();
  });
});
