/**
 * The files of one program that people may download. Whatever changes in the folder is noticed at the next request;
 * a file is offered while it is exactly what `downloads.json` says, and each state of it is read through once.
 */
import { join } from "node:path";
import type { ProgramDownloads } from "../../src/shared/protocol/api.ts";
import type { DownloadFile } from "../../src/shared/protocol/downloads.ts";
import { SIGNED_DOWNLOADS_FILE, type SignedDownloads } from "../../src/shared/protocol/signedDownloads.ts";
import type { Log } from "../log.ts";
import { judge, markAt, OpenFile } from "./file.ts";
import type { Verdict } from "./file.ts";
import { MANIFEST, readManifest } from "./manifest.ts";
import type { Manifest, Program } from "./manifest.ts";
import { readSigned } from "./signed.ts";

interface ShelfParts {
  /** With `downloads.json` and the files that it names. */
  readonly folder: string;
  readonly program: Program;
  /** Whether builds that are not for people will do. */
  readonly testBuilds: boolean;
  readonly log: Log;
}

/** A file that matches, and the state in which it does. */
interface Good {
  readonly file: DownloadFile;
  readonly mark: string;
}

interface Found {
  readonly version: string | null;
  readonly goods: readonly Good[];
}

export class Shelf {
  readonly #parts: ShelfParts;
  #manifest: { readonly mark: string | null; readonly its: Manifest } | null = null;
  /** By what is asked of a file. */
  #verdicts = new Map<string, Verdict>();
  #looking: Promise<Found> | null = null;
  /** What the log was told last. */
  #told = "";
  /** And what of the signed list. */
  #toldOfSigned = "";

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  async offer(): Promise<ProgramDownloads> {
    const { version, goods } = await this.#look();
    return { version, files: goods.map(({ file }) => file) };
  }

  /** null: no file of this name is offered, or no longer. */
  async open(name: string): Promise<{ readonly file: DownloadFile; readonly content: OpenFile } | null> {
    const { goods } = await this.#look();
    const good = goods.find(({ file }) => file.name === name);
    if (good === undefined) return null;
    const content = await OpenFile.open(this.#path(name), good.mark);
    return content && { file: good.file, content };
  }

  /**
   * What the release key has signed, if it is what is offered. Read anew each time: Viewers ask seldom.
   * null: there is none, or it is of another build.
   */
  async signed(): Promise<SignedDownloads | null> {
    const path = this.#path(SIGNED_DOWNLOADS_FILE);
    const its = await readSigned(path, await this.offer());
    const problem = its.kind === "wrong" ? its.why : "";
    if (problem !== this.#toldOfSigned && problem !== "") {
      this.#parts.log.warn({ file: path, problem }, "not offered to Viewers: it is not as it must be");
    }
    this.#toldOfSigned = problem;
    return its.kind === "good" ? its.signed : null;
  }

  #path(name: string): string {
    return join(this.#parts.folder, name);
  }

  /** All who ask while somebody looks get what that one finds. */
  #look(): Promise<Found> {
    this.#looking ??= this.#lookNow().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #lookNow(): Promise<Found> {
    const manifest = await this.#readManifest();
    const path = this.#path(MANIFEST);
    if (manifest.kind !== "good") {
      this.#verdicts = new Map();
      this.#tell(manifest.kind === "wrong" ? [{ file: path, problem: manifest.why }] : []);
      return { version: null, goods: [] };
    }
    const { version, files } = manifest.downloads;
    const goods: Good[] = [];
    const bad: Complaint[] = [];
    const verdicts = new Map<string, Verdict>();
    for (const file of files) {
      const key = `${file.name} ${file.bytes} ${file.sha256}`;
      const verdict = await this.#verdict(key, file);
      verdicts.set(key, verdict);
      if (verdict.problem === null && verdict.mark !== null) goods.push({ file, mark: verdict.mark });
      else bad.push({ file: this.#path(file.name), problem: verdict.problem ?? "cannot be read" });
    }
    this.#verdicts = verdicts;
    this.#tell(bad, goods.length > 0 ? version : undefined);
    return { version: goods.length > 0 ? version : null, goods };
  }

  async #verdict(key: string, file: DownloadFile): Promise<Verdict> {
    const path = this.#path(file.name);
    const known = this.#verdicts.get(key);
    if (known !== undefined && known.mark !== null && known.mark === (await markAt(path))) return known;
    return judge(path, file);
  }

  async #readManifest(): Promise<Manifest> {
    const { program, testBuilds } = this.#parts;
    const path = this.#path(MANIFEST);
    const mark = await markAt(path);
    if (this.#manifest !== null && mark !== null && this.#manifest.mark === mark) return this.#manifest.its;
    const its = await readManifest(path, program, testBuilds);
    // Taken before the reading: what comes in the middle of it is noticed next time.
    this.#manifest = { mark, its };
    return its;
  }

  /** Once for each change: a page that is opened often does not fill the log. */
  #tell(complaints: readonly Complaint[], version?: string): void {
    const { log, program } = this.#parts;
    const now = JSON.stringify([version, complaints]);
    if (now === this.#told) return;
    this.#told = now;
    for (const complaint of complaints)
      log.warn(complaint, "not offered for download: it is not as it must be");
    if (version !== undefined) log.info({ program, version }, "offered for download");
  }
}

interface Complaint {
  /** Its whole path. */
  readonly file: string;
  /** Goes on from “it”. */
  readonly problem: string;
}
