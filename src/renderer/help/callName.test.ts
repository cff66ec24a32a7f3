import fc from "fast-check";
import { expect, test } from "vitest";
import { DisplayName } from "../../shared/protocol/common.ts";
import { callName } from "./callName.ts";

test.each([
  ["  Ada Rossi\n", "Ada Rossi"],
  ["Ada\u0007Rossi", "Ada Rossi"],
  ["\u3164", "Caller"],
  [" \u200b ", "Caller"],
  [`${"x".repeat(79)}👩`, "x".repeat(79)],
])("%j is sent as %j", (typed, name) => {
  expect(callName(typed, "Caller")).toBe(name);
});

test("whatever is typed, the server takes it", () => {
  const unit = fc.oneof(
    fc.constantFrom("\u3164", "\ud83d", "\u2028", "\u200b", "\u0000"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 100 }), (parts) => {
      const name = callName(parts.join(""), "Caller");
      expect(DisplayName.parse(name)).toBe(name);
    }),
  );
});
