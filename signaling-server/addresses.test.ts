import { expect, it } from "vitest";
import { pageAddress } from "./addresses.ts";

it.each(["https://a.example", "https://a.example/"])(
  "leads to a page, its token behind the #: %s",
  (origin) => {
    expect(pageAddress(origin, "password", "T")).toBe("https://a.example/password#T");
    expect(pageAddress(origin, "confirm", "T")).toBe("https://a.example/conferma#T");
    expect(pageAddress(origin, "registrations")).toBe("https://a.example/admin/#/registrations");
  },
);
