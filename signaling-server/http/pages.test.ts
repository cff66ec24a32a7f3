/** The web pages as the server gives them: here two small ones, in the places of the built ones. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "./app.ts";
import type { App } from "./app.ts";
import { servePages } from "./pages.ts";
import { CONTENT_SECURITY_POLICY } from "./policy.ts";

let folder: string;
let app: App;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "linea-pages-"));
  for (const page of ["site", "admin"]) {
    mkdirSync(join(folder, page));
    writeFileSync(join(folder, page, "index.html"), `<!doctype html><title>${page}</title>`);
  }
  app = await buildApp({ logStream: null, trustedProxies: [], requestsAMinute: 100 });
  await servePages(app, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const open = (url: string) => app.inject({ url, headers: { accept: "text/html" } });

describe("a web page", () => {
  it.each([
    ["/", "site", 200],
    ["/password", "site", 200],
    ["/admin/", "admin", 200],
    ["/admin/lines", "admin", 200],
    ["/nowhere", "site", 404],
  ])("at %s is %s's, and may load and run only what is the server's own", async (url, page, status) => {
    const { statusCode, headers, body } = await open(url);
    expect(statusCode).toBe(status);
    expect(body).toContain(`<title>${page}</title>`);
    expect(headers["content-type"]).toContain("text/html");
    // The same that the tests of the pages keep to (tests/ui).
    expect(headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none';script-src 'self';style-src 'self';");
    expect(CONTENT_SECURITY_POLICY).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });
});
