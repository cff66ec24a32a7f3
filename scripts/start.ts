/**
 * `npm start`: the working demo. The server on 127.0.0.1, Help, and Viewer with line 3 open, on this
 * desktop when there is one, else on virtual displays of its own, with screenshots to look at.
 * `npm start -- --self-check` plays one whole call by itself instead (selfCheck.ts).
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openOffice, untilSeen } from "../harness/office.ts";
import { newTechnician, startServerProgram, whereTo, type ServerProgram } from "../harness/programs.ts";
import { DEMO_ADMINISTRATOR } from "../signaling-server/cli/init.ts";
import { selfCheck } from "./selfCheck.ts";

const LINE = 3;
const SCREENSHOTS = join(import.meta.dirname, "../artifacts/demo");

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { values } = parseArgs({
  options: { "self-check": { type: "boolean", default: false }, lang: { type: "string", default: "it" } },
});
const language = values.lang === "en" ? "en" : "it";
const hasDesktop =
  process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? "");

if (values["self-check"]) process.exitCode = await selfCheck({ language, line: LINE, say });
else if (hasDesktop) await demoOnDesktop();
else await demoOnVirtualDisplays();

async function demoOnDesktop(): Promise<void> {
  const technician = newTechnician("Marta Rinaldi");
  const server = await startServerProgram([technician]);
  const open = (role: "help" | "viewer", args: string[], env: Record<string, string>): ChildProcess =>
    spawn(
      process.execPath,
      [
        join(import.meta.dirname, "run-program.ts"),
        role,
        ...whereTo(role, server),
        "--lang",
        language,
        ...args,
      ],
      { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } },
    );
  const programs = [
    open("viewer", ["--open", String(LINE)], { LINEA_VIEWER_TOKEN: technician.token }),
    open("help", [], {}),
  ];
  say(`The server is at ${server.url}. In Help, double-click line ${LINE}.`);
  sayAdministration(server);
  say(`Close both windows to end the demo.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => programs.forEach((program) => program.kill()));
  }
  await Promise.all(programs.map((program) => once(program, "exit")));
  await server.stop();
}

/** There is no default password: the demo's administrator chooses one, as every administrator does. */
function sayAdministration({ url, administratorLink, data }: ServerProgram): void {
  const { adminEmail } = DEMO_ADMINISTRATOR;
  say(`The web administration opens in a browser: first choose a password for ${adminEmail}, then sign in.`);
  say(`  choose   ${administratorLink}`);
  say(`  sign in  ${url}/admin/`);
  say(`Nothing sends the demo's mails. This prints those that wait, for example after a registration:`);
  say(`  npm exec -- node signaling-server/main.ts export outbox --data ${data}`);
}

async function demoOnVirtualDisplays(): Promise<void> {
  const office = await openOffice({ language, openLines: [LINE] });
  const { caller, viewer, server } = office;
  await caller.program.page.locator(`[data-testid="line-${LINE}"][data-state="free"]`).waitFor();
  await untilSeen(caller, `line-${LINE}`);
  await untilSeen(viewer, `line-switch-${LINE}`);
  await mkdir(SCREENSHOTS, { recursive: true });
  await caller.screen.savePng(join(SCREENSHOTS, "help.png"));
  await viewer.screen.savePng(join(SCREENSHOTS, "viewer.png"));
  say(`There is no desktop here, so the windows are on virtual displays of their own:`);
  say(`  Help    DISPLAY=${caller.display.name}   screenshot ${join(SCREENSHOTS, "help.png")}`);
  say(`  Viewer  DISPLAY=${viewer.display.name}   screenshot ${join(SCREENSHOTS, "viewer.png")}`);
  say(`  server  ${server.url}`);
  sayAdministration(server);
  say(`To see a whole call: npm start -- --self-check. To end the demo: Ctrl+C.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await office.stop();
}
