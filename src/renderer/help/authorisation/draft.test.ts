import { describe, expect, test } from "vitest";
import { AuthorisationFields, CLAUSES } from "../../../shared/protocol/authorisation.ts";
import { firstDraft, forgetting, judge, ticking, ticksOf, type Draft } from "./draft.ts";

const V1 = "2026-11-00000001";
const V2 = "2026-12-00000002";
const remembered: AuthorisationFields = {
  company: "Ferri S.r.l.",
  operator: "Giulia Ferri",
  email: "giulia@example.org",
  clientCode: "C-12",
  idsCode: "",
};
const full: Draft = firstDraft(remembered, "");

describe("the form as it opens", () => {
  test("is empty but for the name typed among the lines; nothing is ticked", () => {
    const draft = firstDraft(null, "Ada");
    expect(draft).toMatchObject({ company: "", operator: "Ada", email: "", remember: false });
    expect(ticksOf(draft, V1)).toEqual(Array(CLAUSES).fill(false));
  });

  test("holds what is remembered, and no clause of it", () => {
    const draft = firstDraft(remembered, "Ada");
    expect(draft).toMatchObject({ ...remembered, remember: true });
    expect(ticksOf(draft, V1)).not.toContain(true);
  });
});

describe("ticks", () => {
  test("are of one clause each, and of one version of the text", () => {
    const third = ticking(full, V1, 2, true);
    expect(ticksOf(third, V1)).toEqual([false, false, true, false, false, false]);
    expect(ticksOf(third, V2)).not.toContain(true);
    expect(ticksOf(ticking(third, V2, 0, true), V2)).toEqual([true, false, false, false, false, false]);
    expect(ticksOf(ticking(third, V1, 2, false), V1)).not.toContain(true);
  });
});

describe("judging", () => {
  test("a good form becomes what main takes, without the spaces around", () => {
    const { fields, problems } = judge({ ...full, email: " giulia@example.org ", idsCode: " 77 " });
    expect(problems).toEqual({});
    expect(fields).toEqual({ ...remembered, idsCode: "77" });
    expect(AuthorisationFields.parse(fields)).toEqual(fields);
  });

  test("each missing thing is named, and the codes may be missing", () => {
    expect(judge(firstDraft(null, " "))).toEqual({
      fields: null,
      problems: {
        company: "help.authorise.company.missing",
        operator: "help.authorise.operator.missing",
        email: "help.authorise.email.missing",
      },
    });
  });

  test("each wrong thing is named", () => {
    const { problems } = judge({
      ...{ ...full, company: "a\u200bb", operator: "x".repeat(81), email: "giulia@" },
      ...{ clientCode: "<7>", idsCode: "a".repeat(41) },
    });
    expect(problems).toEqual({
      company: "help.authorise.company.wrong",
      operator: "help.authorise.operator.wrong",
      email: "help.authorise.email.wrong",
      clientCode: "help.authorise.code.wrong",
      idsCode: "help.authorise.code.wrong",
    });
  });
});

test("forgetting empties what was remembered, and leaves what was typed since", () => {
  const typed = { ...ticking(full, V1, 0, true), company: "Altra" };
  const left = forgetting(typed, remembered);
  expect(left).toMatchObject({ company: "Altra", operator: "", email: "", clientCode: "", remember: false });
  expect(ticksOf(left, V1)[0]).toBe(true);
});
