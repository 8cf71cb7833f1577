// Checks that the parts of the contract are well formed and agree with each other: npm run lint
import { checkAsyncApi } from "./asyncapi.js";
import { checkCrypto, checkVectors } from "./crypto.js";
import { checkExamples } from "./examples.js";
import { checkMutants } from "./mutants.js";
import { checkOpenApi } from "./openapi.js";
import { checkProblems } from "./problems.js";
import { checkSchemas } from "./schemas.js";

const checks = {
  schemas: checkSchemas,
  "OpenAPI document": checkOpenApi,
  "AsyncAPI document": checkAsyncApi,
  examples: checkExamples,
  "refusal of altered requests": checkMutants,
  problems: checkProblems,
  "cryptography of the examples": checkCrypto,
  vectors: checkVectors,
};

for (const [name, check] of Object.entries(checks)) {
  const faults = [];
  const told = await check((fault) => faults.push(fault));
  console.log(`${faults.length ? "FAILED" : "ok"}  ${name}${told ? `: ${told}` : ""}`);
  faults.forEach((fault) => console.error(`        ${fault}`));
  if (faults.length) process.exitCode = 1;
}
