/** `build.json`: what a build knows of itself. scripts/dist.ts writes it beside the program, which reads it (main/build.ts). */
import { z } from "zod";

export const BuildFile = z.strictObject({
  /** false: made on the test runtime, or with something of the demo. For tests; the window's title says so. */
  release: z.boolean(),
  /** As in package.json. */
  version: z.string().min(1).max(60),
});
export type BuildFile = z.infer<typeof BuildFile>;
