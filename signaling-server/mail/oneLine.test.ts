import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutLinks } from "./oneLine.ts";

describe("what strangers write into a mail", () => {
  it.each([
    ["http://truffa.example/paga", "http: //truffa. example/paga"],
    ["www.truffa.it", "www. truffa. it"],
    ["scriva a capo@truffa.it", "scriva a capo @ truffa. it"],
    ["truffa。com", "truffa。 com"],
    ["a.it\r\nBcc: b", "a. it Bcc: b"],
    ["\u202eti.affurt", "ti. affurt"],
  ])("%j leads nowhere: %j", (typed, shown) => {
    expect(withoutLinks(typed)).toBe(shown);
  });

  it.each(["Rossi S.r.l.", "Verdi S.p.A. e Figli", "C-12.345/7", "Dott. Ada Rossi", "Bar «Da Gino», n. 3"])(
    "%s stays as it is",
    (typed) => {
      expect(withoutLinks(typed)).toBe(typed);
    },
  );

  it("never holds a scheme with slashes, an address or a domain", () => {
    const piece = fc.constantFrom(".", "@", "://", "www", "evil", "com", "it", " ", "．", "/", "é", "7");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(withoutLinks(pieces.join(""))).not.toMatch(/:\/|\S@\S|\S[.．]\p{L}{2}/u);
      }),
    );
  });
});
