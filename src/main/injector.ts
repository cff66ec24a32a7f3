import type { MouseButton } from "../shared/protocol/input.ts";

/** A place in pixels of the whole desktop. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The hands: what main needs of the operating system to work mouse and keyboard. Implemented in
 * native/; only the input gate calls it, with values it has already checked.
 */
export interface Injector {
  /** Puts the pointer at a place in pixels of the whole desktop. */
  move(x: number, y: number): void;
  /**
   * Where the pointer is, in the same pixels.
   * @throws when the system does not tell.
   */
  pointer(): Point;
  button(button: MouseButton, down: boolean): void;
  /** Whole notches; positive `dy` scrolls down, positive `dx` right. */
  wheel(dx: number, dy: number): void;
  /**
   * Presses or lets go of a key: a name from keymap.ts, or one printable ASCII character.
   * @throws when this system has no such key.
   */
  key(key: string, down: boolean): void;
  /**
   * Types one character whatever the layout, pressing Shift by itself where that is needed.
   * @throws when this system cannot type it.
   */
  type(character: string): void;
}
