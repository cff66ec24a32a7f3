import { generateSync } from "otplib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../refusal.ts";
import { GOOD_PASSWORD, staffHouse, staffInput } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { changeStaff } from "./accounts.ts";
import { SignIn } from "./sign-in.ts";
import type { SignInRequest } from "./sign-in.ts";
import type { PasswordCheck } from "./password.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

let house: StaffHouse;
let anna: string;
beforeEach(async () => {
  house = await staffHouse();
  anna = await house.add();
});
afterEach(() => house.end());

const now = () => house.clock.date();

function request(more: Partial<SignInRequest> = {}): SignInRequest {
  return {
    ...{ email: "anna@gamma.example", password: GOOD_PASSWORD, kind: "web", program: "Firefox" },
    ...{ address: "198.51.100.9", ...more },
  };
}

const signIn = (more: Partial<SignInRequest> = {}) => house.signIn.signIn(request(more));

/** What is answered: `in`, or the code of the refusal with the seconds to wait. */
async function answer(more: Partial<SignInRequest> = {}, door: SignIn = house.signIn): Promise<string> {
  try {
    await door.signIn(request(more));
    return "in";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { retryAfter } = error.detail;
    return retryAfter === undefined ? error.code : `${error.code} ${retryAfter}`;
  }
}

const guards = () => house.store.db.selectFrom("guard").selectAll().execute();
const code = (at = now()) => generateSync({ secret: SECRET, epoch: Math.floor(at / 1000) });
const giveTotp = () => house.store.db.updateTable("staff").set({ totpSecret: SECRET }).execute();
/** Signs in all the same, with something else in between the check and its end. */
function doorWith(check: PasswordCheck["check"]): SignIn {
  const { store, clock, sessions } = house;
  return new SignIn({ store, clock, sessions, passwords: { check } });
}

describe("signing in", { timeout: 30_000 }, () => {
  it("gives a session, and a token by which the device is known", async () => {
    const first = await signIn();
    expect(first.staff).toMatchObject({ id: anna, name: "Anna Bruni", role: "technician" });
    expect(first.expiresAt).toBe(now() + 4 * HOUR);
    const found = await house.sessions.find(house.store.db, first.token, now());
    expect(found?.session).toMatchObject({ id: first.sessionId, kind: "web" });
    expect(first.device).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(first.device).not.toBe(first.token);

    const again = await signIn({ device: first.device, kind: "viewer", program: "Viewer 1.0" });
    expect(again.device).toBe(first.device);
    expect(again.token).not.toBe(first.token);
    // A right password leaves nothing counted.
    expect(await guards()).toEqual([]);
    const audited = await house.audited("staff.signed-in");
    expect(audited.map(({ actor, detailJson }) => [actor, JSON.parse(detailJson) as unknown])).toEqual([
      [`staff:${anna}`, { kind: "web", program: "Firefox", newDevice: true }],
      [`staff:${anna}`, { kind: "viewer", program: "Viewer 1.0", newDevice: false }],
    ]);
    const trail = JSON.stringify(await house.store.db.selectFrom("audit").selectAll().execute());
    for (const secret of [first.token, first.device, again.token, GOOD_PASSWORD, "198.51.100.9"]) {
      expect(trail).not.toContain(secret);
    }
  });

  it("is for the owner of the password only, who is active and has chosen one", async () => {
    await house.add({ email: "gone@gamma.example", active: false });
    await house.add({ email: "new@gamma.example" }, null);
    for (const wrong of [
      { password: "another password" },
      { email: "gone@gamma.example" },
      { email: "new@gamma.example", password: "null" },
      { email: "nobody@gamma.example" },
    ]) {
      expect(await answer(wrong)).toBe("wrong-credentials");
    }
    // All four were looked at, with a hash or without one: none is answered sooner.
    expect(house.passwords.kept).toEqual([`hash of ${GOOD_PASSWORD}`, null, null, null]);
    expect(await house.store.db.selectFrom("session").selectAll().execute()).toEqual([]);
  });

  it("answers the same for an account and for none, however long somebody tries", async () => {
    const seen: Record<string, string[]> = { "anna@gamma.example": [], "nobody@gamma.example": [] };
    for (const [email, answers] of Object.entries(seen)) {
      for (let i = 0; i < 200; i += 1) {
        const address = `203.0.113.${i}`;
        answers.push(await answer({ email, password: `guess ${i}`, address }));
        house.clock.advance(700);
      }
    }
    expect(seen["anna@gamma.example"]).toEqual(seen["nobody@gamma.example"]);
    expect(new Set(seen["anna@gamma.example"]).size).toBeGreaterThan(20);
    const half = house.passwords.kept.length / 2;
    expect(house.passwords.kept.slice(0, half)).not.toContain(null);
    expect(house.passwords.kept.slice(half)).toEqual(Array.from({ length: half }, () => null));
  });

  it("looks at no password while a try has to wait, right or wrong", async () => {
    for (let i = 0; i < 10; i += 1) expect(await answer({ password: "wrong" })).toBe("wrong-credentials");
    const looked = house.passwords.looked;
    expect(await answer()).toBe("wait 1");
    expect(await answer({ password: "wrong" })).toBe("wait 1");
    expect(house.passwords.looked).toBe(looked);
    house.clock.advance(SECOND);
    expect(await answer()).toBe("in");
  });

  it("looks at ten of a hundred guesses that come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        answer({ password: i === 50 ? GOOD_PASSWORD : `guess ${i}`, address: `203.0.113.${i}` }),
      ),
    );
    expect(house.passwords.looked).toBe(10);
    expect(answers.filter((one) => one === "wrong-credentials")).toHaveLength(10);
    expect(answers.filter((one) => one.startsWith("wait"))).toHaveLength(90);
  });

  it("counts nothing when there was no time to look, and everything when something broke", async () => {
    const full = doorWith(() => Promise.reject(new Refusal("rate-limited")));
    expect(await answer({}, full)).toBe("rate-limited");
    expect(await guards()).toEqual([]);
    const broken = doorWith(() => Promise.reject(new Error("no memory")));
    await expect(broken.signIn(request())).rejects.toThrow("no memory");
    expect(await guards()).toHaveLength(2);
  });

  it("lets nobody in whose account changes while the password is checked", async () => {
    const by = { actor: "cli", sessions: house.sessions };
    const deactivated = doorWith(async () => {
      await house.store.write((tx) => changeStaff(tx, anna, staffInput({ active: false }), by, now()));
      return true;
    });
    expect(await answer({}, deactivated)).toBe("wrong-credentials");
    await house.store.db.updateTable("staff").set({ active: 1 }).execute();
    const changed = doorWith(async () => {
      await house.store.db.updateTable("staff").set({ passwordHash: "hash of another" }).execute();
      return true;
    });
    expect(await answer({}, changed)).toBe("wrong-credentials");
    expect(await house.store.db.selectFrom("session").selectAll().execute()).toEqual([]);
  });

  it("to Viewer is not for the office", async () => {
    await house.add({ email: "ugo@gamma.example", role: "office" });
    expect(await answer({ email: "ugo@gamma.example", kind: "viewer" })).toBe("forbidden");
    expect(await answer({ email: "ugo@gamma.example", kind: "viewer", password: "wrong" })).toBe(
      "wrong-credentials",
    );
    expect(await answer({ email: "ugo@gamma.example" })).toBe("in");
  });

  it("puts known devices before strangers when many wait", async () => {
    const { device } = await signIn();
    await signIn({ device, address: "192.0.2.1" });
    await signIn({ address: "203.0.113.1" });
    expect(house.passwords.known).toEqual([false, true, false]);
    // The same place as before, another program.
    await signIn({ address: "203.0.113.1" });
    expect(house.passwords.known.at(-1)).toBe(true);
  });
});

describe("a device that is known", () => {
  it("has its own count, which it cannot escape and nobody else can touch", async () => {
    const { device } = await signIn();
    const away = { address: "192.0.2.77" };
    for (let i = 0; i < 10; i += 1) {
      expect(await answer({ device, password: `guess ${i}`, ...away })).toBe("wrong-credentials");
    }
    // Neither from elsewhere, nor with the right password.
    expect(await answer({ device })).toBe("wait 1");
    expect(await house.audited("staff.sign-in-slowed")).toMatchObject([
      { actor: "system", target: `staff:${anna}`, detailJson: '{"from":"a known device"}' },
    ]);
    // Nor does it keep anybody else out.
    expect(await answer(away)).toBe("in");
    house.clock.advance(SECOND);
    expect(await answer({ device })).toBe("in");
    // The owner has come in: counting begins anew.
    for (let i = 0; i < 10; i += 1) {
      expect(await answer({ device, password: "typo" })).toBe("wrong-credentials");
    }
  });

  it("is known to its own account only", async () => {
    const { device } = await signIn();
    await house.add({ email: "berta@gamma.example" });
    for (let i = 0; i < 10; i += 1) {
      const address = `203.0.113.${i}`;
      await answer({ email: "berta@gamma.example", password: "wrong", device, address });
    }
    expect(await answer({ email: "berta@gamma.example", device })).toBe("wait 1");
    expect(await answer({ device })).toBe("in");
  });

  describe("and shared by two people", () => {
    let device: string;
    const berta = "berta@gamma.example";
    beforeEach(async () => {
      await house.add({ email: berta });
      ({ device } = await signIn());
      expect((await signIn({ email: berta, device })).device).toBe(device);
      house.clock.advance(48 * HOUR);
    });

    it("is known to both from then on, in whatever order they come", async () => {
      const news = async () =>
        (await house.audited("staff.signed-in")).map(
          ({ detailJson }) => (JSON.parse(detailJson) as { newDevice: boolean }).newDevice,
        );
      expect(await news()).toEqual([true, true]);
      for (let i = 0; i < 20; i += 1) {
        // Strangers fail at both, so that neither gets in but from a device that is known.
        await answer({ password: "wrong", address: `203.0.113.${i}` });
        await answer({ email: berta, password: "wrong", address: `203.0.113.${i}` });
      }
      for (const email of [berta, "anna@gamma.example", "anna@gamma.example", berta]) {
        expect((await signIn({ email, device })).device).toBe(device);
      }
      expect(await news()).toEqual([true, true, false, false, false, false]);
    });

    it("counts the failures of each apart, and clears none of the other's", async () => {
      for (let i = 0; i < 10; i += 1)
        expect(await answer({ device, password: "w" })).toBe("wrong-credentials");
      expect(await answer({ device })).toBe("wait 1");
      expect(await answer({ email: berta, device })).toBe("in");
      expect(await answer({ device })).toBe("wait 1");
    });

    it("counts the wrong codes of each apart", async () => {
      await giveTotp();
      for (let i = 0; i < 5; i += 1) expect(await answer({ device, code: "000000" })).toBe("wrong-code");
      expect(await answer({ device, code: code() })).toBe("wait 30");
      expect(await answer({ email: berta, device, code: code() })).toBe("in");
    });
  });

  it("opens nothing more at accounts that do not know it", async () => {
    await house.add({ email: "mallory@gamma.example" });
    const { device } = await signIn({ email: "mallory@gamma.example", address: "192.0.2.66" });
    const from = (i: number) => ({ password: `guess ${i}`, address: `203.0.113.${i}` });
    for (let i = 0; i < 10; i += 1) {
      expect(await answer({ ...from(i), ...(i % 2 === 0 && { device }) })).toBe("wrong-credentials");
    }
    // One count for both: what unknown devices have used up is used up for this one.
    expect(await answer({ ...from(10), device })).toBe("wait 1");
    expect(await answer(from(11))).toBe("wait 1");
    // Nor do wrong passwords make it known, however many.
    expect(
      await house.store.db.selectFrom("knownDevice").select("staffId").where("staffId", "=", anna).execute(),
    ).toEqual([]);
  });

  it("is not made up", async () => {
    for (let i = 0; i < 11; i += 1) {
      const device = String(i).padStart(43, "x");
      const address = `203.0.113.${i}`;
      const expected = i < 10 ? "wrong-credentials" : "wait 1";
      expect(await answer({ password: "wrong", device, address })).toBe(expected);
    }
  });
});

describe("the second factor at sign-in", () => {
  beforeEach(giveTotp);

  it("is asked for after the right password only, and counts nothing", async () => {
    expect(await answer({ password: "wrong", code: code() })).toBe("wrong-credentials");
    expect(await answer({ password: "wrong" })).toBe("wrong-credentials");
    const before = await guards();
    expect(await answer()).toBe("code-needed");
    expect(await guards()).toEqual(before);
    expect(await answer({ code: code() })).toBe("in");
  });

  it("takes a code once, of many who come with it at once too", async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, i) => answer({ code: code(), address: `203.0.113.${i}` })),
    );
    expect(answers.toSorted()).toEqual(["in", "wrong-code", "wrong-code", "wrong-code"]);
    house.clock.advance(30 * SECOND);
    expect(await answer({ code: code(now() - 30 * SECOND) })).toBe("wrong-code");
    expect(await answer({ code: code() })).toBe("in");
  });

  it("cannot be guessed by whoever knows the password, while the owner comes and goes", async () => {
    const { device } = await signIn({ code: code() });
    const start = now();
    let looked = 0;
    // A guess every half hour for ten days, from ever new addresses.
    for (let i = 0; now() - start < 10 * 24 * HOUR; i += 1) {
      const address = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
      const said = await answer({ code: "000000", address });
      if (said === "wrong-code") looked += 1;
      expect(said).not.toBe("in");
      if (i % 100 === 99) expect(await answer({ code: code(), device })).toBe("in");
      house.clock.advance(30 * MINUTE);
    }
    // Fifteen at first, then four a day: docs/SECURITY.md.
    expect(looked).toBeGreaterThan(30);
    expect(looked).toBeLessThanOrEqual(15 + 10 * 4);
    expect(await house.audited("staff.codes-slowed")).toHaveLength(1);
  }, 120_000);

  it("of a known device has its own count of wrong codes", async () => {
    const { device } = await signIn({ code: code() });
    for (let i = 0; i < 5; i += 1) expect(await answer({ device, code: "000000" })).toBe("wrong-code");
    house.clock.advance(29 * SECOND);
    expect(await answer({ device, code: code() })).toBe("wait 1");
    house.clock.advance(SECOND);
    expect(await answer({ device, code: code() })).toBe("in");
  });
});
