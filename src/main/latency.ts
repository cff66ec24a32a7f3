/** Chromium switches that Help needs for a quick picture. Figures: docs/adr/0004-media-settings.md. */
import { app } from "electron";

/** Must run before the app is ready. */
export function preferLatency(): void {
  // Tells the other end to show each frame at once instead of smoothing the rhythm.
  app.commandLine.appendSwitch("force-fieldtrials", "WebRTC-ForceSendPlayoutDelay/min_ms:0,max_ms:0/");
  // By default the capturer pauses so as to use half of its time at most, which halves the frames.
  app.commandLine.appendSwitch("webrtc-max-cpu-consumption-percentage", "100");
}
