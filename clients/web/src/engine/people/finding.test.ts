import { expect, test } from "vitest";
import { named } from "./finding.ts";

test("a handle, a number and an account are told apart", () => {
  expect(named("@Anna_1")).toEqual({ handle: "anna_1" });
  expect(named("+49 151 (234) 567-89")).toEqual({ phoneNumber: "+4915123456789" });
  expect(named("ZnSGFj8GSW8ar-jrZQ9jcg")).toEqual({ account: "ZnSGFj8GSW8ar-jrZQ9jcg" });
  // Of the letters that handles are made of: somebody typed it.
  expect(named("anna_anna_anna_anna_ag")).toEqual({ handle: "anna_anna_anna_anna_ag" });
  expect(named("0151 23456789")).toBeUndefined();
});
