import { vi } from "vitest";

/** How long a test waits for a condition: far above what any needs, as a machine may be busy. */
const PATIENCE_MILLIS = 30_000;

const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: PATIENCE_MILLIS, ...(typeof options === "number" ? { timeout: options } : options) });

if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/dom");
  configure({ asyncUtilTimeout: PATIENCE_MILLIS });
}
