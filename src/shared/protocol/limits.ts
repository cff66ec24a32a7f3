/** The one protocol version this code speaks. It travels in the first message of every connection. */
export const PROTOCOL_VERSION = 1;

/** Longest WebSocket message either side accepts, in bytes. The longest honest one is an SDP offer. */
export const MAX_SIGNALING_BYTES = 65_536;

/**
 * Longest data channel message Help accepts, in characters as JavaScript counts them (UTF-16 code
 * units), hence at most three times as many bytes. The longest honest one is a button with its place.
 */
export const MAX_INPUT_LENGTH = 512;

/** WebSocket close codes after which a program does not come back as it is: replace it, or sign in anew. */
export const CLOSE_UNSUPPORTED_VERSION = 4001;
export const CLOSE_UNAUTHORISED = 4003;

/**
 * How long a signed directory is worth something, in milliseconds; also how far in the future of the
 * caller's clock it may have been signed, since that clock is often wrong.
 */
export const DIRECTORY_LIFE_MS = 24 * 3_600_000;

/**
 * How long a one-time code is valid, in milliseconds (issue 4). The call rings as long, and then ends
 * as unanswered: it is worth nothing without its code.
 */
export const CODE_LIFE_MS = 10 * 60_000;

/** How long the consent question waits; silence then means no, in milliseconds (SERVICE.md, rule 2). */
export const CONSENT_TIMEOUT_MS = 60_000;

/**
 * How long the spoken check may take from the moment the connection is up, in milliseconds; without words
 * the call then ends (docs/adr/0017-spoken-check.md). One round trip and a half, on the worst of networks.
 */
export const SPOKEN_TIMEOUT_MS = 10_000;

/** Wrong codes a call survives; the next one after these burns the call. */
export const MAX_WRONG_CODES = 4;

/** Digits of the one-time code: 5 tries of 10^7 give a guess of at most 5e-7 a call. */
export const CODE_DIGITS = 7;

/** Digits of the session ID that the caller reads out first. It names the call and opens nothing. */
export const ID_DIGITS = 6;
