/** Which Node this program runs on. Imports nothing: it is asked before anything else is loaded. */

/** The deployed package.json says so too, in `engines`. */
export const OLDEST_NODE = 24;

/**
 * @param version such as `24.21.0`
 * @returns what to do about it, in one sentence; null when it is right
 */
export function nodeProblem(version: string): string | null {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return null;
  return `This is Node ${version}, but Node ${OLDEST_NODE} or later is needed: install it, and start the server with that.`;
}
