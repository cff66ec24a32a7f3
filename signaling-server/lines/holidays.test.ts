import { describe, expect, it } from "vitest";
import { isHoliday, italianHolidays } from "./holidays.ts";

describe("Italy's public holidays", () => {
  it("of 2026, the first year with Saint Francis again (law 151 of 2025)", () => {
    expect(italianHolidays(2026).map(({ day }) => day)).toEqual([
      "2026-01-01",
      "2026-01-06",
      "2026-04-05",
      "2026-04-06",
      "2026-04-25",
      "2026-05-01",
      "2026-06-02",
      "2026-08-15",
      "2026-10-04",
      "2026-11-01",
      "2026-12-08",
      "2026-12-25",
      "2026-12-26",
    ]);
    expect(isHoliday("2026-10-04")).toBe(true);
    expect(isHoliday("2025-10-04")).toBe(false);
  });

  it.each([
    [2024, "2024-04-01"],
    [2025, "2025-04-21"],
    [2027, "2027-03-29"],
    [2030, "2030-04-22"],
  ])("Easter Monday of %i is on %s", (_, day) => expect(isHoliday(day)).toBe(true));

  it("no city's own: Milan's, Rome's and Naples's patrons", () => {
    expect(["2026-12-07", "2026-06-29", "2026-09-19"].map(isHoliday)).toEqual([false, false, false]);
  });

  it("have names in both languages, without a straight apostrophe", () => {
    const nameOf = (day: string, language?: "it" | "en") =>
      italianHolidays(2026, language).find((holiday) => holiday.day === day)?.name;
    expect(nameOf("2026-12-26")).toBe("Santo Stefano");
    expect(nameOf("2026-12-26", "en")).toBe("Boxing Day");
    expect(nameOf("2026-10-04")).toContain("San Francesco d’Assisi");
    for (const language of ["it", "en"] as const) {
      for (const { name } of italianHolidays(2026, language)) expect(name).toMatch(/^[^']+$/);
    }
  });
});
