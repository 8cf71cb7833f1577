import type { BrowserContext } from "playwright-core";

/** Something that a page should not have said. */
export interface Complaint {
  readonly whose: string;
  readonly is: "console" | "exception" | "violation";
  readonly text: string;
}

// A browser without a network says so of each request; that is what the tests made happen.
const expected = /net::ERR_(INTERNET_DISCONNECTED|FAILED|ABORTED|NETWORK_CHANGED|CONNECTION_CLOSED)/u;

/** Collects errors and warnings on the console, exceptions, and violations of the page's policies. */
export async function watch(context: BrowserContext, into: Complaint[], whose: string): Promise<void> {
  const add = (is: Complaint["is"], text: string): void => {
    if (!expected.test(text)) into.push({ whose, is, text });
  };
  await context.exposeBinding("culverViolation", (_source, text: string) => add("violation", text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const told = `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`;
      (window as unknown as { culverViolation(text: string): void }).culverViolation(told);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      add("console", `${message.text()} ${message.location().url}`);
    }
  });
  context.on("weberror", (error) => add("exception", error.error().stack ?? error.error().message));
}
