/**
 * `downloads.json`: what one build of Help or Viewer consists of. `npm run dist` writes it beside the files, and the
 * server reads it to offer them.
 */
import { z } from "zod";

/** A file that people download, as it is offered to them. */
export const DownloadFile = z.strictObject({
  platform: z.enum(["windows", "macos", "linux"]),
  arch: z.enum(["x64", "arm64", "universal"]),
  /** `installer` is for Viewer only: Help is never installed. */
  kind: z.enum(["portable", "installer"]),
  /** Without a path, and with nothing in it that a shell, a header or a web address would take for more than a name. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  bytes: z.int().min(1),
  /** Of the whole file: 64 hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type DownloadFile = z.infer<typeof DownloadFile>;

/**
 * Of a build, as in package.json, by semver.org to the letter: three numbers, and what may follow them. Whatever
 * passes here can be compared; what follows a `+` is in no version of ours.
 */
const BuildVersion = z
  .string()
  .max(60)
  .regex(
    /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?$/,
  );

export const Downloads = z.strictObject({
  v: z.literal(1),
  program: z.enum(["help", "viewer"]),
  version: BuildVersion,
  /** Built on the test runtime, with demo keys or without signature: for tests, and not offered to people. */
  notForRelease: z.boolean(),
  files: z.array(DownloadFile).min(1).max(20),
});
export type Downloads = z.infer<typeof Downloads>;

/** Where the server has the files: DOWNLOADS/help/NAME and DOWNLOADS/viewer/NAME. */
export const DOWNLOADS = "/downloads";
