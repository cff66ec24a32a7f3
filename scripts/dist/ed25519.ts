/**
 * Whether 32 bytes are a public key of Ed25519. Node takes any 32 bytes for one, and then finds every signature wrong:
 * a Help built with such a key would open no line.
 */

/** RFC 8032, section 5.1: the field, and the curve's constant d. */
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** y of the points whose order divides 8 (each with both signs of x): with them, some signatures fit any message. */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  P - 2707385501144840649318225287225658788936804267575313519463743609750303402022n,
]);

/** @param key base64url */
export function isPublicKey(key: string): boolean {
  const bytes = Buffer.from(key, "base64url");
  if (bytes.length !== 32) return false;
  // The lowest byte first; the highest bit is the sign of x.
  const y = BigInt(`0x${Buffer.from(bytes.toReversed()).toString("hex")}`) & (2n ** 255n - 1n);
  if (y >= P || SMALL_ORDER.has(y)) return false;
  // Section 5.1.3: x² = (y² - 1) / (d y² + 1), which must be a square (Euler's criterion).
  const square = modulo((y * y - 1n) * power(modulo(D * y * y + 1n), P - 2n));
  return power(square, (P - 1n) / 2n) === 1n;
}

const modulo = (value: bigint): bigint => ((value % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}
