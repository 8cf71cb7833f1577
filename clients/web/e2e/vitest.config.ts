import { defineConfig } from "vitest/config";

/** The browser tests: one local cloud for all of them, one file after the other, since browsers need the machine. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/support/cloud.ts"],
    environment: "node",
    fileParallelism: false,
    // Far above what any test needs: a machine may be busy.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    teardownTimeout: 60_000,
  },
});
