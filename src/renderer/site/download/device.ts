/** What computer a visitor sits at, as far as the browser tells, and which file runs on it. */
import { z } from "zod";
import type { DownloadFile } from "../../../shared/protocol/downloads.ts";

/** `NavigatorUAData.getHighEntropyValues` (User-Agent Client Hints): of Chromium's family, and only over TLS. */
const ClientHints = z.object({
  platform: z.string(),
  mobile: z.boolean(),
  /** x86 or arm; empty where it is not told. */
  architecture: z.string().catch(""),
  bitness: z.string().catch(""),
});
export type ClientHints = z.infer<typeof ClientHints>;

export interface Hints {
  /** `navigator.userAgent` */
  readonly agent: string;
  /** `navigator.maxTouchPoints`: an iPad says that it is a Mac, and Macs have none. */
  readonly touchPoints: number;
  readonly client: ClientHints | null;
}

export type Platform = DownloadFile["platform"];

/** other: of a kind that Help is not built for. */
type Arch = "x64" | "arm64" | "other";

export type Device =
  | { readonly kind: "computer"; readonly platform: Platform; readonly arch: Arch }
  /** Telephones and tablets. */
  | { readonly kind: "handheld" }
  | { readonly kind: "unknown" };

const unknown: Device = { kind: "unknown" };

export function deviceOf({ agent, touchPoints, client }: Hints): Device {
  const isHandheld =
    client?.mobile === true ||
    /\b(Android|iPhone|iPad|iPod|Mobile)\b/.test(agent) ||
    client?.platform === "Android" ||
    (/\bMacintosh\b/.test(agent) && touchPoints > 1);
  if (isHandheld) return { kind: "handheld" };
  const platform = platformOf(client?.platform ?? "", agent);
  if (platform === null) return unknown;
  return { kind: "computer", platform, arch: archOf(client, agent) };
}

function platformOf(told: string, agent: string): Platform | null {
  // Chromium OS says nothing of Linux in its hints, and must not be taken for it.
  if (/\bCrOS\b/.test(agent) || told.startsWith("Chrom")) return null;
  if (told === "Windows" || /\bWindows NT\b/.test(agent)) return "windows";
  if (told === "macOS" || /\bMacintosh\b/.test(agent)) return "macos";
  if (told === "Linux" || /\bLinux\b/.test(agent)) return "linux";
  return null;
}

/** Agents of Chromium's family say x86_64 and Win64 of every computer; only its hints know better. */
function archOf(client: ClientHints | null, agent: string): Arch {
  // Windows 8.1 and older: Help's runtime does not start there.
  if (/\bWindows NT ([0-5]\.|6\.)/.test(agent)) return "other";
  if (client !== null && client.architecture !== "") {
    if (client.bitness !== "64") return "other";
    return client.architecture === "arm" ? "arm64" : client.architecture === "x86" ? "x64" : "other";
  }
  if (/\b(aarch64|arm64)\b/i.test(agent)) return "arm64";
  // No processor is named for a Mac, and it does not matter: its file is for both.
  return /\b(Win64|WOW64|x64|x86_64|amd64|Macintosh)\b/i.test(agent) ? "x64" : "other";
}

/** The file for a computer; null when there is none that runs on it. */
export function fileFor(files: readonly DownloadFile[], device: Device): DownloadFile | null {
  if (device.kind !== "computer") return null;
  const { platform, arch } = device;
  // Windows and macOS on ARM run what was made for x64 too.
  const order: readonly string[] =
    arch === "arm64" && platform !== "linux" ? ["arm64", "universal", "x64"] : [arch, "universal"];
  const own = files.filter((file) => file.platform === platform);
  for (const one of arch === "other" ? [] : order) {
    const file = own.find((its) => its.arch === one);
    if (file !== undefined) return file;
  }
  return null;
}

interface Telling {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  readonly userAgentData?: { getHighEntropyValues(names: readonly string[]): Promise<unknown> };
}

/** Never rejects: a browser that tells nothing more is judged by what it calls itself. */
export async function hintsOf(browser: Telling): Promise<Hints> {
  const { userAgent: agent, maxTouchPoints: touchPoints } = browser;
  let client: ClientHints | null = null;
  try {
    const told = await browser.userAgentData?.getHighEntropyValues(["architecture", "bitness"]);
    client = ClientHints.safeParse(told).data ?? null;
  } catch {
    // Some browsers refuse by policy.
  }
  return { agent, touchPoints, client };
}
