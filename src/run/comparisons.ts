import { shortCode } from "../comparison/shortCode.ts";
import { certificateFingerprint, type Fingerprint, formatFingerprint } from "../sdp/fingerprint.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import { counterpartOf, isPeer, type PeerName } from "../trace/parties.ts";
import { callAt, type RunCall } from "./calls.ts";

/** One peer's comparison, with what it rests on worked out again. */
export interface RunComparison {
  readonly call: number;
  readonly by: PeerName;
  readonly method: string;
  /** The channel of the call over which it was made. Undefined: a channel beside the call. */
  readonly over: string | undefined;
  /** What this peer heard, by the conductor's word where it was passed on beside the call. */
  readonly heard: string;
  /** What it had to expect, worked out again; undefined: the trace does not lead to it. */
  readonly expected: string | undefined;
  readonly matches: boolean;
  /** What the two people said, heard and expected must follow; each sentence names one thing that does not. */
  readonly contradictions: readonly string[];
  readonly seq: number;
}

export function comparisonsOf(trace: readonly TraceEvent[], calls: readonly RunCall[]): RunComparison[] {
  return eventsOf(trace, "compared").flatMap((compared) => {
    const call = callAt(calls, compared.seq);
    return isPeer(compared.actor) && call ? [comparisonOf(trace, call, compared.actor, compared)] : [];
  });
}

function comparisonOf(
  trace: readonly TraceEvent[],
  call: RunCall,
  by: PeerName,
  compared: EventOf<"compared">,
): RunComparison {
  const { method, seq, over } = compared;
  const counterpart = counterpartOf(by);
  const { expected } = due(call, by, compared);
  const { aloud } = due(call, counterpart, compared);
  const of = <T extends TraceEvent>(events: readonly T[], peer: PeerName) =>
    events.filter(({ actor }) => actor === peer);
  const since = of(eventsOf(trace, "compared"), by).findLast((earlier) => earlier.seq < seq)?.seq ?? call.seq;
  const within = ({ seq: at }: { readonly seq: number }) => at > since && at < seq;
  const passed = eventsOf(trace, "passed-out-of-band").findLast((event) => event.to === by && within(event));
  const said = of(eventsOf(trace, "read-aloud"), counterpart).findLast(
    (event) => event.method === method && event.seq < seq && event.seq > call.seq,
  );
  const arrived = of(eventsOf(trace, "message-received"), by).some(
    ({ head, ...event }) => within(event) && Buffer.from(head, "base64").toString("utf8") === compared.heard,
  );
  const contradictions = [
    expected !== undefined &&
      expected !== compared.expected &&
      `${by} expected something else than its certificates give`,
    aloud !== undefined &&
      said &&
      said.value !== aloud &&
      `${counterpart} read aloud something else than its certificates give`,
    over === undefined
      ? passed
        ? passed.value !== compared.heard && `${by} heard something else than was passed on`
        : `${by} heard what nobody passed on`
      : !arrived && `${by} heard what never arrived`,
    passed && said?.value !== passed.value && `something else was passed on than ${counterpart} read aloud`,
  ].filter((sentence) => typeof sentence === "string");
  const heard = over === undefined && passed ? (aloud ?? compared.heard) : compared.heard;
  const due_ = expected ?? compared.expected;
  return {
    call: call.number,
    by,
    method,
    over,
    heard,
    expected,
    matches: heard !== "" && heard === due_,
    contradictions,
    seq,
  };
}

/** What a peer has to read aloud and to expect, by the certificates that it had at the time. */
function due(
  call: RunCall,
  peer: PeerName,
  { method }: EventOf<"compared">,
): { readonly aloud?: string; readonly expected?: string } {
  const { own, delivered } = call.peers[peer];
  if (!own || !delivered) return {};
  const mine = sha256(own.der);
  const theirs = sha256(delivered.certificate.der);
  if (method === "full-fingerprint")
    return { aloud: formatFingerprint(mine), expected: formatFingerprint(theirs) };
  if (method !== "short-code-16") return {};
  const code = shortCode(16).of({ mine, theirs });
  return { aloud: code, expected: code };
}

function sha256(der: Uint8Array): Fingerprint {
  return certificateFingerprint(der, "sha-256");
}
