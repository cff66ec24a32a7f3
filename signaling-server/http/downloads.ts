/** Files for download, to browsers and to programs that go on where a download broke off. */
import { extname } from "node:path";
import { z } from "zod";
import { DOWNLOADS } from "../../src/shared/protocol/downloads.ts";
import type { DownloadFile } from "../../src/shared/protocol/downloads.ts";
import { HELP_PAGE } from "../../src/shared/protocol/release.ts";
import type { Program } from "../downloads/manifest.ts";
import type { Shelf } from "../downloads/shelf.ts";
import type { App } from "./app.ts";
import { rangeOf } from "./range.ts";

export type Shelves = Readonly<Record<Program, Shelf>>;

/** Media types of what electron-builder makes (IANA's, where it has one). */
const TYPES: Readonly<Record<string, string>> = {
  ".exe": "application/vnd.microsoft.portable-executable",
  ".dmg": "application/x-apple-diskimage",
  ".zip": "application/zip",
};

const Params = z.strictObject({ program: z.enum(["help", "viewer"]), name: z.string().max(200) });

/** The name alone says nothing of what is in the file, so it must be asked for again; its SHA-256 does. */
function headersOf({ name, sha256 }: DownloadFile): Record<string, string> {
  return {
    "content-type": TYPES[extname(name).toLowerCase()] ?? "application/octet-stream",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "public, no-cache",
    "accept-ranges": "bytes",
    etag: etagOf(sha256),
    // RFC 9530: for whoever wants to check without the page.
    "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
  };
}

const etagOf = (sha256: string): string => `"${sha256}"`;

/** Whether a list of tags (RFC 9110, section 13.1.2) has this one. */
const hasTag = (list: string | undefined, etag: string): boolean =>
  list?.split(",").some((tag) => ["*", etag, `W/${etag}`].includes(tag.trim())) === true;

export function serveDownloads(app: App, shelves: Shelves): void {
  app.route<{ Params: z.infer<typeof Params> }>({
    method: ["GET", "HEAD"],
    url: `${DOWNLOADS}/:program/:name`,
    async handler(request, reply) {
      const { data: wanted } = Params.safeParse(request.params);
      // The name is looked up among those that are offered, and never becomes a path by itself.
      const found = wanted && (await shelves[wanted.program].open(wanted.name));
      if (!found) {
        const isPerson = request.method === "GET" && request.headers.accept?.includes("text/html") === true;
        // An old link, or a page that stayed open over a new version: there the new file is.
        if (wanted?.program === "help" && isPerson) return reply.redirect(HELP_PAGE, 303);
        return reply.callNotFound();
      }
      const { file, content } = found;
      const etag = etagOf(file.sha256);
      const { range, "if-range": ifRange, "if-none-match": ifNoneMatch } = request.headers;
      reply.headers(headersOf(file));
      if (hasTag(ifNoneMatch, etag)) {
        await content.close();
        return reply.code(304).send();
      }
      // Part of another version is no use to anybody.
      const isSame = ifRange === undefined || ifRange === etag;
      const part = request.method === "GET" && isSame ? rangeOf(range, file.bytes) : null;
      if (part === "unsatisfiable") {
        await content.close();
        return reply
          .code(416)
          .header("content-range", `bytes */${file.bytes}`)
          .header("content-length", "0")
          .send();
      }
      const { start, end } = part ?? { start: 0, end: file.bytes - 1 };
      reply.header("content-length", String(end - start + 1));
      if (part !== null) reply.code(206).header("content-range", `bytes ${start}-${end}/${file.bytes}`);
      if (request.method === "HEAD") {
        await content.close();
        return reply.send();
      }
      return reply.send(content.read(start, end));
    },
  });
}
