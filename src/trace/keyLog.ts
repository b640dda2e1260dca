import { eventsOf, type TraceEvent } from "./events.ts";

/**
 * The run's session secrets as an NSS key log: one line `CLIENT_RANDOM <client random> <master secret>` for
 * each DTLS association, as Wireshark reads it. Both ends of an association report the same line; it stands once.
 */
export function keyLogOf(trace: readonly TraceEvent[]): string {
  const lines = eventsOf(trace, "session-secret").map(
    ({ clientRandom, masterSecret }) => `CLIENT_RANDOM ${clientRandom} ${masterSecret}\n`,
  );
  return [...new Set(lines)].join("");
}
