import { hash } from "node:crypto";
import { type Basis, linesOf } from "../contract/basis.ts";
import { type Fingerprint, fingerprintsOf } from "../sdp/fingerprint.ts";
import { SdpParseError } from "../sdp/sdpParseError.ts";
import { counterpartOf, type PeerName } from "../trace/parties.ts";
import { certificateShownTo } from "./associations.ts";
import type { RunCall } from "./calls.ts";
import type { RunCertificate } from "./certificates.ts";
import { associationOf, type Run } from "./run.ts";

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
  /** Undefined where there was none; then `text` says what there was instead. */
  readonly fingerprint: Fingerprint | undefined;
  readonly text: string;
  /** The certificate of this run that has this fingerprint, by the same hash function. */
  readonly certificate: RunCertificate | undefined;
  /** What the other peer's own certificate gives by the same hash function. Only the report knows it, no peer does. */
  readonly genuine: string | undefined;
  readonly basis: Basis;
}

/** What one peer could know about certificates in one call. */
export interface PeerFingerprints {
  readonly peer: PeerName;
  readonly met: readonly MetFingerprint[];
}

export function peerFingerprints(run: Run, call: RunCall, peer: PeerName): PeerFingerprints {
  const { own, descriptionsReceived } = call.peers[peer];
  const genuine = call.peers[counterpartOf(peer)].own;
  const described = descriptionsReceived.at(-1);
  const sources: Met[] = [
    sha256({ place: "own" }, own?.fingerprint, "no key was made", linesOf(own)),
    ...(described
      ? inDescription(described.sdp, linesOf(described))
      : [{ source: { place: "sdp" } as const, fingerprint: undefined, text: "no SDP arrived", basis: [] }]),
  ];
  const named = sources.flatMap(({ source, fingerprint }) =>
    source.place === "sdp" && fingerprint ? fingerprint.algorithm : [],
  );
  return {
    peer,
    met: [...sources, ...deliveredTo(run, call, peer, named), ...readAloudTo(run, call, peer)].map((met) => ({
      ...met,
      certificate: run.certificates.all.find((certificate) => isOf(met.fingerprint, certificate)),
      genuine: met.fingerprint && genuine && hashOf(genuine.der, met.fingerprint.algorithm),
    })),
  };
}

type Met = Omit<MetFingerprint, "certificate" | "genuine">;

function sha256(source: FingerprintSource, value: string | undefined, text: string, basis: Basis): Met {
  return {
    source,
    fingerprint: value === undefined ? undefined : { algorithm: "sha-256", value },
    text,
    basis,
  };
}

/**
 * The handshake in the capture says what was shown; the peer says what it went on with. A certificate is also hashed by
 * whatever other function the SDP named one.
 */
function deliveredTo(run: Run, call: RunCall, peer: PeerName, named: readonly string[]): Met[] {
  const { delivered, link } = call.peers[peer];
  const recorded = associationOf(run, call, peer);
  const shown = recorded && certificateShownTo(recorded, peer);
  const der = delivered?.certificate.der ?? shown?.certificate;
  const source = { place: "dtls", accepted: delivered !== undefined && link.state === "connected" } as const;
  if (!der) return [sha256(source, undefined, "DTLS delivered none", [])];
  const basis = delivered ? linesOf(delivered) : (shown?.basis ?? []);
  return [...new Set(["sha-256", ...named])].flatMap((algorithm): Met[] => {
    const value = hashOf(der, algorithm);
    return value === undefined ? [] : [{ source, fingerprint: { algorithm, value }, text: "", basis }];
  });
}

function readAloudTo(run: Run, call: RunCall, peer: PeerName): Met[] {
  const heard = run.comparisons.filter(({ call: of, by }) => of === call.number && by === peer);
  return heard.map(({ method, over, heard: text, seq }) => {
    const [, value] = /^sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i.exec(text) ?? [];
    return sha256({ place: "read-aloud", method, over }, value?.toUpperCase(), text, [seq]);
  });
}

/** An SDP can name as many as its author likes. */
const MAX_FINGERPRINTS = 4;

function inDescription(sdp: string, basis: Basis): Met[] {
  const source = { place: "sdp" } as const;
  const none = (text: string): Met[] => [{ source, fingerprint: undefined, text, basis }];
  try {
    const found = fingerprintsOf(sdp).map(
      ({ fingerprint }): Met => ({ source, fingerprint, text: "", basis }),
    );
    return found.length > 0 ? found.slice(0, MAX_FINGERPRINTS) : none("it named none");
  } catch (error) {
    if (error instanceof SdpParseError) return none("it cannot be read");
    throw error;
  }
}

function isOf(fingerprint: Fingerprint | undefined, { der }: RunCertificate): boolean {
  return fingerprint !== undefined && hashOf(der, fingerprint.algorithm) === fingerprint.value;
}

/** Also by functions that no peer may use: a reader is to see what an SDP named by them. Undefined: not a known one. */
function hashOf(der: Uint8Array, algorithm: string): string | undefined {
  const name = HASHES.get(algorithm);
  if (name === undefined) return undefined;
  return (hash(name, der, "hex").toUpperCase().match(/../g) ?? []).join(":");
}

const HASHES: ReadonlyMap<string, string> = new Map([
  ["md5", "md5"],
  ["sha-1", "sha1"],
  ["sha-224", "sha224"],
  ["sha-256", "sha256"],
  ["sha-384", "sha384"],
  ["sha-512", "sha512"],
]);
