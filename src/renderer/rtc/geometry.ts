/** Where the remote picture lies in its frame, and where in it a pointer is. All sizes in CSS pixels. */

export interface Size {
  width: number;
  height: number;
}

/**
 * The size at which a picture is shown. `actual` shows one remote pixel on one pixel of this screen;
 * `fit` makes the whole picture as large as the frame allows.
 * @param density device pixels to one CSS pixel
 */
export function shownSize(picture: Size, frame: Size, scale: "fit" | "actual", density: number): Size {
  const factor =
    scale === "actual" ? 1 / density : Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * factor, height: picture.height * factor };
}

/**
 * The place in the picture, as fractions 0..1, of the device pixel that the pointer is on: its
 * middle, so that at 1:1 every pixel maps to itself. Places outside are drawn to the edge, and a
 * picture without size has only that.
 */
export function fractionAt(
  pointer: { clientX: number; clientY: number },
  picture: { left: number; top: number; width: number; height: number },
  density: number,
): { x: number; y: number } {
  const half = 0.5 / density;
  // Not a number, as 0 / 0 is, counts as 0.
  const clamp = (value: number) => (value > 0 ? Math.min(1, value) : 0);
  return {
    x: clamp((pointer.clientX + half - picture.left) / picture.width),
    y: clamp((pointer.clientY + half - picture.top) / picture.height),
  };
}
