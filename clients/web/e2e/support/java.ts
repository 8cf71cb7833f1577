import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { codesFor, nextCode } from "./codes.ts";
import { until } from "./until.ts";

const program = new URL("../../../java/culver", import.meta.url).pathname;
const run = promisify(execFile);

/** Somebody at the command line's client, with a home of their own. */
export interface JavaPerson {
  readonly handle: string;
  /** Runs a command to its end and answers what it printed. */
  culver(...words: readonly string[]): Promise<string>;
  /** Prints what comes, from now on. Answers how to wait for a line, and how to stop. */
  listens(): { hears(text: string): Promise<string>; stops(): Promise<void> };
  ends(): Promise<void>;
}

/** Signs somebody in at the command line. */
export async function javaPerson(number: string, name: string, handle: string): Promise<JavaPerson> {
  const home = await mkdtemp(join(tmpdir(), "culver-e2e-"));
  const first = ["--settings", inject("cloud").settings];
  const environment = { ...process.env, HOME: home, CULVER_HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const culver = async (...words: readonly string[]): Promise<string> =>
    (await run(program, [...first, ...words], { env: environment, cwd: home, timeout: 120_000 })).stdout;

  const before = await codesFor(number);
  const login = spawn(program, [...first, "login", number, "--name", name, "--handle", handle], {
    env: environment,
    cwd: home,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  [login.stdout, login.stderr].forEach((stream) => stream.on("data", (part: Buffer) => (said += part.toString())));
  const exit = new Promise<number | null>((resolve) => login.once("exit", resolve));
  login.stdin.end(`${await nextCode(number, before)}\n`);
  if ((await exit) !== 0) throw new Error(`culver login: ${said}`);

  return {
    handle,
    culver,
    listens() {
      const child = spawn(program, [...first, "listen"], { env: environment, cwd: home });
      const lines: string[] = [];
      createInterface(child.stdout).on("line", (line) => lines.push(line));
      createInterface(child.stderr).on("line", (line) => lines.push(line));
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      return {
        hears: (text) => until(`the line ${text}`, () => Promise.resolve(lines.find((line) => line.includes(text)))),
        async stops() {
          child.kill("SIGINT");
          await ended;
        },
      };
    },
    ends: () => rm(home, { recursive: true, force: true }),
  };
}
