/** Longest wait between two tries to reach the server, in milliseconds. */
const LONGEST_MS = 15_000;
const SHORTEST_MS = 250;

/**
 * How long to wait before try number `attempt` (1 is the first after a loss), in milliseconds.
 * Doubles each time and is spread by up to half, so that a thousand Helps do not return at once.
 * @param random 0 <= random < 1
 */
export function reconnectDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full * (0.5 + random / 2));
}
