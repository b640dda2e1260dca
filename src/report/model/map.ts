import type { Evidence } from "../../contract/evidence.ts";
import type { Attacker } from "../../run/attacker.ts";
import type { RunCall } from "../../run/calls.ts";
import { associationOf, type Run } from "../../run/run.ts";
import type { EndName, PeerName } from "../../trace/parties.ts";
import { PEERS } from "../../trace/parties.ts";
import { isToldApart } from "../../verdict/outcome.ts";
import { whoCompared } from "./comparisonWords.ts";

/** What somebody who is no peer got of the peers' content. `bytes`: some bytes of records that share a nonce. */
export type Sight = "read" | "altered" | "told-apart" | "bytes" | "nothing" | "unknown";

/** One encrypted connection of a call, and how far it came. `refused` and `unfinished`: DTLS began. `none`: not even that. */
export interface Tunnel {
  readonly ends: readonly [EndName, EndName];
  readonly state: "established" | "refused" | "unfinished" | "none";
}

/** Who sits where in one call, where each encryption ends, and who could read. */
export interface CallMap {
  readonly number: number;
  readonly of: number;
  readonly attacker: Attacker | undefined;
  readonly peers: Readonly<
    Record<
      PeerName,
      {
        readonly keys: Evidence["keyOrigin"]["alice"]["value"];
        /** It raised an alarm in this call. */
        readonly alarmed: boolean;
        /** What became of what it sent over the signalling. */
        readonly signals: "as sent" | "changed" | "not passed on" | "none sent";
        readonly signallingOverTls: boolean;
      }
    >
  >;
  /** One between the peers, or one for each peer towards whoever is in the middle. */
  readonly tunnels: readonly Tunnel[];
  /** A comparison beside the call, by its result. Undefined: none was made there. */
  readonly besideTheCall: { readonly result: "same" | "different"; readonly who: string } | undefined;
  readonly sights: {
    readonly server: Sight;
    readonly recorder: Sight;
    /** Undefined: nobody attacks this call on the path. */
    readonly path: Sight | undefined;
  };
  /** The recorder's ciphertext opens for whoever has the keys of the attacker's own legs. */
  readonly opensForAttacker: boolean;
}

/** The call that the map shows: the last one that was attacked, else the last one. Undefined: no call began. */
export function callInFocus({ calls }: Pick<Run, "calls">): RunCall | undefined {
  return calls.findLast(({ attacker }) => attacker !== undefined) ?? calls.at(-1);
}

/** The map of the call in focus, drawn from what was captured and judged, whatever the scenario intended. */
export function mapOf(run: Run, evidence: Evidence): CallMap | undefined {
  const call = callInFocus(run);
  if (!call) return undefined;
  return {
    number: call.number,
    of: run.calls.length,
    attacker: call.attacker,
    peers: { alice: peerOf(run, call, evidence, "alice"), bob: peerOf(run, call, evidence, "bob") },
    tunnels: tunnelsOf(run, call),
    besideTheCall: comparedBeside(run, call),
    sights: {
      server: sightOf(evidence, "server"),
      recorder: recorderSight(evidence),
      path: call.attacker === "path" ? sightOf(evidence, "attacker") : undefined,
    },
    opensForAttacker:
      call.attacker !== undefined &&
      evidence.holdings.some(({ kind, cells }) => kind === "content" && cells.recording.how === "opened"),
  };
}

function peerOf(run: Run, call: RunCall, evidence: Evidence, peer: PeerName): CallMap["peers"]["alice"] {
  const outcomes = run.passages
    .filter((passage) => passage.call === call.number && passage.from === peer)
    .map(({ outcome }) => outcome);
  const altered = outcomes.some((outcome) => outcome === "changed" || outcome === "invented");
  return {
    keys: evidence.keyOrigin[peer].value,
    alarmed: evidence.alarms.some(({ by, seq }) => by === peer && seq >= call.seq && seq < call.endSeq),
    signals:
      outcomes.length === 0
        ? "none sent"
        : altered
          ? "changed"
          : outcomes.includes("not-arrived")
            ? "not passed on"
            : "as sent",
    signallingOverTls: call.peers[peer].signallingOverTls !== undefined,
  };
}

function tunnelsOf(run: Run, call: RunCall): Tunnel[] {
  const seen = PEERS.map((peer) => ({ peer, association: associationOf(run, call, peer) }));
  const [direct] = seen;
  const isDirect = direct?.association?.ends.includes("bob") ?? !call.hasLegs;
  if (isDirect) {
    const states = PEERS.map((peer) => call.peers[peer].link.state);
    return [{ ends: ["alice", "bob"], state: stateOf(direct?.association !== undefined, states) }];
  }
  return seen.map(({ peer, association }) => ({
    ends: [peer, LEGS[peer]],
    state: stateOf(association !== undefined, [call.peers[peer].link.state]),
  }));
}

const LEGS: Readonly<Record<PeerName, EndName>> = { alice: "alice-leg", bob: "bob-leg" };

function stateOf(
  began: boolean,
  links: readonly RunCall["peers"]["alice"]["link"]["state"][],
): Tunnel["state"] {
  if (!began) return "none";
  if (links.every((state) => state === "connected")) return "established";
  return links.some((state) => state === "aborted" || state === "failed") ? "refused" : "unfinished";
}

function comparedBeside(run: Run, call: RunCall): CallMap["besideTheCall"] {
  const made = run.comparisons.filter(({ call: of, over }) => of === call.number && over === undefined);
  if (made.length === 0) return undefined;
  return { result: made.every(({ matches }) => matches) ? "same" : "different", who: whoCompared(made) };
}

function sightOf({ disclosed, altered }: Evidence, observer: "server" | "attacker" | "recording"): Sight {
  if (disclosed.to.includes(observer))
    return observer !== "recording" && altered.content > 0 ? "altered" : "read";
  return disclosed.value === "unknown" ? "unknown" : "nothing";
}

function recorderSight(evidence: Evidence): Sight {
  const sight = sightOf(evidence, "recording");
  if (sight !== "nothing") return sight;
  if (evidence.guesses.some(isToldApart)) return "told-apart";
  return evidence.nonces.value === "reused" ? "bytes" : "nothing";
}
