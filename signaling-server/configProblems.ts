/** What is wrong with the settings, collected from everywhere before anybody complains. */
import type { z } from "zod";
import { wanted } from "./configWords.ts";
import type { Wanted } from "./configWords.ts";

/** The program cannot start with what it was given. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "invalid-settings";
  /** Trying again changes nothing until somebody edits the settings. */
  readonly retryable = false;
  /**
   * Everything that is wrong, in words: its name, what it must be, a value that is right. Never the value that was
   * given, which may be a secret.
   */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["Some settings are wrong. Put this right, and try again:", ...problems].join("\n  "));
    this.problems = problems;
  }
}

/** Where a part of the settings comes from, as complaints tell it. */
export interface Origin {
  /** Which part it is, such as `listen.port`; empty is the whole. */
  readonly part: string;
  /** @param path under this part; empty is the part itself */
  readonly name: (path: string) => string;
  /** How a right value is written there. @param key the last of the path's names */
  readonly write: (key: string, example: unknown) => string;
}

/** A configuration file. */
export function fileOrigin(file: string): Origin {
  return {
    part: "",
    name: (path) => (path === "" ? `The configuration file ${file}` : `${path} (in ${file})`),
    write: inJson,
  };
}

/** A variable with a part of the settings as JSON. */
export function jsonVariable(part: string, variable: string): Origin {
  return {
    part,
    name: (path) => (path === "" ? variable : `${variable}, ${path}`),
    write: (key, example) => (key === "" ? `${variable}='${JSON.stringify(example)}'` : inJson(key, example)),
  };
}

/** One word of the environment or the command line. @param assign what stands before the word, `--port ` */
export function word(part: string, name: string, assign: string): Origin {
  return { part, name: () => name, write: (_, example) => `${assign}${String(example)}` };
}

function inJson(key: string, example: unknown): string {
  return `${key === "" ? "" : `"${key}": `}${JSON.stringify(example)}`;
}

export class ConfigProblems {
  readonly #told: string[] = [];

  add(name: string, what: string): void {
    this.#told.push(`${name}: ${what}`);
  }

  /** @throws {ConfigError} when there are any */
  throwIfAny(): void {
    if (this.#told.length > 0) throw new ConfigError(this.#told);
  }

  /** @returns null when it is no JSON, which is noted */
  parseJson(text: string, origin: Origin): { readonly value: unknown } | null {
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      // The parser's own message quotes the text, which may hold a secret. The place alone does not.
      const place = /\(line (\d+) column (\d+)\)/.exec(String(error));
      const where = place === null ? "" : `; look at line ${place[1]}, column ${place[2]}`;
      this.add(origin.name(""), `is not valid JSON${where}. ${right(origin, "")}`);
      return null;
    }
  }

  /** @returns undefined when the value is wrong, which is noted once for each place in it */
  check<T>(schema: z.ZodType<T>, value: unknown, origin: Origin): T | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const places = new Set<string>();
    for (const issue of parsed.error.issues) {
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          this.add(origin.name(written([...issue.path, key])), "there is no such setting. Remove it");
        }
        continue;
      }
      const path = written(issue.path);
      if (places.has(path)) continue;
      places.add(path);
      const isMissing = issue.path.length > 0 && at(value, issue.path) === undefined;
      const what =
        issue.code === "custom"
          ? `${issue.message}. For example: ${exampleOf(origin, path)}`
          : `${isMissing ? "is missing. " : ""}${right(origin, path)}`;
      this.add(origin.name(path), what);
    }
    return undefined;
  }
}

/** What the setting at a path must be, and one that is right. */
function right(origin: Origin, path: string): string {
  return `It must be ${wordsOf(origin, path).must}, such as ${exampleOf(origin, path)}`;
}

/** One that is right, as it is written at its origin. */
function exampleOf(origin: Origin, path: string): string {
  const value = wordsOf(origin, path).example;
  const key = /[^.]*$/.exec(path)?.[0] ?? "";
  // An entry of a list has no name.
  return key.endsWith("]") ? JSON.stringify(value) : origin.write(key, value);
}

function wordsOf({ part }: Origin, path: string): Wanted {
  const names = [part, path].filter((name) => name !== "").join(".");
  const words = wanted[names.replaceAll(/\[\d+\]/g, "[]")];
  if (words === undefined) throw new Error(`the setting ${names} has no words`);
  return words;
}

/** A path as people write it, such as `iceServers[0].urls`. */
function written(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}
