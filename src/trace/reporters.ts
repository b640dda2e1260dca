import type { FactKind } from "./events.ts";
import type { ActorName, PeerName } from "./parties.ts";

const CONDUCTOR = ["conductor"] as const satisfies readonly ActorName[];
const PEER = ["alice", "bob"] as const satisfies readonly PeerName[];
const SERVER = ["server"] as const satisfies readonly ActorName[];
const NETWORK = ["network"] as const satisfies readonly ActorName[];
/** Where an attacker can sit: at the signalling, or on the path. */
const ATTACKER = [...SERVER, ...NETWORK] as const;
/** Every process that can hold one end of a DTLS association. */
const DTLS_ENDS = [...PEER, ...ATTACKER] as const;

/**
 * Which actors may report each kind of fact. A party that could report another's facts could write its own alibi, so
 * an event by the wrong actor is refused wherever events come in. It does not decide whether a fact is true.
 */
export const REPORTERS: Readonly<Record<FactKind, readonly ActorName[]>> = {
  "run-started": CONDUCTOR,
  prediction: CONDUCTOR,
  "actor-started": CONDUCTOR,
  "canary-made": CONDUCTOR,
  "call-started": CONDUCTOR,
  "step-skipped": CONDUCTOR,
  "operator-given": CONDUCTOR,
  "rsa-contrast-recorded": CONDUCTOR,
  "rsa-contrast-missing": CONDUCTOR,
  "guesses-fixed": CONDUCTOR,
  "passed-out-of-band": CONDUCTOR,
  "run-ended": CONDUCTOR,
  "memory-searched": CONDUCTOR,
  "second-opinion": CONDUCTOR,
  "kernel-captured": CONDUCTOR,
  "instrument-missing": CONDUCTOR,
  // A peer makes its own key, a server those of its legs or of the peers, an attacker on the path those of its legs.
  "key-made": DTLS_ENDS,
  "private-key": DTLS_ENDS,
  "session-secrets": DTLS_ENDS,
  "certificate-delivered": DTLS_ENDS,
  state: DTLS_ENDS,
  "seal-keys": PEER,
  // A leg that answers on the path has no socket of its own; one that an SDP leads to has.
  "socket-opened": DTLS_ENDS,
  "key-received": PEER,
  "stack-started": PEER,
  "key-made-in-stack": PEER,
  "dtls-stats": PEER,
  "description-sent": PEER,
  "description-received": PEER,
  "candidate-sent": PEER,
  "candidate-received": PEER,
  "possession-checked": PEER,
  "channel-open": PEER,
  "message-sent": PEER,
  "message-sealed": PEER,
  "message-received": PEER,
  "read-aloud": PEER,
  "code-exchanged": PEER,
  compared: PEER,
  alarm: PEER,
  link: PEER,
  "signalling-over-tls": PEER,
  "hung-up": PEER,
  "coin-heard": PEER,
  "coins-revealed": PEER,
  "secret-leaked": PEER,
  "content-told": PEER,
  "match-shown": PEER,
  "signal-received": SERVER,
  "signal-sent": SERVER,
  "signal-refused": SERVER,
  "certificate-ground": SERVER,
  "message-read": ATTACKER,
  "message-altered": ATTACKER,
  "message-dropped": ATTACKER,
  "message-injected": ATTACKER,
  "message-delayed": ATTACKER,
  "message-unread": ATTACKER,
  "log-ended": ATTACKER,
  "signalling-diverted": NETWORK,
  "datagram-injected": NETWORK,
  "path-conditions": NETWORK,
  "path-cut": NETWORK,
  "port-opened": NETWORK,
  "marker-recorded": NETWORK,
  "recording-ended": NETWORK,
};

/** May this actor report facts of this kind? */
export function mayReport(actor: ActorName, kind: FactKind): boolean {
  return REPORTERS[kind].includes(actor);
}
