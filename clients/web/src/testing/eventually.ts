import { vi } from "vitest";

/** Waits until a check passes: longer than any test needs, since a machine may be busy. */
export const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 30_000 });
