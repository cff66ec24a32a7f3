/** A technician signs in to the real Viewer with their account at the real server, by mouse and keyboard. */
import { afterEach, expect, test } from "vitest";
import { startDisplay } from "../../harness/display.ts";
import { clickOn, stage } from "../../harness/office.ts";
import { launch, newTechnician, startServerProgram } from "../../harness/programs.ts";
import { openScreen } from "../../harness/screen.ts";
import { TestBrowser } from "../../signaling-server/testing/browser.ts";
import type { SessionInfo } from "../../src/shared/protocol/api.ts";

const account = { email: "marta@demo.example", password: "quattro cavalli verdi a colazione" };

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test("a wrong password is refused, the right one opens the desk, an ended session asks again", async () => {
  const server = await startServerProgram([{ ...newTechnician("Marta Rinaldi"), account }]);
  undo.push(() => server.stop());
  const display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  undo.push(() => display.stop());
  const screen = await openScreen(display.name);
  undo.push(() => screen.close());
  const program = await launch("viewer", { server, display });
  undo.push(() => program.stop());
  const viewer = { display, screen, program };
  const { page } = program;

  await page.getByTestId("sign-in").waitFor();
  await clickOn(viewer, "email");
  await screen.type(account.email);
  await clickOn(viewer, "password");
  await screen.type("not the password\n");
  await page.getByTestId("trouble").getByText("E-mail o password").waitFor();
  expect(await page.getByTestId("email").inputValue()).toBe(account.email);
  await clickOn(viewer, "password");
  await screen.type(`${account.password}\n`);
  await stage(viewer, "desk");
  await page.getByText("Marta Rinaldi").waitFor();

  // Elsewhere, the technician ends this session.
  const browser = new TestBrowser(server.url);
  await browser.signIn(account.email, account.password);
  const { body } = await browser.ask("GET", "/me/sessions");
  const its = (body as SessionInfo[]).find(({ current, program: name }) => !current && name !== "test");
  expect(its?.program).toMatch(/Viewer/);
  expect((await browser.ask("DELETE", `/me/sessions/${its?.id ?? ""}`)).status).toBe(204);
  await page.getByTestId("sign-in").waitFor();
});
