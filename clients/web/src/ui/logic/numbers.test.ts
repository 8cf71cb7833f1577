import { describe, expect, it } from "vitest";

import { countries, countryOf, homeCountry, internationalNumber, readingCountry } from "./numbers.ts";

describe("phone numbers as people type them", () => {
  it.each([
    ["0151 1234 5678", "DE", "+4915112345678"],
    ["(202) 555-0101", "US", "+12025550101"],
    ["+49 151 12345678", "US", "+4915112345678"],
    ["0049 151 12345678", "DE", "+4915112345678"],
  ] as const)("%s in %s is %s", (typed, country, number) => {
    expect(internationalNumber(typed, country)).toBe(number);
  });

  it.each(["", "12", "abc", "+", "+49 151 1234567890123"])("%j is none", (typed) => {
    expect(internationalNumber(typed, "DE")).toBeUndefined();
  });

  it("name their country by a plus alone", () => {
    expect(countryOf("+43 664 1234567")).toBe("AT");
    expect(countryOf("0664 1234567")).toBeUndefined();
  });
});

describe("the country to begin with", () => {
  it("is the region of the browser's languages", () => expect(homeCountry(["de-AT", "en-US"])).toBe("AT"));
  it("is that of the own number where numbers of others are read", () => {
    expect(readingCountry("CH", ["de-AT"])).toBe("CH");
    expect(readingCountry(null, ["de-AT"])).toBe("AT");
    expect(readingCountry("nowhere", ["de-AT"])).toBe("AT");
  });
  it("is guessed from a language without one", () => expect(homeCountry(["de"])).toBe("DE"));
  it("is one of the list", () => {
    const all = countries("de");
    expect(all.find(({ code }) => code === "AT")).toEqual({ code: "AT", name: "Österreich", calling: "+43" });
    expect(all.length).toBeGreaterThan(200);
  });
});
