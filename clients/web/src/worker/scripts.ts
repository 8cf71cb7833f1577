import fileWorker from "./file-worker.ts?worker&url";

/** What is used of Trusted Types: https://www.w3.org/TR/trusted-types/ */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}
type Policy = Record<"createScriptURL", (url: string) => string>;

export const SERVICE_WORKER = "./service-worker.js";
export const FILE_WORKER = fileWorker;

let policy: Policy | undefined;

/** The address of one of Culver's workers, as the browser takes it: no other is ever made from a text. */
export function ownScript(wanted: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  // The policy's name stands in the content security policy, which allows it once.
  policy ??= trustedTypes?.createPolicy("culver", {
    createScriptURL: (url) => {
      if (url !== SERVICE_WORKER && url !== FILE_WORKER) throw new TypeError(`not Culver's: ${url}`);
      return url;
    },
  });
  return policy?.createScriptURL(wanted) ?? wanted;
}
