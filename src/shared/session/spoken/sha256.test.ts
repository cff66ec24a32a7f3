import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { base64url, sha256 } from "./sha256.ts";

it("is Node's SHA-256", async () => {
  for (const text of ["", "abc", "linea\n".repeat(100)]) {
    expect(Buffer.from(await sha256(text))).toEqual(createHash("sha256").update(text, "ascii").digest());
  }
});

it("is Node's base64url, whatever the length", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = randomBytes(length);
    expect(base64url(bytes)).toBe(bytes.toString("base64url"));
  }
});
