import { type Basis, linesOf } from "../contract/basis.ts";
import { fingerprintsOf } from "../sdp/fingerprint.ts";
import { SdpParseError } from "../sdp/sdpParseError.ts";
import { counterpartOf, type PeerName } from "../trace/parties.ts";
import type { RunCall } from "./calls.ts";
import { certificateShownTo } from "./recording.ts";
import type { Run } from "./run.ts";

/** Where a peer had a fingerprint from. */
export type FingerprintSource =
  | { readonly place: "own" }
  /** The SDP that arrived. */
  | { readonly place: "sdp" }
  /** The certificate in the handshake. `accepted` is false where this peer did not go on with it. */
  | { readonly place: "dtls"; readonly accepted: boolean }
  /** What the other person read aloud, beside the call or over it. */
  | { readonly place: "read-aloud"; readonly method: string; readonly over: string | undefined };

/** One fingerprint as one peer met it. */
export interface MetFingerprint {
  readonly source: FingerprintSource;
  /** SHA-256. Undefined where there was none; then `text` says what there was instead. */
  readonly value: string | undefined;
  readonly text: string;
  readonly basis: Basis;
}

/** What one peer could know about certificates in one call. */
export interface PeerFingerprints {
  readonly peer: PeerName;
  readonly met: readonly MetFingerprint[];
  /** What those of the other peer ought to be: its own certificate's. Only the report knows it, no peer does. */
  readonly genuine: string | undefined;
}

export function peerFingerprints(run: Run, call: RunCall, peer: PeerName): PeerFingerprints {
  const { own, descriptionsReceived } = call.peers[peer];
  const described = descriptionsReceived.at(-1);
  return {
    peer,
    genuine: call.peers[counterpartOf(peer)].own?.fingerprint,
    met: [
      met({ place: "own" }, own?.fingerprint, "no key was made", linesOf(own)),
      ...(described
        ? inDescription(described.sdp, linesOf(described))
        : [met({ place: "sdp" }, undefined, "no SDP arrived", [])]),
      deliveredTo(run, call, peer),
      ...readAloudTo(run, call, peer),
    ],
  };
}

/** The handshake in the capture says what was shown; the peer says what it went on with. */
function deliveredTo(run: Run, call: RunCall, peer: PeerName): MetFingerprint {
  const { delivered, link } = call.peers[peer];
  const accepted = link.state === "connected";
  if (delivered)
    return met({ place: "dtls", accepted }, delivered.certificate.fingerprint, "", linesOf(delivered));
  const recorded = run.associations.find(({ call: of, ends }) => of === call.number && ends.includes(peer));
  const shown = recorded && certificateShownTo(recorded, peer);
  return met(
    { place: "dtls", accepted: false },
    shown && run.certificates.fingerprintOf(shown.certificate),
    "DTLS delivered none",
    shown?.basis ?? [],
  );
}

function readAloudTo(run: Run, call: RunCall, peer: PeerName): MetFingerprint[] {
  const heard = run.comparisons.filter(({ call: of, by }) => of === call.number && by === peer);
  return heard.map(({ method, over, heard: text, seq }) => {
    const [, value] = /^sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i.exec(text) ?? [];
    return met({ place: "read-aloud", method, over }, value?.toUpperCase(), text, [seq]);
  });
}

/** An SDP can name as many as its author likes. */
const MAX_FINGERPRINTS = 4;

function inDescription(sdp: string, basis: Basis): MetFingerprint[] {
  const source = { place: "sdp" } as const;
  try {
    const found = fingerprintsOf(sdp).map(({ fingerprint: { algorithm, value } }) =>
      algorithm === "sha-256"
        ? met(source, value, "", basis)
        : met(source, undefined, `${algorithm} ${value}`, basis),
    );
    return found.length > 0
      ? found.slice(0, MAX_FINGERPRINTS)
      : [met(source, undefined, "it named none", basis)];
  } catch (error) {
    if (error instanceof SdpParseError) return [met(source, undefined, "it cannot be read", basis)];
    throw error;
  }
}

function met(
  source: FingerprintSource,
  value: string | undefined,
  text: string,
  basis: Basis,
): MetFingerprint {
  return { source, value, text, basis };
}
