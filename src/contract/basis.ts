import * as v from "valibot";

/** What a finding rests on: trace lines by number, packets of the capture as "packet:17". */
export const basisSchema = v.array(
  v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.regex(/^packet:\d+$/))]),
);
export type Basis = v.InferOutput<typeof basisSchema>;

export function packetBasis(packets: readonly number[]): Basis {
  return packets.map((packet) => `packet:${packet}`);
}

/** The trace lines of some events; those that are not there are left out. */
export function linesOf(...events: readonly ({ readonly seq: number } | undefined)[]): Basis {
  return events.flatMap((event) => (event ? event.seq : []));
}
