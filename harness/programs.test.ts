import { afterEach, expect, it } from "vitest";
import { DEMO_ADMINISTRATOR } from "../signaling-server/cli/init.ts";
import { TestBrowser } from "../signaling-server/testing/browser.ts";
import { viewerOn } from "../signaling-server/testing/call.ts";
import { newTechnician, startServerProgram, type ServerProgram } from "./programs.ts";

let server: ServerProgram | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

it("is the demo: its administrator comes in by the link, its technicians by their sessions", async () => {
  const technician = newTechnician("Marta Rinaldi");
  server = await startServerProgram([technician]);
  const { url, administratorLink } = server;
  const browser = new TestBrowser(url);
  const { origin, pathname, hash } = new URL(administratorLink);
  expect([origin, pathname]).toEqual([url, "/password"]);
  const password = "quattro cavalli verdi a colazione";
  const chosen = await browser.ask("POST", "/password/set", { token: hash.slice(1), password });
  expect(chosen.status).toBeLessThan(300);
  const { adminEmail: email, adminName: name } = DEMO_ADMINISTRATOR;
  expect(await browser.signIn(email, password)).toMatchObject({ name, role: "administrator" });
  expect((await browser.ask("GET", "/settings")).body).toMatchObject({ publicUrl: url });
  (await viewerOn(url, technician.token, 3)).close();
}, 60_000);
