import { eventsOf, type PeerName } from "../../trace/events.ts";
import { type Case, ownCertificates } from "../case.ts";
import type { Evidence } from "../contract.ts";

/** In which process the peer's certificate key was made, by the process id that the conductor gave it. */
export function keyOrigin({ trace }: Case, peer: PeerName): Evidence["keyOrigin"]["alice"] {
  const made = ownCertificates(trace, peer).at(-1);
  const started = eventsOf(trace, "actor-started").find(({ name }) => name === peer);
  if (!made || !started)
    return { value: "unknown", basis: [], because: `no trace of how ${peer} came to its key` };
  const basis = [started.seq, made.seq];
  return made.actor === peer && made.pid === started.pid
    ? {
        value: "own-process",
        basis,
        because: `process ${made.pid}, which is ${peer}, reported that it made the key`,
      }
    : { value: "elsewhere", basis, because: `${made.actor}, process ${made.pid}, made the key` };
}
