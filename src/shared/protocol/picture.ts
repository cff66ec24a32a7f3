/** Whether a picture is what it says it is: by its beginning, so that a mistake is told before it is kept. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648, section 4; one character for each byte. What is not of the alphabet counts as nothing. */
function bytesOf(base64: string): string {
  let bytes = "";
  let bits = 0;
  let held = 0;
  for (const letter of base64) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 0xff);
  }
  return bytes;
}

/**
 * Signature, then the chunk IHDR of 13 bytes, which begins with width and height: 1 to 2³¹−1 each, the highest byte
 * first (Portable Network Graphics, third edition, sections 3.1 and 11.2.1).
 */
function isPng(bytes: string): boolean {
  const size = (at: number): number =>
    [0, 1, 2, 3].reduce((sum, i) => sum * 256 + bytes.charCodeAt(at + i), 0);
  const isSize = (at: number): boolean => size(at) >= 1 && size(at) < 2 ** 31;
  return bytes.startsWith("\x89PNG\r\n\x1a\n\0\0\0\rIHDR") && isSize(16) && isSize(20);
}

/** UTF-8 whose first element is `svg`, after whatever XML lets stand before it (XML 1.0, section 2.8). */
function isSvg(bytes: string): boolean {
  let rest = bytes.replace(/^\xef\xbb\xbf/, "").trimStart();
  for (;;) {
    const end = endOfProlog(rest);
    if (end === null) return /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/.test(rest);
    if (end < 0) return false;
    rest = rest.slice(end + 1).trimStart();
  }
}

/** Where the first thing ends that is before the first element: null, there is none; -1, it never ends. */
function endOfProlog(text: string): number | null {
  const after = (mark: string, from = 0): number => {
    const at = text.indexOf(mark, from);
    return at < 0 ? -1 : at + mark.length - 1;
  };
  if (text.startsWith("<?")) return after("?>");
  if (text.startsWith("<!--")) return after("-->", 4);
  if (!text.startsWith("<!DOCTYPE")) return null;
  const inner = text.indexOf("[");
  const end = after(">");
  if (inner < 0 || inner > end) return end;
  const closed = after("]", inner);
  return closed < 0 ? -1 : after(">", closed);
}

/** @param url a data URL in base64, of PNG or SVG */
export function isPicture(url: string): boolean {
  const [, type, base64 = ""] = /^data:image\/(png|svg\+xml);base64,(.*)$/s.exec(url) ?? [];
  if (type === "png") return isPng(bytesOf(base64.slice(0, 32)));
  return type === "svg+xml" && isSvg(bytesOf(base64));
}
