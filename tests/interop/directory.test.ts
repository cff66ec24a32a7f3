/** The server's signature and Help's judgement of it, over a real connection: neither side imports the other. */
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectHelp, helpHello } from "../../signaling-server/testing/client.ts";
import { startTestServer, type TestServer } from "../../signaling-server/testing/server.ts";
import { DirectoryReader, openDirectory } from "../../src/main/directory.ts";
import type { SignedDirectory } from "../../src/shared/protocol/directory.ts";
import { DIRECTORY_LIFE_MS } from "../../src/shared/protocol/limits.ts";

let server: TestServer;
let publicKey: string;
beforeEach(async () => {
  server = await startTestServer();
  ({ publicKey } = server);
});
afterEach(() => server.close());

async function welcomed(nonce: string): Promise<SignedDirectory> {
  const help = await connectHelp(server.url, {}, nonce);
  const welcome = help.seen.find((message) => message.t === "welcome");
  help.close();
  if (welcome === undefined) throw new Error("no welcome");
  return welcome.directory;
}

test("a Help of this organisation believes what the server signs for its connection", async () => {
  const reader = new DirectoryReader(publicKey);
  const opened = reader.open(await welcomed(reader.greet()), server.clock.date());
  expect(opened).toMatchObject({
    ok: true,
    directory: {
      organisation: { name: "Assistenza Demo", phone: "06 5555 0100" },
      lines: [1, 2, 3].map((number) => ({ number, label: `Linea ${number}`, description: "" })),
    },
  });
});

test("what was recorded of an earlier connection, a freshly started Help does not believe", async () => {
  const recorded = await welcomed(helpHello.nonce);
  const reader = new DirectoryReader(publicKey);
  reader.greet();
  expect(reader.open(recorded, server.clock.date())).toEqual({ ok: false, why: "replayed" });
});

test("a Help of another organisation does not, nor one whose clock is a day ahead", async () => {
  const signed = await welcomed(helpHello.nonce);
  const expected = { publicKey, nonce: helpHello.nonce, now: server.clock.date(), seen: 0 };
  const other = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "";
  expect(openDirectory(signed, expected)).toMatchObject({ ok: true });
  expect(openDirectory(signed, { ...expected, publicKey: other })).toEqual({ ok: false, why: "wrong-key" });
  expect(openDirectory(signed, { ...expected, now: expected.now + DIRECTORY_LIFE_MS })).toEqual({
    ok: false,
    why: "expired",
  });
});
