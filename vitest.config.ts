import { defineConfig } from "vitest/config";

/** Tests that stand beside their source. */
const beside = (...folders: string[]) => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // The machine that runs these has two cores.
    maxWorkers: 2,
    // The default, one second, is shorter than what a busy machine takes over a click and its answer.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: beside("src", "native", "bench", "scripts"), testTimeout: 30_000 },
      },
      // Needs X servers of its own, which the unit tests do without.
      {
        extends: true,
        test: { name: "harness", include: beside("harness"), testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        // Real databases that wait for the disk, real passwords that take their time.
        test: {
          name: "server",
          include: beside("signaling-server"),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // Packs programs: copies a whole Electron, and needs Debian's NSIS.
      {
        extends: true,
        test: { name: "dist", include: beside("tests/dist"), testTimeout: 120_000, hookTimeout: 120_000 },
      },
      { extends: true, test: { name: "rules", include: beside("tests/rules"), testTimeout: 30_000 } },
      // Many pictures and axe runs, on a machine that others use too.
      {
        extends: true,
        test: { name: "ui", include: beside("tests/ui"), testTimeout: 180_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "interop",
          include: beside("tests/interop"),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: beside("tests/e2e"),
          // Measures time and pixels: one file at a time, and nothing else beside it (see npm test).
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
