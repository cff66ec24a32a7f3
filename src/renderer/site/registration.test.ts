import { describe, expect, test } from "vitest";
import { TERMS_VERSION } from "../../shared/protocol/api.ts";
import { emptyDraft, fieldOf, judge } from "./registration.ts";

const draft = {
  ...emptyDraft,
  company: " Ferri ",
  name: "Giulia Ferri",
  email: "Giulia@Example.org ",
  accepted: true,
};

describe("judging a draft", () => {
  test("a good one becomes what is sent, cleaned", () => {
    expect(judge(draft, "en")).toEqual({
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
        terms: TERMS_VERSION,
      },
    });
  });

  test("an empty form lacks what is needed, and nothing else", () => {
    expect(judge(emptyDraft, "it").problems).toEqual({
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
    expect(judge({ ...draft, [field]: value }, "it").problems).toEqual({ [field]: words });
  });

  test("the paths the server complains about", () => {
    expect(fieldOf("terms")).toBe("accepted");
    expect(fieldOf("email")).toBe("email");
    expect(fieldOf("language")).toBeNull();
    expect(fieldOf(undefined)).toBeNull();
  });
});
