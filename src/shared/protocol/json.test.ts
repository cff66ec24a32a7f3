import { expect, it } from "vitest";
import { parseJson } from "./json.ts";

it.each([
  ['{"a":[1,null]}', { a: [1, null] }],
  ["null", null],
  ["", undefined],
  ["{", undefined],
  ["undefined", undefined],
])("reads %j as %j", (text, value) => {
  expect(parseJson(text)).toEqual(value);
});
