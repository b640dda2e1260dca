import { certificateFingerprint, fingerprintsOf } from "../sdp/fingerprint.ts";
import { SdpParseError } from "../sdp/sdpParseError.ts";
import type { TraceEvent } from "../trace/events.ts";
import type { PeerName } from "../trace/parties.ts";
import type { Basis } from "../verdict/contract.ts";
import type { CallTrace } from "./calls.ts";
import { ownCertificates } from "./case.ts";

/** One fingerprint as one peer met it. `value` is undefined where there was none; then `text` says what stood there. */
export interface Meeting {
  readonly place: "mine" | "sdp" | "dtls" | "aloud";
  readonly value: string | undefined;
  readonly text: string;
  readonly basis: Basis;
}

/** What one peer could know about certificates in one call. */
export interface PeerFingerprints {
  readonly peer: PeerName;
  readonly meetings: readonly Meeting[];
  /** What the other three ought to be: the counterpart's own certificate. Only the report knows it, no peer does. */
  readonly genuine: string | undefined;
}

/** Each peer's own fingerprint, and the three that it was given for the other one. */
export function peerFingerprints(
  trace: readonly TraceEvent[],
  { events }: CallTrace,
  peer: PeerName,
): PeerFingerprints {
  const counterpart = peer === "alice" ? "bob" : "alice";
  const own = ownCertificates(trace, peer).at(-1);
  const genuine = ownCertificates(trace, counterpart).at(-1);
  const by = events.filter(({ actor }) => actor === peer);
  const described = by.filter((event) => event.kind === "description-received").at(-1);
  const delivered = by.filter((event) => event.kind === "certificate-delivered").at(-1);
  const heard = events.filter((event) => event.kind === "passed-out-of-band" && event.to === peer).at(-1);
  return {
    peer,
    genuine: genuine && sha256(genuine.certificate),
    meetings: [
      meeting("mine", own && sha256(own.certificate), "no key was made", own),
      ...(described
        ? inDescription(described.sdp, described)
        : [meeting("sdp", undefined, "no SDP arrived", undefined)]),
      meeting("dtls", delivered && sha256(delivered.certificate), "DTLS delivered none", delivered),
      aloud(heard),
    ],
  };
}

function inDescription(sdp: string, event: TraceEvent): Meeting[] {
  try {
    const found = fingerprintsOf(sdp).map(({ fingerprint: { algorithm, value } }) =>
      algorithm === "sha-256"
        ? meeting("sdp", value, "", event)
        : meeting("sdp", undefined, `${algorithm} ${value}`, event),
    );
    return found.length > 0 ? found.slice(0, 4) : [meeting("sdp", undefined, "it named none", event)];
  } catch (error) {
    if (error instanceof SdpParseError) return [meeting("sdp", undefined, "it cannot be read", event)];
    throw error;
  }
}

function aloud(heard: TraceEvent | undefined): Meeting {
  if (heard?.kind !== "passed-out-of-band")
    return meeting("aloud", undefined, "nothing was read aloud", undefined);
  const [, value] = /^sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i.exec(heard.value) ?? [];
  return meeting("aloud", value?.toUpperCase(), heard.value, heard);
}

function meeting(
  place: Meeting["place"],
  value: string | undefined,
  text: string,
  event: TraceEvent | undefined,
): Meeting {
  return { place, value, text, basis: event ? [event.seq] : [] };
}

function sha256(certificate: string): string {
  return certificateFingerprint(Buffer.from(certificate, "base64"), "sha-256").value;
}
