import { linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { callAt } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { isPeer, type PeerName } from "../../trace/parties.ts";

/** What a peer speaks with, by its own word. */
export function stack({ stacks }: Run, peer: PeerName): Evidence["stacks"]["alice"] {
  const started = stacks[peer];
  return { name: started?.name ?? "unknown", basis: linesOf(started) };
}

/** What the peers' browsers say of their own DTLS. It is their word: the capture says what crossed the network. */
export function dtlsStats({ facts, calls }: Run): Evidence["dtlsStats"] {
  return facts["dtls-stats"].flatMap((event) => {
    const call = callAt(calls, event.seq);
    if (!call || !isPeer(event.actor)) return [];
    const { tlsVersion, dtlsCipher, seq } = event;
    return [
      {
        by: event.actor,
        call: call.number,
        ...(tlsVersion !== undefined && { version: VERSIONS.get(tlsVersion.toUpperCase()) ?? tlsVersion }),
        ...(dtlsCipher !== undefined && { cipherSuite: dtlsCipher }),
        basis: [seq],
      },
    ];
  });
}

/** As getStats has it: the two bytes of the version, hexadecimal. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  ["FEFF", "DTLS 1.0"],
  ["FEFD", "DTLS 1.2"],
  ["FEFC", "DTLS 1.3"],
]);
