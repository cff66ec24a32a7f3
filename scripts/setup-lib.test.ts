import { expect, it } from "vitest";
import { run, startedAs } from "./setup-lib.mjs";

it("on Windows, npm alone is started by a shell, with its words in quotes where they need them", () => {
  const node = "C:\\Program Files\\nodejs\\node.exe";
  expect(startedAs(node, ["D:\\my work\\vite.js", "build"], "win32")).toEqual({
    command: node,
    args: ["D:\\my work\\vite.js", "build"],
    shell: false,
  });
  expect(startedAs("npm", ["pack", "@a/b@1.0.0", "--to", "D:\\my work\\x"], "win32")).toEqual({
    command: "npm",
    args: ["pack", "@a/b@1.0.0", "--to", '"D:\\my work\\x"'],
    shell: true,
  });
  expect(startedAs("npm", ["pack", "a b"], "linux")).toEqual({
    command: "npm",
    args: ["pack", "a b"],
    shell: false,
  });
});

it("paths with blanks reach the program as they are", () => {
  run(process.execPath, ["-e", 'process.exit(process.argv[1] === "a b" ? 0 : 1)', "a b"]);
  expect(() => run(process.execPath, ["-e", "process.exit(3)"])).toThrow(/This failed/);
});
