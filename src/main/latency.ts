/** Chromium switches that Help needs to be quick. */
import { app } from "electron";

/** For a quick picture. Must run before the app is ready. Figures: docs/adr/0004-media-settings.md. */
export function preferLatency(): void {
  // Tells the other end to show each frame at once instead of smoothing the rhythm.
  app.commandLine.appendSwitch("force-fieldtrials", "WebRTC-ForceSendPlayoutDelay/min_ms:0,max_ms:0/");
  // By default the capturer pauses so as to use half of its time at most, which halves the frames.
  app.commandLine.appendSwitch("webrtc-max-cpu-consumption-percentage", "100");
}

/**
 * For a quick start. Must run before the app is ready. Figures: docs/adr/0026-size-and-start.md.
 *
 * On Linux Chromium encodes video without the graphics processor anyway, and Help's windows hardly move; elsewhere it
 * encodes the picture, and stays.
 */
export function startWithoutGraphics(platform: NodeJS.Platform): void {
  if (platform !== "linux") return;
  app.disableHardwareAcceleration();
  // Nor its substitute in software, which is not packed either (scripts/dist/trim.ts).
  app.commandLine.appendSwitch("disable-software-rasterizer");
  // GTK looks for the driver of a graphics processor, too. What Help starts, a browser, shall not inherit this.
  if (process.env["GDK_GL"] !== undefined) return;
  process.env["GDK_GL"] = "disable";
  app.once("ready", () => delete process.env["GDK_GL"]);
}
