/**
 * Writes docs/openapi.json, as the running server gives it; with `--check` it only says whether the
 * file is still true.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { Config } from "../signaling-server/config.ts";
import { startServer } from "../signaling-server/server.ts";
import { API_BASE } from "../src/shared/protocol/api.ts";

const FILE = join(import.meta.dirname, "../docs/openapi.json");

const data = await mkdtemp(join(tmpdir(), "linea-openapi-"));
const server = await startServer(Config.parse({ data, listen: { port: 0 } }));
const answer = await fetch(`${server.url}${API_BASE}/openapi.json`);
const now = await format(await answer.text(), { ...(await resolveConfig(FILE)), filepath: FILE });
await server.close();
await rm(data, { recursive: true });

if (!process.argv.includes("--check")) await writeFile(FILE, now);
else if ((await readFile(FILE, "utf8").catch(() => "")) !== now) {
  process.stderr.write(
    "docs/openapi.json is not what the server says. Run: npm exec -- node scripts/openapi.ts\n",
  );
  process.exitCode = 1;
}
