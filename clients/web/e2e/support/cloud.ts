import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

/** Where the local cloud of this run is. */
export interface CloudAddresses {
  /** The web client, with a slash at its end. */
  readonly web: string;
  readonly firebase: string;
  readonly dynamodb: string;
  readonly sqs?: string;
  readonly s3?: string;
  /** The settings of clients, a file. */
  readonly settings: string;
  /** Every line that the local cloud has printed, a file. */
  readonly log: string;
}

type Ready = Omit<CloudAddresses, "log">;

declare module "vitest" {
  interface ProvidedContext {
    readonly cloud: CloudAddresses;
  }
}

const root = new URL("../../../../", import.meta.url).pathname;
const folder = new URL("../../build/e2e/", import.meta.url).pathname;

// What an operator takes from Firebase's console, made up.
const webPush = [
  "--parameter=FirebaseAppId=1:123456789012:web:0123456789abcdef012345",
  `--parameter=FirebaseWebPushKey=B${"Nk0-".repeat(21)}Nk`,
];

/**
 * Starts the local cloud before the first test, and ends it after the last. CULVER_CLOUD_LOG names what a running one
 * has printed (`--json --verbose`), which is used then.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env["CULVER_CLOUD_LOG"];
  if (running !== undefined) {
    const ready = readFileSync(running, "utf8")
      .split("\n")
      .find((line) => line.includes('"event":"ready"'));
    if (ready === undefined) throw new Error(`The local cloud of ${running} is not ready`);
    provide(project, JSON.parse(ready) as Ready, running);
    return () => Promise.resolve();
  }
  mkdirSync(folder, { recursive: true });
  const log = `${folder}cloud.log`;
  const settings = `${folder}settings.json`;
  const options = ["--port", "0", "--json", "--verbose", "--settings", settings];
  const child = spawn(`${root}infra/local/culver-local`, [...options, ...webPush], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const file = createWriteStream(log);
  child.stderr.pipe(file, { end: false });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      file.write(`${line}\n`);
      const event = line.startsWith("{") ? (JSON.parse(line) as { event: string; message?: string }) : undefined;
      if (event?.event === "ready") resolve(event as unknown as Ready);
      if (event?.event === "failed") reject(new Error(event.message));
    });
    void ended.then(() => reject(new Error(`The local cloud has ended; ${log} tells why. Is it built (make build)?`)));
  });
  provide(project, ready, log);
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

const provide = (project: TestProject, ready: Ready, log: string): void =>
  project.provide("cloud", { ...ready, web: new URL("./", ready.web).href, log });
