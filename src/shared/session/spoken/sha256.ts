/**
 * SHA-256 by the WebCrypto that Node and the pages both have, and base64url. Only the part of WebCrypto
 * that is used is typed here, for this folder knows neither Node nor a window.
 */
interface WebCrypto {
  readonly subtle: { digest(algorithm: "SHA-256", data: Uint8Array): Promise<ArrayBuffer> };
}

/** The 32 bytes of the SHA-256 of `text`, which is ASCII. */
export async function sha256(text: string): Promise<Uint8Array> {
  const { crypto } = globalThis as unknown as { readonly crypto: WebCrypto };
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bytes in base64url without padding (RFC 4648, section 5), bits left over zero. */
export function base64url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    text += four
      .slice(0, Math.min(3, bytes.length - i) + 1)
      .map((six) => ALPHABET.charAt(six))
      .join("");
  }
  return text;
}
