import { execFileSync } from "node:child_process";
import { createHash, createSign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateExecutableWithSign, NtExecutable, type SignerObject } from "resedit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exeBytes, newFolder, put, type ExeFacts } from "../testing.ts";
import { readExe } from "./pe.ts";
import { exeProblems, windowsProblems } from "./windowsCheck.ts";

const folder = newFolder();
afterAll(() => folder.remove());
const file = join(folder.path, "program.exe");
const UNSIGNED = "It is not signed: Windows would warn of it.";
const HASH = "a".repeat(64);

async function whats(bytes: Buffer, known?: { archiveSha256: string | null }): Promise<string[]> {
  writeFileSync(file, bytes);
  return (await exeProblems(file, known)).map(({ what }) => what);
}
const facts = async (given: ExeFacts) => whats(exeBytes(given));

describe("an EXE", () => {
  it("that runs as who starts it, with an icon, lacks but the signature, which a rehearsal may", async () => {
    expect(await facts({})).toEqual([UNSIGNED]);
    expect(await exeProblems(file)).toEqual([expect.objectContaining({ where: file, rehearsal: true })]);
  });

  it.each(["requireAdministrator", "highestAvailable"])("that wants %s is refused", async (level) => {
    expect(await facts({ level })).toEqual([
      `Its manifest says ${level}: it would ask for an administrator.`,
      UNSIGNED,
    ]);
  });

  it("without a manifest, or with an icon that is small or missing, is refused", async () => {
    expect(await facts({ level: null })).toEqual([
      expect.stringMatching(/^Its manifest does not say/),
      UNSIGNED,
    ]);
    expect(await facts({ iconSize: null })).toEqual(["It has no icon.", UNSIGNED]);
    expect(await facts({ iconSize: 48 })).toEqual(["Its icon ends at 48 pixels.", UNSIGNED]);
  });

  it("of Electron has to know its own archive's hash", async () => {
    const known = { archiveSha256: HASH };
    expect(await whats(exeBytes({ archiveSha256: HASH }), known)).toEqual([UNSIGNED]);
    expect(await whats(exeBytes(), known)).toEqual([UNSIGNED, "It does not know its archive's hash."]);
    expect(await whats(exeBytes({ archiveSha256: "b".repeat(64) }), known)).toEqual([
      UNSIGNED,
      "It knows another archive's hash.",
    ]);
  });

  it("that is none is refused", async () => {
    expect(await whats(Buffer.from("MZ and no more"))).toEqual([
      expect.stringMatching(/^This is no program of Windows/),
    ]);
  });

  it("is looked at wherever it lies in the program's folder", async () => {
    const program = join(folder.path, "win-unpacked");
    put(program, {
      "Linea Help.exe": exeBytes({ archiveSha256: HASH }),
      "resources/elevate.exe": exeBytes({ level: "requireAdministrator" }),
    });
    const problems = await windowsProblems(program, join(program, "Linea Help.exe"), HASH);
    expect(problems.filter(({ rehearsal }) => !rehearsal)).toEqual([
      expect.objectContaining({ where: join(program, "resources/elevate.exe") }),
    ]);
  });
});

describe.skipIf(process.platform === "win32")("an EXE with a signature", () => {
  let signed: Buffer;
  beforeAll(async () => {
    const [key, certificate] = [join(folder.path, "key.pem"), join(folder.path, "certificate.der")];
    const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Test -outform DER -keyout ${key} -out ${certificate}`;
    execFileSync("openssl", words.split(" "), { stdio: "ignore" });
    signed = await sign(
      exeBytes({ extra: Buffer.alloc(4096, 7) }),
      readFileSync(key),
      readFileSync(certificate),
    );
  });

  it("passes", async () => {
    expect(await whats(signed)).toEqual([]);
  });

  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, -64)],
    ["blanked", (bytes: Buffer) => Buffer.from(bytes).fill(0, certificateAt(bytes))],
    ["another kind of certificate", (bytes: Buffer) => changed(bytes, 6, 0x01)],
    ["no certificate", (bytes: Buffer) => changed(bytes, 8, 0x00)],
  ])("that is %s is refused", async (_, harm) => {
    expect(await whats(harm(signed))).toEqual([UNSIGNED]);
  });
});

/** The optional header's fifth data directory: 4 + 20 bytes of headers, then 112 bytes of a 64-bit program. */
const certificateAt = (bytes: Buffer): number =>
  bytes.readUInt32LE(bytes.readUInt32LE(0x3c) + 24 + 112 + 4 * 8);

function changed(bytes: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[certificateAt(bytes) + offset] = value;
  return copy;
}

async function sign(bytes: Buffer, key: Buffer, certificate: Buffer): Promise<Buffer> {
  const collect = (parts: Iterator<ArrayBuffer, void>): Buffer => {
    const chunks: Buffer[] = [];
    for (let next = parts.next(); !next.done; next = parts.next()) chunks.push(Buffer.from(next.value));
    return Buffer.concat(chunks);
  };
  const signer: SignerObject = {
    getDigestAlgorithm: () => "sha256",
    getEncryptionAlgorithm: () => "rsa",
    getCertificateData: () => certificate,
    digestData: async (parts) => createHash("sha256").update(collect(parts)).digest(),
    signData: async (parts) => createSign("sha256").update(collect(parts)).sign(key),
  };
  return Buffer.from(await generateExecutableWithSign(NtExecutable.from(bytes), signer));
}

// Debian's, which set-up installs there; other systems have no makensis by themselves.
describe.skipIf(process.platform !== "linux")("an installer of NSIS", () => {
  const build = (level: string): string => {
    const out = join(folder.path, `${level}.exe`);
    const script = join(folder.path, `${level}.nsi`);
    writeFileSync(
      script,
      `Unicode true\nName x\nOutFile "${out}"\nRequestExecutionLevel ${level}\nSilentInstall silent\nSection\nSectionEnd\n`,
    );
    execFileSync("/usr/bin/makensis", ["-V1", script]);
    return out;
  };

  it("is asInvoker when it is made for the user, and refused when for an administrator", async () => {
    const user = await readExe(build("user"));
    expect(user).toMatchObject({ executionLevel: "asInvoker", isSigned: false, archiveSha256: null });
    expect(user.iconSize).toBeGreaterThan(0);
    const what = "Its manifest says requireAdministrator: it would ask for an administrator.";
    expect(await exeProblems(build("admin"))).toContainEqual(expect.objectContaining({ what }));
    expect(await readExe(build("none"))).toMatchObject({ executionLevel: null });
  });
});
