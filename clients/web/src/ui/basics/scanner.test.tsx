// @vitest-environment jsdom
import { cleanup, render, waitFor } from "@testing-library/react";
import jsqr from "jsqr";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Scanner } from "./scanner.tsx";

vi.mock("jsqr", () => ({ default: vi.fn(() => ({ data: "by pixels" })) }));

const found = vi.fn();
const failed = vi.fn();
const stop = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  const stream = { getTracks: () => [{ stop }] };
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => Promise.resolve(stream) } });
  vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  vi.spyOn(HTMLVideoElement.prototype, "videoWidth", "get").mockReturnValue(640);
  const brush = { drawImage: () => undefined, getImageData: () => ({ data: [], width: 1, height: 1 }) };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(brush as never);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A browser with a detector of its own for these formats. */
function withDetector(formats: readonly string[], detect: () => Promise<readonly { rawValue: string }[]>): void {
  class BarcodeDetector {
    static getSupportedFormats = () => Promise.resolve(formats);
    detect = detect;
  }
  vi.stubGlobal("BarcodeDetector", BarcodeDetector);
}

const scan = () => render(<Scanner label="Hold it there" onFound={found} onFailed={failed} />);

test("a code is read by the browser's own detector where there is one", async () => {
  withDetector(["ean_13", "qr_code"], () => Promise.resolve([{ rawValue: "by the browser" }]));
  scan();
  await waitFor(() => expect(found).toHaveBeenCalledWith("by the browser"));
  expect(jsqr).not.toHaveBeenCalled();
});

test("a code is read from the picture where there is none", async () => {
  scan();
  await waitFor(() => expect(found).toHaveBeenCalledWith("by pixels"));
});

test.each<[string, readonly string[], () => Promise<readonly { rawValue: string }[]>]>([
  ["that knows no QR codes", [], () => Promise.resolve([])],
  ["that does not work", ["qr_code"], () => Promise.reject(new DOMException("", "NotSupportedError"))],
])("a code is read from the picture beside a detector %s", async (_, formats, detect) => {
  withDetector(formats, detect);
  scan();
  await waitFor(() => expect(found).toHaveBeenCalledWith("by pixels"));
  expect(failed).not.toHaveBeenCalled();
});

test("the camera is let go when nobody scans any more", async () => {
  const { unmount } = scan();
  await waitFor(() => expect(found).toHaveBeenCalled());
  unmount();
  expect(stop).toHaveBeenCalled();
});
