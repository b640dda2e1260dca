import { eventsOf, type TraceEvent } from "./events.ts";

/**
 * The run's session secrets as an NSS key log: one line `<label> <client random> <secret>` each, as Wireshark reads it.
 * Both ends of an association report the same lines; each stands once. Premaster secrets are left out: the master secret
 * opens the same records.
 */
export function keyLogOf(trace: readonly TraceEvent[]): string {
  const lines = eventsOf(trace, "session-secrets").flatMap(({ clientRandom, entries }) =>
    entries
      .filter(({ label }) => label !== "PMS_CLIENT_RANDOM")
      .map(({ label, value }) => `${label} ${clientRandom} ${value}\n`),
  );
  return [...new Set(lines)].join("");
}
