import { shortCode } from "../../src/comparison/shortCode.ts";
import { certificateFingerprint, formatFingerprint } from "../../src/sdp/fingerprint.ts";
import type { Fact, TraceEvent } from "../../src/trace/events.ts";
import { counterpartOf, PEERS, type PeerName } from "../../src/trace/parties.ts";
import { traceOf } from "./cases.ts";

type Reported = readonly [TraceEvent["actor"], Fact];
type Comparison = "full-fingerprint" | "short-code-16";

/** Any bytes may stand for a certificate here: only their hash counts. */
const certificate = (name: string): string => Buffer.from(`certificate of ${name}`).toString("base64");
const print = (name: string) => certificateFingerprint(Buffer.from(`certificate of ${name}`), "sha-256");

export interface Compared {
  readonly method: Comparison;
  /** Whose certificate DTLS delivered, by the peer that it was delivered to. Left out: the counterpart's own. */
  readonly delivered?: Readonly<Record<PeerName, string>>;
  /** Texts that a peer reports although its certificates give others. */
  readonly lies?: Partial<
    Record<PeerName, { readonly aloud?: string; readonly heard?: string; readonly expected?: string }>
  >;
  /** What arrives instead of what was said, when the comparison runs over the call. */
  readonly overTheCall?: (said: string, to: PeerName) => string;
}

/** A call in which both peers compare, as the actors would report it. */
export function comparedTrace({
  method,
  delivered = { alice: "bob", bob: "alice" },
  lies = {},
  overTheCall,
}: Compared): TraceEvent[] {
  const honest = (peer: PeerName) => {
    const mine = print(peer);
    const theirs = print(delivered[peer]);
    if (method === "full-fingerprint")
      return { aloud: formatFingerprint(mine), expected: formatFingerprint(theirs) };
    const code = shortCode(16).readAloud({ mine, theirs });
    return { aloud: code, expected: code };
  };
  const over = overTheCall ? { over: "chat" } : {};
  const said = (peer: PeerName) => lies[peer]?.aloud ?? honest(peer).aloud;
  const made = PEERS.map(
    (peer): Reported => [
      peer,
      { kind: "key-made", pid: 1, owner: peer, algorithm: "ECDSA P-256", certificate: certificate(peer) },
    ],
  );
  const shown = PEERS.map(
    (peer): Reported => [
      peer,
      {
        kind: "certificate-delivered",
        owner: peer,
        role: "client",
        certificate: certificate(delivered[peer]),
      },
    ],
  );
  const read = PEERS.map(
    (peer): Reported => [peer, { kind: "read-aloud", method, value: said(peer), ...over }],
  );
  const compared = PEERS.flatMap((peer): Reported[] => {
    const from = counterpartOf(peer);
    const arriving = overTheCall?.(said(from), peer) ?? said(from);
    const heard = lies[peer]?.heard ?? arriving;
    const expected = lies[peer]?.expected ?? honest(peer).expected;
    return [
      overTheCall
        ? [
            peer,
            {
              kind: "message-received",
              channel: "chat",
              type: "text",
              bytes: arriving.length,
              sha256: "00",
              head: Buffer.from(arriving).toString("base64"),
            },
          ]
        : ["conductor", { kind: "passed-out-of-band", from, to: peer, method, value: arriving }],
      [peer, { kind: "compared", method, heard, expected, equal: heard === expected, ...over }],
    ];
  });
  const start: Reported = ["conductor", { kind: "call-started", call: 1, caller: "alice", room: "call-1" }];
  return traceOf(...made, start, ...shown, ...read, ...compared);
}

export const fingerprintOf = (name: string): string => formatFingerprint(print(name));
