import { expect, it } from "vitest";
import { nodeProblem } from "./node-version.ts";

it.each(["18.20.8", "20.20.2", "22.23.0"])("does not start on Node %s, and says why", (version) => {
  expect(nodeProblem(version)).toMatch(new RegExp(`^This is Node ${version.replaceAll(".", "\\.")}, .* 24 `));
});

it.each(["24.0.0", "24.21.0", "100.1.0"])("starts on Node %s", (version) => {
  expect(nodeProblem(version)).toBeNull();
});
