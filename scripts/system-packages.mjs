/** Debian packages that the programs, their tests and the bench need. Other systems bring them along. */
import { existsSync, readFileSync } from "node:fs";
import { run, SetupError, step, tryRun } from "./setup-lib.mjs";

const electron = [
  ...["libgtk-3-0", "libnss3", "libasound2", "libgbm1", "libxss1", "libatk-bridge2.0-0", "libxtst6"],
  // robotjs is linked with these.
  ...["libx11-6", "libxi6"],
];
const virtualDisplay = ["xvfb", "openbox", "fonts-dejavu-core", "x11-xkb-utils"];
// A key store, for what is remembered on a computer.
const keyring = ["dbus", "gnome-keyring"];
// Chromium's own build without windows: the same engine, and a third less time than the whole browser without them.
// NSIS makes programs for Windows, and electron-builder packs with 7z: tests/dist looks at what comes out.
const windowsBuilds = ["nsis", "p7zip-full"];
// Help's one file for Linux is packed with it.
const portable = ["zstd"];
const test = [
  ...virtualDisplay,
  ...keyring,
  ...windowsBuilds,
  ...portable,
  "xterm",
  "chromium-headless-shell",
  "coturn",
];
// The guides' pictures want a browser with windows as well (scripts/screenshots.ts).
const bench = [
  ...test,
  "chromium",
  "tigervnc-scraping-server",
  "tigervnc-viewer",
  "novnc",
  "websockify",
  "python3",
];

const profiles = {
  // With a desktop too: the self-check always plays on displays of its own.
  demo: [...electron, ...virtualDisplay],
  test: [...electron, ...test],
  bench: [...electron, ...bench],
};

/**
 * Installs what is missing when that is possible here.
 * @throws {SetupError} with the exact command when it is not
 */
export function ensureSystemPackages(profile) {
  if (process.platform !== "linux") return;
  if (!isDebianLike()) {
    step(`Not a Debian-like system: please make sure that it has ${profiles[profile].join(", ")}`);
    return;
  }
  const missing = profiles[profile].filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const commands = installing(missing);
  if (process.getuid() !== 0) {
    const typed = commands.map((words) => `sudo ${words.join(" ")}`).join(" && ");
    throw new SetupError(`Some system packages are missing. Please run this, then try again:\n\n  ${typed}`);
  }
  step(`Installing system packages: ${missing.join(" ")}`);
  for (const [command, ...args] of commands) run(command, args, { DEBIAN_FRONTEND: "noninteractive" });
}

/** The commands that install packages, as root. */
function installing(packages) {
  return [
    ["apt-get", "update"],
    // Debian would start the relay as a service, open to the network; the tests start one of their own.
    ...(packages.includes("coturn") && wouldStart("coturn.service")
      ? [["systemctl", "mask", "coturn.service"]]
      : []),
    ["apt-get", "install", "-y", "--no-install-recommends", ...packages],
  ];
}

/** Whether systemd runs here, and nobody has set up such a service of their own. */
function wouldStart(unit) {
  return (
    existsSync("/run/systemd/system") &&
    !["/etc", "/lib", "/usr/lib"].some((folder) => existsSync(`${folder}/systemd/system/${unit}`))
  );
}

function isInstalled(name) {
  // Ubuntu 24.04 and later give some libraries another ending: libasound2t64 stands for libasound2.
  // The first letter is what was asked for (install, hold), the second what is.
  return [name, `${name}t64`].some((candidate) =>
    /^[ih]i/.test(tryRun("dpkg-query", ["-W", "-f=${db:Status-Abbrev}", candidate]).output),
  );
}

function isDebianLike() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
