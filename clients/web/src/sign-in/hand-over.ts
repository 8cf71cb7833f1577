import { countryOf } from "../ui/logic/numbers.ts";

/** Where the ID token lies between this page and the other; the other takes it out at once. */
const PLACE = "culver-id-token";

/** Where the country of the own number lies, by which numbers without one are read; gone with all else of this browser. */
const COUNTRY = "culver-country";

/** Goes back to Culver, which exchanges the token for a session of this device. */
export function handOver(idToken: string, number: string): void {
  sessionStorage.setItem(PLACE, idToken);
  const country = countryOf(number);
  if (country !== undefined) localStorage.setItem(COUNTRY, country);
  location.replace("./#/welcome");
}
