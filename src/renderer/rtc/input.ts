/** The technician's mouse and keyboard on the remote picture, turned into input messages. */
import type { Input, MouseButton } from "../../shared/protocol/input.ts";
import { fractionAt } from "./geometry.ts";
import { keyInputs } from "./keyboard.ts";

const BUTTONS: readonly (MouseButton | undefined)[] = ["left", "middle", "right"];

/** Fast mice report up to 8000 times a second; nobody sees more than this many moves. In milliseconds. */
const MOVE_INTERVAL_MS = 4;

/** `wheelDelta` of one notch, on every platform. */
const NOTCH = 120;

/** Moves out of the picture and back to the toolbar, as in remote desktop programs: Ctrl+Alt+Home. */
const isWayOut = (e: KeyboardEvent): boolean => e.ctrlKey && e.altKey && e.code === "Home";

/** For a picture that is only looked at: every key but the way out is left alone. Returns what ends it. */
export function bindWayOut(surface: HTMLElement, leave: () => void): () => void {
  const bound = new AbortController();
  const key = (event: KeyboardEvent): void => {
    if (!isWayOut(event)) return;
    event.preventDefault();
    leave();
  };
  surface.addEventListener("keydown", key, { signal: bound.signal });
  return () => bound.abort();
}

/**
 * Sends what happens on `surface` until the returned function is called.
 * @param picture the element whose box is exactly the remote picture
 * @param leave called when the technician asks to leave the picture by keyboard
 */
export function bindInput(
  surface: HTMLElement,
  picture: HTMLElement,
  send: (input: Input) => void,
  leave: () => void,
): () => void {
  const bound = new AbortController();
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    handle: (event: HTMLElementEventMap[K]) => void,
  ): void => surface.addEventListener(name, handle, { signal: bound.signal, passive: false });

  const at = (event: MouseEvent) =>
    fractionAt(event, picture.getBoundingClientRect(), window.devicePixelRatio);
  // Raw updates come as the mouse moves; plain moves wait for the next frame of this window.
  const move = "onpointerrawupdate" in surface ? "pointerrawupdate" : "pointermove";
  let sentAt = 0;
  listen(move as "pointermove", (event) => {
    if (event.timeStamp - sentAt < MOVE_INTERVAL_MS) return;
    sentAt = event.timeStamp;
    send({ t: "move", ...at(event) });
  });
  // Once a frame the last place goes out, so that a pointer at rest is exact.
  if (move !== "pointermove") listen("pointermove", (event) => send({ t: "move", ...at(event) }));

  // PointerEvents report only the first of several buttons; MouseEvents report each.
  const button = (down: boolean) => (event: MouseEvent) => {
    const name = BUTTONS[event.button];
    if (name) send({ t: "button", button: name, down, ...at(event) });
    if (down) surface.focus();
    event.preventDefault();
  };
  listen("mousedown", button(true));
  listen("mouseup", button(false));
  // A drag that leaves the picture still belongs to it.
  listen("pointerdown", (event) => surface.setPointerCapture(event.pointerId));
  listen("contextmenu", (event) => event.preventDefault());

  const wheel = wheelCounter();
  listen("wheel", (event) => {
    event.preventDefault();
    const { dx, dy } = wheel(event as WheelEvent & { wheelDeltaX: number; wheelDeltaY: number });
    if (dx !== 0 || dy !== 0) send({ t: "wheel", dx, dy, ...at(event) });
  });

  const key = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (isWayOut(event)) {
      send({ t: "release" });
      return leave();
    }
    for (const input of keyInputs(event)) send(input);
  };
  listen("keydown", key);
  listen("keyup", key);
  listen("blur", () => send({ t: "release" }));
  return () => bound.abort();
}

/** Gathers wheel movement until whole notches are there; a touchpad sends many small parts of one. */
export function wheelCounter() {
  let restX = 0;
  let restY = 0;
  const clamp = (n: number) => Math.max(-20, Math.min(20, n));
  return (event: { wheelDeltaX: number; wheelDeltaY: number }): { dx: number; dy: number } => {
    restX -= event.wheelDeltaX / NOTCH;
    restY -= event.wheelDeltaY / NOTCH;
    const dx = clamp(Math.trunc(restX));
    const dy = clamp(Math.trunc(restY));
    restX -= dx;
    restY -= dy;
    return { dx, dy };
  };
}
