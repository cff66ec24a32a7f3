/** What GitHub would only tell when a release is under way. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".github/workflows");

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.unknown().optional(),
});
const Job = z.object({
  needs: z.union([z.string(), z.array(z.string())]).default([]),
  permissions: z.record(z.string(), z.string()).optional(),
  environment: z.string().optional(),
  if: z.string().optional(),
  steps: z.array(Step),
});
const Workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), Job),
});

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  return { name, text, ...Workflow.parse(parse(text)) };
});
const release = workflows.find(({ name }) => name === "release.yml")!;
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

describe.each(workflows)("$name", ({ jobs, permissions }) => {
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = "" }) => run));

  it("runs only what package.json and the folders have", () => {
    const named = runs.flatMap((run) => [...run.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name!));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const files = runs.flatMap((run) => [...run.matchAll(/\bnode (scripts\/\S+)/g)].map(([, file]) => file!));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("may read and no more, unless a job says so", () => {
    expect(permissions).toEqual({ contents: "read" });
  });

  it("lets nobody put words into a shell: what comes from outside is in variables", () => {
    expect(runs.filter((run) => run.includes("${{"))).toEqual([]);
  });

  it("waits for jobs that there are", () => {
    const needed = Object.values(jobs).flatMap(({ needs }) => needs);
    expect(needed.filter((name) => jobs[name] === undefined)).toEqual([]);
  });
});

/** A word that lets things pass, behind the question. */
const ONLY_REHEARSAL =
  /^\s*(if )?\[ "\$RELEASE" = true \]( \|\||; then [^;]*; else) \w+\+=\(--(rehearsal|not-for-release)\)(; fi)?$/;

describe("a release", () => {
  const { jobs, text } = release;

  it("takes each action by its commit, with the version beside it", () => {
    const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines.length).toBeGreaterThan(5);
    expect(
      lines.filter((line) => !/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    ).toEqual([]);
    // The same action is the same commit everywhere.
    const pins = new Set(lines.map((line) => line.replace(/^.*uses: /, "")));
    expect(pins.size).toBe(new Set([...pins].map((pin) => pin.split("@")[0])).size);
  });

  it("writes in one job only, for a tag only, which runs nothing of ours or of npm's", () => {
    const writers = Object.entries(jobs).filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes("write"),
    );
    expect(writers.map(([name]) => name)).toEqual(["publish"]);
    const { publish } = jobs;
    expect(publish).toMatchObject({
      if: "github.event_name == 'push'",
      permissions: { contents: "write", "id-token": "write", attestations: "write" },
    });
    expect(JSON.stringify(publish!.steps)).not.toMatch(/checkout|\bnpm\b|\bnode\b/);
  });

  it("goes through tests, build and gate before it is published", () => {
    expect([jobs.build!.needs, jobs.lists!.needs, jobs.publish!.needs]).toEqual(["checks", "build", "lists"]);
    const gate = /npm run dist:check -- "\$\{words\[@\]\}"/;
    const steps = jobs.build!.steps.map(({ run = "", uses = "" }) => run || uses);
    const at = (match: RegExp) => steps.findIndex((step) => match.test(step));
    expect(at(/npm run dist -- /)).toBeGreaterThanOrEqual(0);
    expect(at(gate)).toBeGreaterThan(at(/npm run dist -- /));
    expect(at(/upload-artifact/)).toBeGreaterThan(at(gate));
  });

  it("is lenient only when it is a rehearsal, which never sees a certificate", () => {
    for (const { run = "" } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      for (const line of run.split("\n").filter((one) => /--rehearsal|--not-for-release/.test(one))) {
        expect(line).toMatch(ONLY_REHEARSAL);
      }
    }
    const users = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes("secrets."));
    expect(users.map(([name]) => name)).toEqual(["build", "lists"]);
    for (const [, { environment }] of users) {
      expect(environment).toBe("${{ github.event_name == 'push' && 'release' || 'rehearsal' }}");
    }
  });
});
