import { generateSync } from "otplib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TotpOffer } from "../../src/shared/protocol/api.ts";
import { staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { OFFER_LIFE_MS, removeTotp, spendCode } from "./totp.ts";

/** The secret of RFC 6238, appendix B, "12345678901234567890", in base32. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const STEP = 30_000;

const codeAt = (secret: string, ms: number) => generateSync({ secret, epoch: Math.floor(ms / 1000) });

describe("the second factor", () => {
  let house: StaffHouse;
  let anna: string;
  beforeEach(async () => {
    house = await staffHouse();
    anna = await house.add();
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();
  const row = () => house.store.db.selectFrom("staff").selectAll().executeTakeFirstOrThrow();
  const give = (secret: string) => house.store.db.updateTable("staff").set({ totpSecret: secret }).execute();
  const spend = (code: string, at: number, secret = RFC_SECRET) =>
    house.store.write((tx) => spendCode(tx, { id: anna, totpSecret: secret }, code, at));

  it("takes the codes of RFC 6238", async () => {
    await give(RFC_SECRET);
    // Appendix B, the last six of the eight digits.
    expect(await spend("287082", 59_000)).toBe(true);
    expect(await spend("081804", 1_111_111_109_000)).toBe(true);
    expect(await spend("005924", 1_234_567_890_000)).toBe(true);
    expect(await spend("005925", 1_234_567_890_000)).toBe(false);
  });

  it("takes the code before and the one after, and no other", async () => {
    const taken: number[] = [];
    for (const away of [-3, -2, -1, 0, 1, 2, 3]) {
      await give(RFC_SECRET);
      await house.store.db.updateTable("staff").set({ totpLastStep: null }).execute();
      if (await spend(codeAt(RFC_SECRET, now() + away * STEP), now())) taken.push(away);
    }
    expect(taken).toEqual([-1, 0, 1]);
  });

  it("takes each code once, and none older than the last", async () => {
    await give(RFC_SECRET);
    const code = codeAt(RFC_SECRET, now());
    expect(await spend(code, now())).toBe(true);
    expect(await spend(code, now())).toBe(false);
    expect(await spend(code, now() + STEP)).toBe(false);
    expect(await spend(codeAt(RFC_SECRET, now() - STEP), now())).toBe(false);
    expect(await spend(codeAt(RFC_SECRET, now() + STEP), now() + STEP)).toBe(true);
  });

  it("lets one of many who come with the same code at once", async () => {
    await give(RFC_SECRET);
    const code = codeAt(RFC_SECRET, now());
    const answers = await Promise.all(Array.from({ length: 10 }, () => spend(code, now())));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("takes nothing that is no six digits, and nothing where there is no secret", async () => {
    await give(RFC_SECRET);
    for (const text of ["", "12345", "1234567", "abcdef", "２８７０８２"]) {
      expect(await spend(text, now())).toBe(false);
    }
    const without = { id: anna, totpSecret: null };
    expect(await house.store.write((tx) => spendCode(tx, without, "287082", 59_000))).toBe(false);
  });

  it("is offered with a secret of 160 bits, an address for apps and a picture of it, and kept only when confirmed", async () => {
    const offer = TotpOffer.parse(await house.offers.offer(anna, "Gamma: Servizi", now()));
    expect(offer.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(offer.uri);
    expect(`${uri.protocol}//${uri.host}`).toBe("otpauth://totp");
    expect(decodeURIComponent(uri.pathname)).toBe("/Gamma  Servizi:anna@gamma.example");
    expect(uri.searchParams.get("secret")).toBe(offer.secret);
    const svg = Buffer.from(offer.picture.replace("data:image/svg+xml;base64,", ""), "base64").toString();
    expect(svg).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect((await row()).totpSecret).toBeNull();

    await expect(house.offers.confirm(anna, "000000", 59_000)).rejects.toMatchObject({ code: "wrong-code" });
    const code = codeAt(offer.secret, now());
    await house.offers.confirm(anna, code, now());
    expect((await row()).totpSecret).toBe(offer.secret);
    // The code that confirmed it signs nobody in.
    expect(await spend(code, now(), offer.secret)).toBe(false);
    const audited = await house.audited("staff.totp-set");
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).not.toContain(offer.secret);
  });

  it("is confirmed with the newest offer, in time, and once", async () => {
    const first = await house.offers.offer(anna, "Gamma", now());
    const second = await house.offers.offer(anna, "Gamma", now());
    expect(second.secret).not.toBe(first.secret);
    const confirm = (secret: string) => house.offers.confirm(anna, codeAt(secret, now()), now());
    await expect(confirm(first.secret)).rejects.toMatchObject({ code: "wrong-code" });
    house.clock.advance(OFFER_LIFE_MS);
    await expect(confirm(second.secret)).rejects.toMatchObject({ code: "changed" });
    const third = await house.offers.offer(anna, "Gamma", now());
    await confirm(third.secret);
    await expect(confirm(third.secret)).rejects.toMatchObject({ code: "changed" });
    // Whoever finds a browser signed in cannot put their own phone in the place of the owner's.
    await expect(house.offers.offer(anna, "Gamma", now())).rejects.toMatchObject({ code: "changed" });
  });

  it("is taken away by an administrator, for a lost phone", async () => {
    await give(RFC_SECRET);
    await spend(codeAt(RFC_SECRET, now()), now());
    await house.store.write((tx) => removeTotp(tx, anna, "staff:boss", now()));
    expect(await row()).toMatchObject({ totpSecret: null, totpLastStep: null });
    await house.store.write((tx) => removeTotp(tx, anna, "staff:boss", now()));
    expect(await house.audited("staff.totp-removed")).toMatchObject([
      { actor: "staff:boss", target: `staff:${anna}` },
    ]);
    const nobody = house.store.write((tx) => removeTotp(tx, "nobody", "staff:boss", now()));
    await expect(nobody).rejects.toMatchObject({ code: "not-found" });
  });
});
