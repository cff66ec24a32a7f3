/** The web pages: files that vite has built, and the two entries for every path that a page handles itself. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { ApiError } from "../../src/shared/protocol/api.ts";
import { HELP_PAGE } from "../../src/shared/protocol/release.ts";
import type { App } from "./app.ts";

/** Paths that src/renderer/site draws. */
const SITE_PATHS = [
  "/",
  "/adesione",
  "/conferma",
  "/password",
  "/password-dimenticata",
  "/authorisation",
  HELP_PAGE,
  "/scarica",
];

/** In the repository the pages are in out/web; deployed alone they are beside the program. */
export function webFolder(): string {
  const beside = join(import.meta.dirname, "web");
  return existsSync(beside) ? beside : join(import.meta.dirname, "../../out/web");
}

/** Paths that programs ask for: what is not there is said in their language. */
const FOR_PROGRAMS = /^\/(api|v1|assets)(\/|$)/;

/** @param folder what `vite build --config vite.web.config.ts` has written */
export async function servePages(app: App, folder: string): Promise<void> {
  const config = { rateLimit: false } as const;
  await app.register(staticFiles, { root: folder, serve: false });
  const entry = (path: string, page: string) =>
    app.get(path, { config }, (_request, reply) =>
      reply.header("cache-control", "no-cache").sendFile(`${page}/index.html`),
    );
  for (const path of SITE_PATHS) entry(path, "site");
  app.setNotFoundHandler((request, reply) => {
    const body: ApiError = { error: "not-found" };
    const isPerson = request.method === "GET" && request.headers.accept?.includes("text/html") === true;
    reply.code(404);
    return isPerson && !FOR_PROGRAMS.test(request.url)
      ? reply.header("cache-control", "no-cache").sendFile("site/index.html")
      : reply.send(body);
  });
  app.get("/admin", { config }, (_request, reply) => reply.redirect("/admin/"));
  entry("/admin/*", "admin");
  app.get<{ Params: { "*": string } }>("/assets/*", { config }, (request, reply) =>
    // Their names change with what is in them.
    reply
      .header("cache-control", "public, max-age=31536000, immutable")
      .sendFile(`assets/${request.params["*"]}`),
  );
}
