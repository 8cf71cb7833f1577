/** Where the ID token lies between this page and the other; the other takes it out at once. */
const PLACE = "culver-id-token";

/** Goes back to Culver, which exchanges the token for a session of this device. */
export function handOver(idToken: string): void {
  sessionStorage.setItem(PLACE, idToken);
  location.replace("./#/welcome");
}
