import { shortCode } from "../comparison/shortCode.ts";
import { certificateFingerprint, formatFingerprint } from "../sdp/fingerprint.ts";
import { type EventOf, eventsOf } from "../trace/events.ts";
import { counterpartOf, PEERS, type PeerName } from "../trace/parties.ts";
import { type Case, eventsBy, ownCertificates } from "./case.ts";

/** One peer's comparison beside what its certificates give. */
export interface Reading {
  readonly by: PeerName;
  readonly compared: EventOf<"compared">;
  /** What it had to expect and to hear. `expected` is undefined where no certificates say: a committed code depends on nonces. */
  readonly expected: string | undefined;
  readonly heard: string;
  /** What the two persons said and heard must be so; each sentence names one thing that is not. */
  readonly contradictions: readonly string[];
}

/**
 * Every comparison of a run, worked out again from the certificates that the peers made and that DTLS delivered to them.
 * What passed out of band is worked out as well; what was heard over the call was the interceptor's to change, so there
 * it must only be a message that arrived.
 */
export function readingsOf(run: Case): Reading[] {
  return eventsOf(run.trace, "compared").flatMap((compared) => {
    const by = PEERS.find((peer) => peer === compared.actor);
    return by ? [readingOf(run, by, compared)] : [];
  });
}

function readingOf(run: Case, by: PeerName, compared: EventOf<"compared">): Reading {
  const { method, seq } = compared;
  const counterpart = counterpartOf(by);
  const { expected } = due(run, by, compared);
  const { aloud } = due(run, counterpart, compared);
  const since = eventsBy(run.trace, by, "compared").findLast((earlier) => earlier.seq < seq)?.seq ?? 0;
  const within = ({ seq: at }: { readonly seq: number }) => at > since && at < seq;
  const passed = eventsOf(run.trace, "passed-out-of-band").findLast(
    (event) => event.to === by && within(event),
  );
  const said = eventsBy(run.trace, counterpart, "read-aloud").findLast(
    (event) => event.method === method && event.seq < seq,
  );
  const arrived = eventsBy(run.trace, by, "message-received").some(
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
    passed
      ? passed.value !== compared.heard && `${by} heard something else than was passed on`
      : !arrived && `${by} heard what never arrived`,
    passed && said?.value !== passed.value && `something else was passed on than ${counterpart} read aloud`,
  ].filter((sentence) => typeof sentence === "string");
  return {
    by,
    compared,
    expected,
    heard: passed ? (aloud ?? compared.heard) : compared.heard,
    contradictions,
  };
}

/** What a peer has to read aloud and to expect, by the certificates that it had at the time. */
function due(
  run: Case,
  peer: PeerName,
  { method, seq }: EventOf<"compared">,
): { readonly aloud?: string; readonly expected?: string } {
  const call = eventsOf(run.trace, "call-started").findLast((start) => start.seq < seq)?.seq ?? 0;
  const own = ownCertificates(run.trace, peer).findLast((made) => made.seq < seq);
  const delivered = eventsBy(run.trace, peer, "certificate-delivered").findLast(
    (event) => event.seq > call && event.seq < seq,
  );
  if (!own || !delivered) return {};
  const mine = sha256(own.certificate);
  const theirs = sha256(delivered.certificate);
  if (method === "full-fingerprint")
    return { aloud: formatFingerprint(mine), expected: formatFingerprint(theirs) };
  if (method !== "short-code-16") return {};
  const code = shortCode(16).readAloud({ mine, theirs });
  return { aloud: code, expected: code };
}

function sha256(certificate: string) {
  return certificateFingerprint(Buffer.from(certificate, "base64"), "sha-256");
}
