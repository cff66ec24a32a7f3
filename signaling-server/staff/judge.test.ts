import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgePassword } from "./judge.ts";

const about = {
  email: "anna.bruni@gamma-servizi.example",
  name: "Anna Bruni",
  organisation: "Gamma Servizi",
};

describe("judging a password", () => {
  it.each([
    ["lampone tavolo nuvola"],
    ["quattro parole senza senso"],
    ["correct horse battery staple"],
    ["Tk9#vLq2!mZx"],
    ["kxqjvwpzmdfh"],
    ["perché la città è rossa"],
    ["наша улица летом"],
    ["🦊🌵🎻🧊🚲🪁🧭🪵🐙🍋🔭🧵"],
  ])("takes %s", (password) => {
    expect(judgePassword(password, about)).toBeNull();
  });

  it.each([
    ["undici cara", "short"],
    ["", "short"],
    // Twelve units, six characters: each is counted once (NIST SP 800-63B).
    ["🦊🌵🎻🧊🚲🪁", "short"],
    ["x1".repeat(129), "long"],
    ["password1234", "easy"],
    ["Password1234!", "easy"],
    ["P@ssw0rd2026!", "easy"],
    ["passwordpassword", "easy"],
    ["123456789012", "easy"],
    ["qwertyuiop123", "easy"],
    ["poiuytrewq321", "easy"],
    ["1qaz2wsx3edc", "easy"],
    ["aaaaaaaaaaaaaaaa", "easy"],
    ["abcabcabcabc", "easy"],
    ["xyzpxyzpxyzp", "easy"],
    ["Juventus1897!", "easy"],
    ["benvenuto2026", "easy"],
    ["Settembre2026!", "easy"],
    ["Amministratore1", "easy"],
    ["AnnaBruni1984", "easy"],
    ["Anna.Bruni.2026", "easy"],
    ["gammaservizi1", "easy"],
    ["G4mm4S3rv1z1!!", "easy"],
    ["annabruni@gamma", "easy"],
  ])("refuses %s: %s", (password, fault) => {
    expect(judgePassword(password, about)).toBe(fault);
  });

  it("counts a person's name only for that person", () => {
    expect(judgePassword("AnnaZverinski1984", about)).toBeNull();
    expect(judgePassword("AnnaZverinski1984", { ...about, name: "Anna Zverinski" })).toBe("easy");
  });

  it("takes what a password generator makes, and always answers", () => {
    const letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    // Twelve different ones of twenty: no chance that they are mostly easy pieces.
    const random = fc.array(fc.constantFrom(...letters.split("")), { minLength: 20, maxLength: 20 });
    const spread = random.filter((characters) => new Set(characters.map((c) => c.toLowerCase())).size >= 12);
    fc.assert(fc.property(spread, (characters) => judgePassword(characters.join(""), about) === null));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        judgePassword(text, about);
      }),
    );
  });
});
