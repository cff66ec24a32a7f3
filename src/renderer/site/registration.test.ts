import { describe, expect, test } from "vitest";
import { emptyDraft, fieldOf, judge } from "./registration.ts";

const VERSION = "2026-11-0123abcd";
const draft = {
  ...emptyDraft,
  company: " Ferri ",
  name: "Giulia Ferri",
  email: "Giulia@Example.org ",
  accepted: VERSION,
};

describe("judging a draft", () => {
  test("a good one becomes what is sent, cleaned", () => {
    expect(judge(draft, "en", VERSION)).toEqual({
      problems: null,
      input: {
        company: "Ferri",
        taxCode: "",
        name: "Giulia Ferri",
        email: "giulia@example.org",
        phone: "",
        quickAccess: false,
        message: "",
        language: "en",
        terms: VERSION,
      },
    });
  });

  test("an empty form lacks what is needed, and nothing else", () => {
    expect(judge(emptyDraft, "it", VERSION).problems).toEqual({
      company: "register.company.missing",
      name: "register.name.missing",
      email: "register.email.missing",
      accepted: "register.accept.missing",
    });
  });

  test.each([
    ["company", "x".repeat(121), "register.company.wrong"],
    ["taxCode", "1".repeat(21), "register.taxCode.wrong"],
    ["name", "Giulia\u0007", "register.name.wrong"],
    ["name", "  ", "register.name.missing"],
    ["email", "giulia@", "register.email.wrong"],
    ["phone", "interno tre", "register.phone.wrong"],
    ["message", "x".repeat(2001), "register.message.wrong"],
  ] as const)("%s %j: %s", (field, value, words) => {
    expect(judge({ ...draft, [field]: value }, "it", VERSION).problems).toEqual({ [field]: words });
  });

  test.each(["2026-11-ffffffff", null])("a tick is not for other terms, such as %s", (version) => {
    expect(judge(draft, "it", version).problems).toEqual({ accepted: "register.accept.missing" });
  });

  test("the paths the server complains about", () => {
    expect(fieldOf("terms")).toBe("accepted");
    expect(fieldOf("email")).toBe("email");
    expect(fieldOf("language")).toBeNull();
    expect(fieldOf(undefined)).toBeNull();
  });
});
