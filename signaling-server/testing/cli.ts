/** What a command of the operator's prints, for tests. */
import { Writable } from "node:stream";
import type { CliIo } from "../cli/io.ts";

export interface CapturedIo extends CliIo {
  readonly out: () => string;
  readonly err: () => string;
}

/** @param now milliseconds since 1970 */
export function captureIo(now = Date.UTC(2026, 10, 3, 4, 5, 6)): CapturedIo {
  const texts = { out: "", err: "" };
  const into = (which: "out" | "err"): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        texts[which] += chunk.toString("utf8");
        done();
      },
    });
  return {
    stdout: into("out"),
    stderr: into("err"),
    now: () => now,
    out: () => texts.out,
    err: () => texts.err,
  };
}
