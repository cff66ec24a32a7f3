/** `npm run help -- --organisation FILE` and `npm run viewer -- --server URL`: one program on this desktop. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { rootSwitches } from "../harness/programs.ts";
import { chosenElectron } from "./electron-runtime.mjs";

const [role = "", ...words] = process.argv.slice(2);
if (role !== "help" && role !== "viewer") {
  process.stderr.write(
    "usage: run-program.ts help --organisation FILE [--lang it|en]\n" +
      "       run-program.ts viewer [--server URL] [--lang it|en] [--open 3,4]\n",
  );
  process.exit(2);
}
const script = join(import.meta.dirname, `../out/main/${role}.cjs`);
const child = spawn(chosenElectron().executable, [script, ...rootSwitches(), ...words], { stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
