import { expect, test } from "vitest";
import { pageOf } from "./address.ts";

test.each([
  ["/", "home"],
  ["/adesione", "register"],
  ["/conferma", "confirm"],
  ["/conferma/", "confirm"],
  ["/password", "password"],
  ["/password-dimenticata", "forgotten"],
  ["/help", "download"],
  ["/help/", "download"],
  ["/scarica", "download"],
  ["/password/set", "missing"],
  ["//", "home"],
  ["/toString", "missing"],
  ["/Adesione", "missing"],
])("%s is %s", (path, page) => {
  expect(pageOf(path)).toBe(page);
});
