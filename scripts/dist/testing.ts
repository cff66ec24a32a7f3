/** Builds to look at, small and real: an archive, an EXE, a program file with fuses. */
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPackageWithOptions, getRawHeader } from "@electron/asar";
import { Data, NtExecutable, NtExecutableResource, Resource } from "resedit";
import { FUSES } from "./fuses.ts";

export const VERSION = "1.2.3";
export const ELECTRON = "45.4.1";

/** A new folder, and how it is removed. */
export function newFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "linea-gate-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export const drawnKey = (): string =>
  generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x ?? "";

/** A real organisation's, as far as anybody can tell. */
export const organisation = () => ({
  server: "https://assistenza.studio-aurora.it",
  publicKey: drawnKey(),
  name: "Studio Aurora",
  phone: "06 5550 0142",
  logo: null,
});

/** A wire as it should be, one character for each fuse. */
export const goodWire = Object.keys(FUSES)
  .map(Number)
  .sort((a, b) => a - b)
  .map((fuse) => (FUSES[fuse as keyof typeof FUSES] ? "1" : "0"))
  .join("");

/** What the gate reads of Electron's program file, without the 186 MB around it. */
export function electronBytes({ version = ELECTRON, wires = [goodWire], head = "\x7fELF" } = {}): Buffer {
  const sections = wires.map(
    (wire) => `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01${String.fromCharCode(wire.length)}${wire}`,
  );
  const text = `${head}\0Electron v${version}\0Chrome/150.0.7900.12 Electron/${version}\0node.js/v24.9.0\0`;
  return Buffer.from(`${text}${sections.join("\0\0")}\0end`, "latin1");
}

export const packageJson = (main = "main/help.js") => JSON.stringify({ name: "linea-help", main });

/** Help's archive at its smallest. */
export const helpFiles = (): Record<string, string | Buffer> => ({
  "package.json": packageJson(),
  "main/help.js": 'import "electron";\n',
  "preload/index.cjs": "void 0;\n",
  "renderer/help/index.html": "<!doctype html>",
  "native/robotjs-linux-x64.node": Buffer.from("\x7fELF", "latin1"),
});

/** Writes `resources/`, with the archive made by @electron/asar. @returns sha256 is for the caller to compute */
export async function putResources(resources: string, files = helpFiles()): Promise<void> {
  const source = `${resources}-source`;
  put(source, files);
  mkdirSync(resources, { recursive: true });
  await createPackageWithOptions(source, join(resources, "app.asar"), { unpack: "**/*.node", dot: true });
  rmSync(source, { recursive: true });
  put(resources, {
    "organisation.json": JSON.stringify(organisation()),
    "build.json": JSON.stringify({ release: true, version: VERSION }),
  });
}

export const headerOf = (archive: string): string => getRawHeader(archive).headerString;

/** What an EXE says; left out of it where null. */
export interface ExeFacts {
  readonly level?: string | null;
  readonly iconSize?: number | null;
  readonly archiveSha256?: string | null;
  /** Behind the last section, as an installer has its files there. */
  readonly extra?: Buffer;
}

/** A real EXE, made with resedit, as electron-builder changes Electron's. */
export function exeBytes({
  level = "asInvoker",
  iconSize = 256,
  archiveSha256 = null,
  extra,
}: ExeFacts = {}): Buffer {
  const exe = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(exe);
  const entry = (type: number | string, id: number | string, text: string) =>
    resources.entries.push({
      type,
      id,
      lang: 1033,
      codepage: 1200,
      bin: Uint8Array.from(Buffer.from(text)).buffer,
    });
  if (level !== null) entry(24, 1, manifestOf(level));
  if (iconSize !== null) {
    const icon = Data.RawIconItem.from(new ArrayBuffer(64), iconSize, iconSize, 32);
    Resource.IconGroupEntry.replaceIconsForResource(resources.entries, 1, 1033, [icon]);
  }
  if (archiveSha256 !== null) {
    const list = [{ file: "resources\\app.asar", alg: "SHA256", value: archiveSha256 }];
    entry("INTEGRITY", "ELECTRONASAR", JSON.stringify(list));
  }
  resources.outputResource(exe);
  if (extra) exe.setExtraData(extra);
  return Buffer.from(exe.generate());
}

const manifestOf = (level: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="${level}" uiAccess="false"/>
  </requestedPrivileges></security></trustInfo>
</assembly>`;
