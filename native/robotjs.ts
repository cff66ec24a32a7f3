/** Mouse and keyboard through robotjs. The only file that loads it. */
import robot from "robotjs";
import type { Injector } from "../src/main/injector.ts";

declare module "robotjs" {
  /** On Linux only; missing from its own types. */
  export function setXDisplayName(name: string): void;
}

/** One wheel notch: Windows counts in WHEEL_DELTA, X11 in clicks, macOS in pixels (robotjs, mouse.c). */
const NOTCH = { win32: 120, darwin: 40 } as Readonly<Record<string, number>>;

export function createInjector(platform: NodeJS.Platform): Injector {
  // robotjs sleeps 10 ms after every call unless told otherwise; that is our latency.
  robot.setMouseDelay(0);
  robot.setKeyboardDelay(0);
  // robotjs tries ":0.0" before DISPLAY (xdisplay.c): that may be another person's desktop.
  if (platform === "linux") robot.setXDisplayName(process.env.DISPLAY ?? "");
  const notch = NOTCH[platform] ?? 1;

  return {
    move: (x, y) => {
      // There robotjs measures the desktop once and would miss any later change of displays (mouse.c).
      if (platform === "win32") robot.updateScreenMetrics();
      robot.moveMouse(x, y);
    },
    pointer: () => robot.getMousePos(),
    button: (button, down) => robot.mouseToggle(down ? "down" : "up", button),
    // robotjs counts up and left as positive.
    wheel: (dx, dy) => robot.scrollMouse(-dx * notch, -dy * notch),
    key: (key, down) => robot.keyToggle(key, down ? "down" : "up"),
    type: (character) => {
      const point = character.codePointAt(0) ?? 0;
      // On X11 robotjs knows ASCII only and would cut any other character to its low byte.
      const most = platform === "linux" ? 0x7e : 0xffff;
      if (point < 0x20 || point > most) throw new RangeError("this character cannot be typed here");
      robot.unicodeTap(point);
    },
  };
}
