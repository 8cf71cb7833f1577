import { defineConfig } from "vitest/config";
import browserTests from "./vitest.config.ts";

/** What is measured rather than tested: it takes minutes, and fails only if it cannot be told. */
export default defineConfig({ ...browserTests, test: { ...browserTests.test, include: ["e2e/measures.ts"] } });
