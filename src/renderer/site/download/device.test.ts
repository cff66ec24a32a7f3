import { describe, expect, test } from "vitest";
import type { DownloadFile } from "../../../shared/protocol/downloads.ts";
import { deviceOf, fileFor, hintsOf, type ClientHints, type Device } from "./device.ts";

const agents = {
  chromeWindows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  firefoxWindows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
  firefoxWindows32: "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0",
  firefoxWow: "Mozilla/5.0 (Windows NT 10.0; WOW64; rv:115.0) Gecko/20100101 Firefox/115.0",
  windows7: "Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0",
  safariMac:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  chromeLinux:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  firefoxUbuntu: "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  firefoxLinuxArm: "Mozilla/5.0 (X11; Linux aarch64; rv:145.0) Gecko/20100101 Firefox/145.0",
  firefoxLinux32: "Mozilla/5.0 (X11; Linux i686; rv:145.0) Gecko/20100101 Firefox/145.0",
  chromeOs:
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  chromeAndroid:
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  androidTablet:
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  iPhone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  bsd: "Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0",
} as const;

const handheld: Device = { kind: "handheld" };
const unknown: Device = { kind: "unknown" };
const computer = (platform: "windows" | "macos" | "linux", arch: "x64" | "arm64" | "other"): Device => ({
  kind: "computer",
  platform,
  arch,
});
const hints = (platform: string, architecture: string, more: Partial<ClientHints> = {}): ClientHints => ({
  ...{ platform, architecture, bitness: "64", mobile: false },
  ...more,
});

describe("the device", () => {
  test.each<[keyof typeof agents, Device]>([
    ["chromeWindows", computer("windows", "x64")],
    ["firefoxWindows", computer("windows", "x64")],
    ["firefoxWindows32", computer("windows", "other")],
    ["firefoxWow", computer("windows", "x64")],
    ["windows7", computer("windows", "other")],
    ["safariMac", computer("macos", "x64")],
    ["chromeLinux", computer("linux", "x64")],
    ["firefoxUbuntu", computer("linux", "x64")],
    ["firefoxLinuxArm", computer("linux", "arm64")],
    ["firefoxLinux32", computer("linux", "other")],
    ["chromeOs", unknown],
    ["bsd", unknown],
    ["chromeAndroid", handheld],
    ["androidTablet", handheld],
    ["iPhone", handheld],
  ])("by its agent alone, %s is %o", (agent, device) => {
    expect(deviceOf({ agent: agents[agent], touchPoints: 0, client: null })).toEqual(device);
  });

  test.each<[ClientHints, keyof typeof agents, Device]>([
    [hints("Windows", "x86"), "chromeWindows", computer("windows", "x64")],
    [hints("Windows", "arm"), "chromeWindows", computer("windows", "arm64")],
    [hints("Windows", "x86", { bitness: "32" }), "chromeWindows", computer("windows", "other")],
    [hints("Windows", "", { bitness: "" }), "chromeWindows", computer("windows", "x64")],
    [hints("macOS", "arm"), "safariMac", computer("macos", "arm64")],
    [hints("Linux", "arm"), "chromeLinux", computer("linux", "arm64")],
    [hints("Linux", "x86"), "chromeLinux", computer("linux", "x64")],
    [hints("Chrome OS", "x86"), "chromeLinux", unknown],
    [hints("Android", "", { mobile: true }), "chromeLinux", handheld],
    [hints("Android", ""), "chromeLinux", handheld],
  ])("by its hints %o with the agent of %s is %o", (client, agent, device) => {
    expect(deviceOf({ agent: agents[agent], touchPoints: 0, client })).toEqual(device);
  });

  test("an iPad that says it is a Mac is found by its touch screen; a Windows one with touch stays one", () => {
    expect(deviceOf({ agent: agents.safariMac, touchPoints: 5, client: null })).toEqual(handheld);
    expect(deviceOf({ agent: agents.chromeWindows, touchPoints: 10, client: null })).toEqual(
      computer("windows", "x64"),
    );
  });
});

describe("what the browser tells", () => {
  const agent = agents.chromeWindows;
  const telling = (told: () => Promise<unknown>) => ({
    ...{ userAgent: agent, maxTouchPoints: 0 },
    userAgentData: { getHighEntropyValues: told },
  });

  test("is asked for processor and width", async () => {
    const asked: unknown[] = [];
    const { client } = await hintsOf({
      ...telling(() => Promise.resolve(null)),
      userAgentData: {
        getHighEntropyValues(names) {
          asked.push(names);
          return Promise.resolve({ ...hints("Windows", "arm"), brands: [] });
        },
      },
    });
    expect(asked).toEqual([["architecture", "bitness"]]);
    expect(client).toEqual(hints("Windows", "arm"));
  });

  test.each([
    ["refuses", () => Promise.reject(new Error("no"))],
    ["tells nonsense", () => Promise.resolve({ platform: 5 })],
    ["tells nothing", () => Promise.resolve(undefined)],
  ])("is what it calls itself where it %s", async (_, told) => {
    expect(await hintsOf(telling(told))).toEqual({ agent, touchPoints: 0, client: null });
    expect(await hintsOf({ userAgent: agent, maxTouchPoints: 0 })).toMatchObject({ client: null });
  });
});

describe("the file", () => {
  const file = (platform: DownloadFile["platform"], arch: DownloadFile["arch"]): DownloadFile => ({
    ...{ platform, arch, kind: "portable", name: `${platform}-${arch}`, bytes: 1 },
    sha256: "0".repeat(64),
  });
  const all = [
    file("windows", "arm64"),
    file("windows", "x64"),
    file("macos", "universal"),
    file("linux", "x64"),
    file("linux", "arm64"),
  ];

  test.each<[Device, string | undefined]>([
    [computer("windows", "x64"), "windows-x64"],
    [computer("windows", "arm64"), "windows-arm64"],
    [computer("windows", "other"), undefined],
    [computer("macos", "x64"), "macos-universal"],
    [computer("macos", "arm64"), "macos-universal"],
    [computer("linux", "arm64"), "linux-arm64"],
    [handheld, undefined],
    [unknown, undefined],
  ])("for %o is %s", (device, name) => {
    expect(fileFor(all, device)?.name).toBe(name);
  });

  test("for x64 does on Windows for ARM, and not on Linux", () => {
    const x64 = [file("windows", "x64"), file("linux", "x64")];
    expect(fileFor(x64, computer("windows", "arm64"))?.name).toBe("windows-x64");
    expect(fileFor(x64, computer("linux", "arm64"))).toBeNull();
    expect(fileFor([], computer("linux", "x64"))).toBeNull();
  });
});
