import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    target: "es2023",
    sourcemap: true,
    rolldownOptions: { input: { index: "index.html", "sign-in": "sign-in.html", push: "push.html" } },
  },
  worker: { format: "es" },
  // The vectors and schemas of the contract lie outside of this folder.
  server: { fs: { allow: [".", "../../contract"] } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    restoreMocks: true,
    setupFiles: ["src/testing/patience.ts"],
    // Far above what any test needs: a machine may be busy.
    testTimeout: 60_000,
  },
});
