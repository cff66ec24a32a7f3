import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiErrorCode, type Me, type SignedIn } from "../shared/protocol/api.ts";
import { Account, websiteOf } from "./account.ts";

const TOKEN = "t".repeat(43);
const DEVICE = "d".repeat(43);
const me: Me = {
  id: "i".repeat(22),
  email: "tina@example.org",
  name: "Tina",
  role: "technician",
  language: "it",
  totp: true,
  totpMissing: false,
  csrf: "not for programs",
};
const typed = { email: "tina@example.org", password: "four unrelated words here", program: "Viewer 1" };

interface Asked {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

let server: Server;
let port: number;
let asked: Asked[];
let respond: (response: ServerResponse) => void;
let account: Account;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method, url, headers } = request;
      asked.push({ method, url, headers, body });
      respond(response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  account = new Account({ server: `ws://127.0.0.1:${port}` });
});

afterEach(async () => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

/** Every next request gets this answer. */
function answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
  respond = (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}
const signedIn = (changes: Record<string, unknown> = {}) => ({
  me,
  token: TOKEN,
  device: DEVICE,
  ...changes,
});
const bodyOf = (request: Asked | undefined): unknown => JSON.parse(request?.body ?? "");

describe("signing in", () => {
  it("sends what was typed and gives what the server answers", async () => {
    answer(200, signedIn() satisfies SignedIn);
    const result = await account.signIn({ ...typed, code: "123456", device: DEVICE });
    expect(result).toEqual({ ok: true, token: TOKEN, device: DEVICE, me });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: "POST",
      url: "/api/v1/session",
      headers: { "content-type": "application/json" },
    });
    expect(bodyOf(asked[0])).toEqual({ kind: "viewer", ...typed, code: "123456", device: DEVICE });
  });

  it("sends neither code nor device while there is none, and needs no device in return", async () => {
    answer(200, signedIn({ device: undefined }));
    const result = await account.signIn({ ...typed, code: undefined, device: undefined });
    expect(result).toMatchObject({ ok: true, device: null });
    expect(bodyOf(asked[0])).toEqual({ kind: "viewer", ...typed });
  });

  it("tells of a second factor that must be set up first", async () => {
    answer(200, signedIn({ me: { ...me, totpMissing: true } }));
    expect(await account.signIn(typed)).toMatchObject({ ok: true, me: { totpMissing: true } });
  });

  it.each(ApiErrorCode.options)("gives the refusal %s as it is", async (error) => {
    answer(400, { error });
    expect(await account.signIn(typed)).toEqual({ ok: false, error });
  });

  it("gives the wait with its time", async () => {
    answer(429, { error: "wait", retryAfter: 90 });
    expect(await account.signIn(typed)).toEqual({ ok: false, error: "wait", retryAfter: 90 });
  });

  it.each([
    ["no address", { email: "tina" }],
    ["no password", { password: "" }],
    ["no code", { code: "12345" }],
    ["a device that no server gave", { device: "short" }],
  ])("sends nothing that is %s", async (_, wrong) => {
    expect(await account.signIn({ ...typed, ...wrong })).toEqual({ ok: false, error: "invalid" });
    expect(asked).toEqual([]);
  });
});

/** Answers that our server never gives, whatever is asked of it. */
const foreign: [string, () => void][] = [
  ["a page of somebody else's", () => answer(200, "<html>Welcome to the hotel</html>")],
  ["a proxy whose server is away", () => answer(502, "<html>Bad gateway</html>")],
  ["an unknown refusal", () => answer(400, { error: "because" })],
  ["a refusal with one property more", () => answer(400, { error: "wait", extra: 1 })],
  ["no content", () => answer(400, "")],
  ["an endless refusal", () => answer(400, `${JSON.stringify({ error: "wait" })}${" ".repeat(20_000)}`)],
  [
    "a connection that is cut",
    () => {
      respond = (response) => response.destroy();
    },
  ],
  [
    "an answer that is cut",
    () => {
      respond = (response) => {
        response.writeHead(200, { "content-length": "500" });
        response.write('{"me":', () => response.destroy());
      };
    },
  ],
];

describe("what is not our server", () => {
  const unreachable = { ok: false, error: "unreachable" };

  it.each([
    ...foreign,
    ["no token", () => answer(200, signedIn({ token: undefined }))],
    ["a token of another shape", () => answer(200, signedIn({ token: "short" }))],
    ["one property more", () => answer(200, signedIn({ extra: 1 }))],
    ["somebody without a role", () => answer(200, signedIn({ me: { ...me, role: undefined } }))],
    ["an endless answer", () => answer(200, `${JSON.stringify(signedIn())}${" ".repeat(20_000)}`)],
  ] as typeof foreign)("is told by %s", async (_, prepare) => {
    prepare();
    expect(await account.signIn(typed)).toEqual(unreachable);
  });

  it("gets the whole of an answer up to the cap", async () => {
    const text = JSON.stringify(signedIn());
    answer(200, text + " ".repeat(16_384 - text.length));
    expect(await account.signIn(typed)).toMatchObject({ ok: true });
    answer(200, text + " ".repeat(16_385 - text.length));
    expect(await account.signIn(typed)).toEqual(unreachable);
  });

  it.each([301, 302, 303, 307, 308])("gets no password by a redirect (%i)", async (status) => {
    respond = (response) => {
      // The second time it would be the honest answer.
      const again = asked.length > 1;
      if (!again) response.writeHead(status, { location: `http://127.0.0.1:${port}/elsewhere` });
      response.end(again ? JSON.stringify(signedIn()) : "");
    };
    expect(await account.signIn(typed)).toEqual(unreachable);
    expect(asked).toHaveLength(1);
  });

  it("is given up when it hangs, before an answer or in the middle of it", async () => {
    const hasty = new Account({ server: `ws://127.0.0.1:${port}`, timeoutMs: 1_000 });
    respond = () => undefined;
    expect(await hasty.signIn(typed)).toEqual(unreachable);
    respond = (response) => {
      response.writeHead(200);
      response.write('{"me":');
    };
    expect(await hasty.signIn(typed)).toEqual(unreachable);
    expect(asked).toHaveLength(2);
  });

  it("has ten seconds, body included", async () => {
    const timeout = vi.spyOn(AbortSignal, "timeout");
    answer(200, signedIn());
    await account.signIn(typed);
    expect(timeout.mock.calls).toEqual([[10_000]]);
  });

  it("or is not there at all", async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await account.signIn(typed)).toEqual(unreachable);
  });
});

describe("signing out", () => {
  it("names the session by its token and sends nothing else", async () => {
    answer(204, "");
    await account.signOut(TOKEN);
    expect(asked).toMatchObject([
      { method: "DELETE", url: "/api/v1/session", headers: { authorization: `Bearer ${TOKEN}` }, body: "" },
    ]);
  });

  it.each(foreign)("does not mind %s", async (_, prepare) => {
    prepare();
    await account.signOut(TOKEN);
    expect(asked).toHaveLength(1);
  });
});

describe("a forgotten password", () => {
  it("asks for the mail", async () => {
    answer(202, "");
    expect(await account.forgotten("Tina@Example.org ")).toEqual({ ok: true });
    expect(asked).toMatchObject([{ method: "POST", url: "/api/v1/password/forgotten" }]);
    expect(bodyOf(asked[0])).toEqual({ email: "tina@example.org" });
  });

  it("gives refusals, with their time", async () => {
    answer(429, { error: "rate-limited", retryAfter: 7 });
    expect(await account.forgotten(typed.email)).toEqual({
      ok: false,
      error: "rate-limited",
      retryAfter: 7,
    });
    expect(await account.forgotten("tina")).toEqual({ ok: false, error: "invalid" });
    expect(asked).toHaveLength(1);
  });

  it.each(foreign.filter(([what]) => what !== "a page of somebody else's"))(
    "is not told to be under way by %s",
    async (_, prepare) => {
      prepare();
      expect(await account.forgotten(typed.email)).toEqual({ ok: false, error: "unreachable" });
    },
  );
});

describe("where it asks", () => {
  it.each([
    ["ws://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["wss://help.example.org", "https://help.example.org"],
    ["wss://ws.example.org:8443", "https://ws.example.org:8443"],
  ])("%s is %s", async (address, website) => {
    const fake = vi.fn<typeof fetch>(() => Promise.reject(new Error("no network here")));
    await new Account({ server: address, fetch: fake }).signOut(TOKEN);
    expect(String(fake.mock.calls[0]?.[0])).toBe(`${website}/api/v1/session`);
    expect(websiteOf(address)).toBe(website);
  });
});

describe("silence", () => {
  it("keeps everything out of the output, whatever happens", async () => {
    const heard = [
      vi.spyOn(process.stderr, "write").mockReturnValue(true),
      vi.spyOn(process.stdout, "write").mockReturnValue(true),
      ...(["log", "info", "warn", "error", "debug"] as const).map((name) =>
        vi.spyOn(console, name).mockReturnValue(undefined),
      ),
    ];
    answer(200, signedIn());
    await account.signIn(typed);
    for (const [, prepare] of foreign) {
      prepare();
      await account.signIn(typed);
      await account.signOut(TOKEN);
      await account.forgotten(typed.email);
    }
    expect(heard.flatMap((spy) => spy.mock.calls)).toEqual([]);
  });
});
