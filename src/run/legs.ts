import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { Recording } from "./recording.ts";

/** The associations of a run that a reader can decrypt: a UDP port that only this one uses, and a file name for it. */
export function associationLegs(
  trace: readonly TraceEvent[],
  { associations }: Recording,
): { readonly port: number; readonly file: string }[] {
  const ports = eventsOf(trace, "port-opened");
  return associations.flatMap(({ ends, call }) => {
    const end = ends.find((name) => name === "alice" || name === "bob") ?? ends[0];
    const opened = ports.find(({ owner, call: of }) => owner === end && of === call);
    return opened ? [{ port: opened.port, file: `${end}-call-${call}.pcapng` }] : [];
  });
}
