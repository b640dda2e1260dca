import type { View } from "../../model/view.ts";

/** The parties of the run and what each of them could touch. */
export function PlacesSlide({ view: { run } }: { view: View }) {
  const attackers = new Set(run.calls.flatMap(({ attacker }) => attacker ?? []));
  return (
    <ul class="slide-list">
      <li>
        <strong class="alice">Alice</strong> and <strong class="bob">Bob</strong>: two peers, each a process
        of its own
      </li>
      <li>
        <strong>The server</strong> carries the signalling between them
        {attackers.has("server")
          ? ", and attacks: it puts a leg of its own towards each peer"
          : ", and is honest"}
      </li>
      <li>
        <strong>The network</strong> carries every datagram of the call, and its recorder keeps them all
      </li>
      {attackers.has("path") && (
        <li>
          <strong>The attacker on the path</strong> sits on the network, between the peers, and is nobody’s
          operator
        </li>
      )}
      {run.comparisons.some(({ over }) => over === undefined) && (
        <li>
          <strong>Another channel</strong> beside the call, such as a telephone, on which the people compare
        </li>
      )}
    </ul>
  );
}
