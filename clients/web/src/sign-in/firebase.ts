import { deleteApp, initializeApp } from "firebase/app";
import {
  connectAuthEmulator,
  inMemoryPersistence,
  initializeAuth,
  RecaptchaVerifier,
  signInWithPhoneNumber,
} from "firebase/auth";

import type { Settings } from "../session/settings.ts";

/**
 * The one place that speaks to Firebase. Nothing of it is kept: once its ID token was exchanged, Culver's own session
 * counts, so Firebase's stays in memory and goes with the page.
 */
export async function sendCode(
  { project, apiKey, authEmulator }: Settings["firebase"],
  number: string,
  place: HTMLElement,
): Promise<(code: string) => Promise<string>> {
  const app = initializeApp({ projectId: project, apiKey, authDomain: `${project}.firebaseapp.com` }, `${Date.now()}`);
  const auth = initializeAuth(app, { persistence: inMemoryPersistence });
  auth.useDeviceLanguage();
  if (authEmulator !== undefined) {
    connectAuthEmulator(auth, `http://${authEmulator}`, { disableWarnings: true });
    auth.settings.appVerificationDisabledForTesting = true;
  }
  const verifier = new RecaptchaVerifier(auth, place, { size: "invisible" });
  try {
    const sent = await signInWithPhoneNumber(auth, number, verifier);
    return async (code) => {
      const { user } = await sent.confirm(code);
      const token = await user.getIdToken();
      await deleteApp(app);
      return token;
    };
  } catch (why) {
    await deleteApp(app);
    throw why;
  } finally {
    verifier.clear();
  }
}
