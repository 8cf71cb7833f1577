import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

// From what knows nothing of Culver to what knows all of it: a folder imports from those before it alone.
const layers = [
  "wire",
  "crypto",
  "transport",
  "store",
  "session",
  "engine",
  "client",
  "ui",
  "push",
  "sign-in",
  "worker",
];
const arrows = layers.slice(0, -1).flatMap((layer, index) =>
  [1, 2, 3].map((depth) => ({
    files: [`src/${layer}/${"*/".repeat(depth - 1)}*.{ts,tsx}`],
    ignores: ["**/*.test.{ts,tsx}", "**/testing/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^${"\\.\\./".repeat(depth)}(${layers.slice(index + 1).join("|")})/`,
              message: "Folders import one way: see eslint.config.js",
            },
          ],
        },
      ],
    },
  })),
);

export default tseslint.config(
  { ignores: ["dist/", "src/wire/generated/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number reads well in a text.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  { files: ["**/*.tsx"], ...jsxA11y.flatConfigs.strict },
  {
    files: ["**/*.tsx"],
    // Messages are articles that are moved between by the arrows; a group may have to be scrolled.
    rules: { "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["article", "group"], tags: [] }] },
  },
  { files: ["src/**/*.{ts,tsx}"], plugins: { "react-hooks": reactHooks }, rules: reactHooks.configs.recommended.rules },
  {
    files: ["**/*.js"],
    languageOptions: { globals: globals.node },
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: "^_" }] },
  },
  ...arrows,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
);
