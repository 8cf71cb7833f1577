import { expect, test } from "vitest";

import { en } from "../text/en.ts";
import { deviceName } from "./device-name.ts";

test("a device is called after its browser and system", () => {
  const agent =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0";
  expect(deviceName(agent, en.welcome)).toBe("Edge on Windows");
  expect(
    deviceName(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
      en.welcome,
    ),
  ).toBe("Safari on iPhone");
  expect(deviceName("", en.welcome)).toBe("Browser");
});
