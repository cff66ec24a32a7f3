/** What the administration may write so that it still reaches every Help in one message. */
import type { LineDirectory } from "../../src/shared/protocol/directory.ts";
import { SignedDirectory } from "../../src/shared/protocol/directory.ts";
import { MAX_SIGNALING_BYTES, PROTOCOL_VERSION } from "../../src/shared/protocol/limits.ts";
import { MAX_NAME } from "../../src/shared/protocol/names.ts";
import type { ToHelp } from "../../src/shared/protocol/signaling.ts";

/** What the directory says of a line: LineInfo will do. */
export type NamedLine = Pick<LineDirectory["lines"][number], "number" | "label" | "description">;

/**
 * Whether Help's welcome can hold these lines, whatever their state, and these protected titles: the
 * words of each line are in it twice, as signed and beside it. 90 lines with the longest labels and
 * descriptions do beside the longest list of titles, as long as all is written in plain Latin letters.
 */
export function fitsOneMessage(lines: readonly NamedLine[], protectedTitles: readonly string[]): boolean {
  const longest = Number.MAX_SAFE_INTEGER;
  const directory: LineDirectory = {
    v: 1,
    version: longest,
    issuedAt: longest,
    expiresAt: longest,
    nonce: "A".repeat(22),
    // Nothing in a name is longer than a quotation mark: four bytes, for it is escaped twice.
    organisation: { name: '"'.repeat(MAX_NAME), phone: "0".repeat(32) },
    lines: lines.map(({ number, label, description }) => ({ number, label, description })),
    protectedTitles: [...protectedTitles],
    help: { minimum: "999999.999999.999999", download: `https://${"a".repeat(189)}.it/help` },
  };
  const signed = { payload: JSON.stringify(directory), signature: "A".repeat(86), keyId: "0".repeat(16) };
  const states = { state: "closed", waiting: longest, opensAt: longest } as const;
  const welcome: ToHelp = {
    t: "welcome",
    v: PROTOCOL_VERSION,
    directory: signed,
    lines: directory.lines.map((line) => ({ ...line, ...states })),
  };
  const { success } = SignedDirectory.safeParse(signed);
  return success && Buffer.byteLength(JSON.stringify(welcome)) <= MAX_SIGNALING_BYTES;
}
