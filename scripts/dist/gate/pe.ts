/** What Windows reads in an EXE: its manifest, its icon, its signature, and the hash of Electron's archive. */
import { readFile } from "node:fs/promises";
import { Format, NtExecutable, NtExecutableResource, Resource } from "resedit";
import { z } from "zod";
import { parseJson } from "../../../src/shared/protocol/json.ts";

export interface Exe {
  /** `asInvoker`, `highestAvailable` or `requireAdministrator`; null where there is no manifest that says. */
  readonly executionLevel: string | null;
  /** The widest icon in pixels; 0 without any. */
  readonly iconSize: number;
  /** Whether there is an Authenticode signature; whose, and whether it is right, Windows tells (signtool). */
  readonly isSigned: boolean;
  /** sha256 that Electron wants of the header of `app.asar`; null where none is built in. */
  readonly archiveSha256: string | null;
}

/** @see https://learn.microsoft.com/en-us/windows/win32/menurc/resource-types */
const RT_MANIFEST = 24;

/** @throws when it is no EXE of Windows */
export async function readExe(file: string): Promise<Exe> {
  const bytes = await readFile(file);
  const exe = NtExecutable.from(bytes, { ignoreCert: true });
  const { entries } = NtExecutableResource.from(exe, true);
  const manifest = entries.find(({ type }) => type === RT_MANIFEST);
  const icons = Resource.IconGroupEntry.fromEntries(entries).flatMap((group) => group.icons);
  const integrity = entries.find(
    ({ type, id }) =>
      String(type).toUpperCase() === "INTEGRITY" && String(id).toUpperCase() === "ELECTRONASAR",
  );
  return {
    executionLevel: manifest ? levelIn(textOf(manifest.bin)) : null,
    // A byte for the width: 0 stands for 256.
    iconSize: Math.max(0, ...icons.map(({ width }) => width || 256)),
    isSigned: hasSignature(bytes, exe),
    archiveSha256: integrity ? archiveHashIn(textOf(integrity.bin)) : null,
  };
}

const textOf = (bin: ArrayBuffer): string => Buffer.from(bin).toString("utf8");

const levelIn = (manifest: string): string | null =>
  /<(?:\w+:)?requestedExecutionLevel\s[^>]*\blevel\s*=\s*["'](\w+)["']/.exec(manifest)?.[1] ?? null;

const Integrity = z.array(z.object({ file: z.string(), alg: z.string(), value: z.string() }));

function archiveHashIn(text: string): string | null {
  const parsed = Integrity.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const ours = parsed.data.find(({ file, alg }) => file === "resources\\app.asar" && alg === "SHA256");
  return ours?.value ?? null;
}

/**
 * The attribute certificate table is no part of any section: its "address" is a place in the file. What is there has
 * to be a certificate that holds signed data, within the file ("Windows Authenticode Portable Executable Signature
 * Format", WIN_CERTIFICATE).
 */
function hasSignature(bytes: Buffer, exe: NtExecutable): boolean {
  const { virtualAddress: at, size } = exe.newHeader.optionalHeaderDataDirectory.get(
    Format.ImageDirectoryEntry.Certificate,
  );
  if (at === 0 || size < 16 || at + size > bytes.length) return false;
  const length = bytes.readUInt32LE(at);
  const isPkcs7 = bytes.readUInt16LE(at + 4) === 0x0200 && bytes.readUInt16LE(at + 6) === 0x0002;
  // A DER sequence (X.690, section 8.9).
  return isPkcs7 && length > 8 && length <= size && bytes[at + 8] === 0x30;
}
