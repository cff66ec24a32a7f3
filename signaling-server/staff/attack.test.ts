/** The attack that docs/SECURITY.md is about: many addresses, one account, and an owner who wants in. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../refusal.ts";
import { CountingPasswords, GOOD_PASSWORD, staffHouse } from "../testing/staff.ts";
import type { StaffHouse } from "../testing/staff.ts";
import { forgotten } from "./accounts.ts";
import { Passwords } from "./password.ts";
import { SignIn } from "./sign-in.ts";
import type { SignInRequest } from "./sign-in.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const GUESSES = 10_000;
const ADDRESSES = 500;
const EMAIL = "anna@gamma.example";
const HOME = "198.51.100.9";

describe("guessing", { timeout: 300_000 }, () => {
  let house: StaffHouse;
  let door: SignIn;
  beforeEach(async () => {
    house = await staffHouse();
    door = house.signIn;
  });
  afterEach(() => house.end());

  const now = () => house.clock.date();

  async function answer(more: Partial<SignInRequest>): Promise<Refusal | "in"> {
    const plain = {
      email: EMAIL,
      password: GOOD_PASSWORD,
      kind: "web",
      program: "x",
      address: HOME,
    } as const;
    try {
      await door.signIn({ ...plain, ...more });
      return "in";
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  /**
   * The right password is the 9,001st. It would open the door if it came at a moment when a guess is
   * looked at: which these are is luck, and what protects the account is how few they are.
   */
  const guess = (i: number) => (i === 9_000 ? GOOD_PASSWORD : `guess ${i}`);
  const attack = (i: number) =>
    answer({ password: guess(i), address: `10.0.${(i % ADDRESSES) >> 8}.${(i % ADDRESSES) & 255}` });

  /** Guesses looked at in `ms` at most: twenty at first, then one in a quarter of an hour. */
  const bound = (ms: number) => 20 + Math.floor(ms / (15 * MINUTE));

  /** Signs in for the first time, before any attack. @returns the device's token */
  async function settle(): Promise<string> {
    await house.add();
    const { device } = await door.signIn({
      ...{ email: EMAIL, password: GOOD_PASSWORD, kind: "web", program: "x", address: HOME },
    });
    house.clock.advance(48 * HOUR);
    house.passwords.looked = 0;
    return device;
  }

  it.each([
    ["as fast as they come, a hundred at once", 100, 0],
    ["three a second for an hour", 1, 333],
    ["one every twenty seconds for two days", 1, 20 * SECOND],
  ])(
    "10,000 times from 500 addresses, %s: none is right, and few are looked at",
    async (_, together, pause) => {
      const device = await settle();
      const start = now();
      let looked = 0;
      for (let i = 0; i < GUESSES; i += together) {
        const answers = await Promise.all(Array.from({ length: together }, (_, k) => attack(i + k)));
        expect(answers).not.toContain("in");
        looked += answers.filter((one) => one !== "in" && one.code === "wrong-credentials").length;
        house.clock.advance(pause);
        // The owner, in the middle of it, with the device known before: at once.
        if (i === GUESSES / 2) expect(await answer({ device, address: "192.0.2.1" })).toBe("in");
      }
      expect(house.passwords.looked).toBe(looked + 1);
      expect(looked).toBeGreaterThanOrEqual(10);
      expect(looked).toBeLessThanOrEqual(bound(now() - start));

      // Nothing fills the disk or the audit trail.
      const guards = await house.store.db.selectFrom("guard").select("key").execute();
      expect(guards.length).toBeLessThanOrEqual(ADDRESSES + 1);
      expect(await house.audited("staff.sign-in-slowed")).toMatchObject([
        { target: expect.stringMatching(/^staff:/), detailJson: '{"from":"unknown devices"}' },
      ]);
      expect(await house.store.db.selectFrom("audit").select("seq").execute()).toHaveLength(4);

      // When it stops, a device never seen before gets in after a quarter of an hour at most.
      const first = await answer({ address: "192.0.2.200" });
      if (first !== "in") {
        expect(first.code).toBe("wait");
        const seconds = first.detail.retryAfter ?? Infinity;
        expect(seconds).toBeLessThanOrEqual(15 * 60);
        house.clock.advance(seconds * SECOND);
        expect(await answer({ address: "192.0.2.200" })).toBe("in");
      }
    },
  );

  it("keeps no owner out who comes with a new device and a link from a mail", async () => {
    await settle();
    const burst = async () => {
      await Promise.all(Array.from({ length: 200 }, (_, i) => attack(i)));
    };
    await burst();
    const cafe = "192.0.2.50";
    expect(await answer({ address: cafe })).toMatchObject({ code: "wait" });
    await house.store.write((tx) => forgotten(tx, EMAIL, house.mailing()));
    await burst();
    const password = "caffè penna orizzonte";
    const token = house.mailedToken();
    const { device } = await house.links.setPassword({ token, password, address: cafe }, now());
    // The attack goes on without a pause, on the account whose count has just been cleared.
    await burst();
    expect(await answer({ address: "192.0.2.51", password })).toMatchObject({ code: "wait" });
    expect(await answer({ device: device ?? "", address: cafe, password })).toBe("in");
    // And so does a Viewer just installed beside that browser, which has no cookie of it.
    expect(await answer({ kind: "viewer", address: cafe, password })).toBe("in");
    // From then on it is known by its own token, wherever it goes.
    const viewer = await door.signIn({
      ...{ email: EMAIL, password, kind: "viewer", program: "Viewer", address: cafe },
    });
    await burst();
    expect(await answer({ device: viewer.device, kind: "viewer", address: "192.0.2.99", password })).toBe(
      "in",
    );
  });

  it("one password at many accounts from one address is slowed as well", async () => {
    const start = now();
    let looked = 0;
    for (let i = 0; i < 3_000; i += 1) {
      const said = await answer({
        email: `person${i}@gamma.example`,
        address: `2001:db8:1:2::${i.toString(16)}`,
      });
      if (said !== "in" && said.code === "wrong-credentials") looked += 1;
      house.clock.advance(SECOND);
    }
    expect(looked).toBeGreaterThanOrEqual(10);
    expect(looked).toBeLessThanOrEqual(bound(now() - start));
  });

  it("with an account of one's own does not reset what was counted", async () => {
    await settle();
    await house.add({ email: "mallory@gamma.example" });
    const address = "203.0.113.5";
    let looked = 0;
    for (let i = 0; i < 300; i += 1) {
      const said = await answer({ password: `guess ${i}`, address });
      if (said !== "in" && said.code === "wrong-credentials") looked += 1;
      await answer({ email: "mallory@gamma.example", address });
    }
    expect(looked).toBe(10);
  });

  it("in an office with a known place is slowed there too", async () => {
    await settle();
    // Anna has signed in from here today.
    expect(await answer({})).toBe("in");
    const answers: string[] = [];
    for (let i = 0; i < 100; i += 1) {
      const said = await answer({ password: `guess ${i}` });
      answers.push(said === "in" ? said : said.code);
    }
    expect(answers.filter((code) => code === "wrong-credentials")).toHaveLength(10);
    expect(answers.filter((code) => code === "wait")).toHaveLength(90);
  });

  it("meets the same with real hashes", async () => {
    const real = new Passwords();
    const id = await house.add();
    const passwordHash = await real.hash(GOOD_PASSWORD);
    await house.store.db.updateTable("staff").set({ passwordHash }).where("id", "=", id).execute();
    const counted = new CountingPasswords();
    const { store, clock, sessions } = house;
    const check = (kept: string | null, password: string, known: boolean) => {
      counted.looked += 1;
      return real.check(kept, password, known);
    };
    door = new SignIn({ store, clock, sessions, passwords: { check } });
    const { device } = await door.signIn({
      ...{ email: EMAIL, password: GOOD_PASSWORD, kind: "web", program: "x", address: HOME },
    });
    const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => attack(i)));
    expect(answers.filter((one) => one !== "in" && one.code === "wrong-credentials")).toHaveLength(10);
    expect(counted.looked).toBe(11);
    expect(await answer({ password: "not the password", device })).toMatchObject({
      code: "wrong-credentials",
    });
    expect(await answer({ device })).toBe("in");
    expect(await answer({ address: "192.0.2.200" })).toMatchObject({ code: "wait" });
    house.clock.advance(SECOND);
    expect(await answer({ address: "192.0.2.200" })).toBe("in");
  });
});
