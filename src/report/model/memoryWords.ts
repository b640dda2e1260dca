import type { Evidence } from "../../contract/evidence.ts";
import { callAt } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { PEER_NAMES, PEERS } from "../../trace/parties.ts";
import { inHeading, PARTY_NAMES } from "./parties.ts";

/** What the memory search was: whose memory, when, for what, and what it cannot show. */
export function memoryWords({ memory }: Pick<Evidence, "memory">, run: Run): string {
  const names = memory.processes.map(({ actor }) => inHeading(PARTY_NAMES[actor]));
  const sought = [...new Set(memory.rows.flatMap((row) => row.sought))];
  return [
    `The lab read the memory of ${memory.processes.length} processes (${names.join(", ")}), one after the other, once${momentOf(memory, run)}.`,
    "Keys and secrets that were made later are not in the search.",
    "The conductor is not searched: every actor tells it its secrets, and it writes them to the run's files.",
    `Secrets were looked for as ${sought.join(", ")}; in another form none is found.`,
    "What a process must hold, its own marker and its own secrets, must be found there: that is the control.",
    "A secret may stand in its owner's memory more than once; some copies are made by the lab's own reporting of it, so their number says nothing.",
  ].join(" ");
}

function momentOf({ processes }: Evidence["memory"], { calls, memory }: Run): string {
  const [first] = processes;
  const search = memory.searches.find(({ seq }) => seq === first?.seq);
  const call = search && callAt(calls, search.seq);
  if (!search || !call) return "";
  const connected = PEERS.filter((peer) => {
    const { state, seq } = call.peers[peer].link;
    return state === "connected" && seq !== undefined && seq < search.seq;
  });
  const link =
    connected.length === PEERS.length
      ? "both peers were connected"
      : connected.length === 0
        ? "no peer was connected"
        : `only ${connected.map((peer) => PEER_NAMES[peer]).join()} was connected`;
  return `, in call ${call.number}, ${Math.round(search.at)} ms after the run began, when ${link}`;
}
