import {
  AsYouType,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from "libphonenumber-js/min";

/** A country to choose, by its name in the language of the page. */
export interface Country {
  readonly code: CountryCode;
  readonly name: string;
  /** With its plus, such as `+49`. */
  readonly calling: string;
}

/** All countries with telephones, by name. */
export function countries(language: string): readonly Country[] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, calling: `+${getCountryCallingCode(code)}` }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}

/** Where the person is likely to be: the region of the first language that names one, or a guess from the language. */
export function homeCountry(languages: readonly string[]): CountryCode {
  for (const tag of languages) {
    const region = new Intl.Locale(tag).region;
    if (region !== undefined && isSupportedCountry(region)) return region;
  }
  const guess = new Intl.Locale(languages[0] ?? "en").maximize().region;
  return guess !== undefined && isSupportedCountry(guess) ? guess : "US";
}

/** The country by which numbers without one are read: that of the own number, else where the person is likely to be. */
export function readingCountry(own: string | null, languages: readonly string[]): CountryCode {
  return own !== null && isSupportedCountry(own) ? own : homeCountry(languages);
}

/** What was typed, in international form (E.164); undefined if it cannot be a number there. */
export function internationalNumber(typed: string, country: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(typed, country);
  return number?.isPossible() === true ? number.number : undefined;
}

/** The country that a number names itself by its plus, if it does. */
export function countryOf(typed: string): CountryCode | undefined {
  if (!typed.trim().startsWith("+")) return undefined;
  const reader = new AsYouType();
  reader.input(typed);
  return reader.getCountry();
}
