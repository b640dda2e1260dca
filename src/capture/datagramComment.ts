import type { EndName } from "../trace/parties.ts";

/*
 * The comment that the lab's recorder gives each packet of its capture. Wireshark shows it. Only the recorder writes it, so
 * it says what the recorder knows: no end of a call can put a word into it.
 */

/** @param deliveries how many times the path delivered it */
export function datagramComment(from: EndName, to: EndName, deliveries: number): string {
  const ends = `${from} → ${to}`;
  return deliveries === 1 ? ends : `${ends}, ${deliveries === 0 ? "lost" : `delivered ${deliveries} times`}`;
}

/** How many times a recorded packet was delivered, by its comment. One without a word about it: once. */
export function deliveriesIn(comment: string | undefined): number {
  if (comment === undefined) return 1;
  if (comment.endsWith(", lost")) return 0;
  const times = /, delivered (\d{1,3}) times$/.exec(comment)?.[1];
  return times === undefined ? 1 : Number(times);
}
