import { shortFingerprint } from "../../run/certificates.ts";
import type { Signal, SignalContent } from "../../run/signals.ts";
import { fingerprintsOf } from "../../sdp/fingerprint.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";
import { counterpartOf, PEER_NAMES } from "../../trace/parties.ts";
import { printable } from "../model/printable.ts";
import type { Arrow } from "./row.ts";

/** A signal that reached or left the server. One that the other peer never sent as it is, is marked. */
export function signallingRow({ direction, peer, raw, content, changed, seq, at }: Signal): Arrow {
  return {
    kind: "arrow",
    medium: "signalling",
    at,
    source: seq,
    ...(direction === "received" ? { from: peer, to: "server" } : { from: "server", to: peer }),
    bothWays: false,
    text: describe(content, raw),
    isCandidate: content.kind === "candidate",
    changed: changed
      ? `not what ${PEER_NAMES[direction === "received" ? peer : counterpartOf(peer)]} sent`
      : undefined,
    certificate: undefined,
    recorded: undefined,
  };
}

function describe(content: SignalContent, raw: string): string {
  switch (content.kind) {
    case "description":
      return `${printable(content.type, 20)}, fingerprint ${fingerprintIn(content.sdp)}`;
    case "candidate": {
      const [, , , , address, port] = content.candidate.split(" ");
      return `candidate${address && port ? ` ${printable(`${address}:${port}`, 40)}` : ""}`;
    }
    case "other":
      return printable(content.type ?? raw, 40);
  }
}

function fingerprintIn(sdp: string): string {
  try {
    const all = fingerprintsOf(sdp).map(({ fingerprint }) => shortFingerprint(fingerprint.value));
    return all.length === 0 ? "none" : all.slice(0, 3).join(", ");
  } catch (error) {
    if (error instanceof SdpParseError) return "unreadable";
    throw error;
  }
}
