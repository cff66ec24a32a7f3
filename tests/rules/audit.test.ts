/** The administration has words for everything that the server writes into the audit trail. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogues } from "../../src/shared/i18n/index.ts";

const server = join(import.meta.dirname, "../../signaling-server");

const actions = globSync("**/*.ts", {
  cwd: server,
  exclude: ["**/*.test.ts", "testing/**", "dist/**", "node_modules/**"],
}).flatMap((file) =>
  [...readFileSync(join(server, file), "utf8").matchAll(/\baction: "([a-z.-]+)"/g)].map(
    ([, action]) => action,
  ),
);

test("there is something to put into words", () => {
  expect(new Set(actions).size).toBeGreaterThan(30);
});

test.each([...new Set(actions)])("%s", (action) => {
  expect(Object.keys(catalogues.it)).toContain(`admin.audit.did.${action}`);
});
