/** A build of the example, in a folder of its own: for tests. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBrandingFolder } from "../../scripts/dist/branding.ts";
import { prepareResources } from "../../scripts/dist/pack.ts";
import type { Build } from "../../scripts/dist/settings.ts";

const DEMO = join(import.meta.dirname, "../../branding/demo");

/** With everything but an app of its own: that is a package.json and one line. */
export async function demoBuild(changes: Partial<Build> = {}): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), "linea-dist-"));
  const build: Build = {
    program: "help",
    branding: readBrandingFolder(DEMO, null),
    version: "1.2.3",
    release: false,
    electron: { kind: "test", version: "33.4.11", executable: "/nowhere/electron" },
    folder,
    ...changes,
  };
  const app = join(folder, "app");
  await mkdir(join(app, "main"), { recursive: true });
  await mkdir(join(app, "native"));
  await writeFile(join(app, "main/help.js"), "export {};\n");
  await writeFile(
    join(app, "package.json"),
    JSON.stringify({
      name: "demo",
      version: build.version,
      description: "demo",
      author: { name: build.branding.publisher },
      type: "module",
      main: "main/help.js",
    }),
  );
  prepareResources(build, "");
  return build;
}
