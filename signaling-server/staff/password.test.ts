import { parseOptions, verify } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../refusal.ts";
import { cheapPasswords } from "../testing/staff.ts";
import { ARGON2, Passwords } from "./password.ts";

// Real hashes take a tenth of a second each, and far more on a machine that is busy.
describe("passwords", { timeout: 60_000 }, () => {
  it("are kept with argon2id, stronger than the least OWASP asks for, each with its own salt", async () => {
    const passwords = new Passwords();
    const [one, two] = [await passwords.hash("lampone tavolo"), await passwords.hash("lampone tavolo")];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(parseOptions(one)).toMatchObject({ memoryCost: ARGON2.memoryCost, timeCost: ARGON2.timeCost });
    expect(await passwords.check(one, "lampone tavolo", false)).toBe(true);
    expect(await passwords.check(one, "lampone tavolO", false)).toBe(false);
  });

  it("are the same however the keyboard composes an accent or a width", async () => {
    const passwords = cheapPasswords();
    const hash = await passwords.hash("perch\u00e9 no, citt\u00e0?");
    expect(await passwords.check(hash, "perche\u0301 no, citta\u0300?", false)).toBe(true);
    expect(await passwords.check(hash, "perche no, citta?", false)).toBe(false);
  });

  it("of nobody cost the same work as any other, and are never right", async () => {
    const verified: string[] = [];
    const passwords = new Passwords(ARGON2, (hash, password) => {
      verified.push(hash);
      return verify(hash, password);
    });
    const kept = await passwords.hash("lampone tavolo");
    expect(await passwords.check(kept, "another", false)).toBe(false);
    expect(await passwords.check(null, "another", false)).toBe(false);
    expect(verified).toHaveLength(2);
    expect(parseOptions(verified[1]!)).toEqual(parseOptions(kept));
    // Even if somebody found what fits the dummy.
    const fooled = new Passwords(ARGON2, () => Promise.resolve(true));
    expect(await fooled.check(null, "anything", false)).toBe(false);
  });

  it("of many at once do not run all at once: too many are sent away unchecked", async () => {
    const passwords = cheapPasswords();
    const hash = await passwords.hash("lampone tavolo");
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, () => passwords.check(hash, "lampone tavolo", false)),
    );
    const codes = answers.map((answer) =>
      answer.status === "fulfilled" ? "checked" : (answer.reason as Refusal).code,
    );
    // Two run, 32 wait.
    expect(codes.filter((code) => code === "checked")).toHaveLength(34);
    expect(codes.filter((code) => code === "rate-limited")).toHaveLength(26);
  });
});
