import { defineConfig } from "vite";

// The service worker by itself, as a classic script: not every browser takes modules there.
export default defineConfig({
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2023",
    emptyOutDir: false,
    lib: {
      entry: "src/worker/service-worker.ts",
      formats: ["iife"],
      name: "worker",
      fileName: () => "service-worker.js",
    },
  },
});
