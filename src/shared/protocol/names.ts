/** What a name for display may be, for its schema (common.ts) and for those who clean one. */

/** Longest name for display, in characters. */
export const MAX_NAME = 80;

/**
 * What no name holds, as the inside of a regular expression's brackets: what is no character (control, format,
 * half a surrogate pair), other lines, and letters that are blank (Hangul fillers).
 */
export const NOT_IN_NAMES = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0`;
