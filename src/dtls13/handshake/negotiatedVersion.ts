import type { AssociationDatagram } from "../../dtls/handshake/association.ts";
import { dtls12, dtls13 } from "../registry.ts";
import { readHellos } from "./hellos.ts";

/** Which version of DTLS an association takes, as its hellos say in clear. */
export interface NegotiatedVersion {
  /** "undecided": no ServerHello was seen. "other": a version that this project does not read. */
  readonly version: "DTLS 1.3" | "DTLS 1.2" | "other" | "undecided";
  /** The codes that the client offers: of supported_versions, else of its version field. */
  readonly offered: readonly number[];
  /**
   * Does ServerHello.random end as RFC 8446 §4.1.3 has it when a server that knows 1.3 chooses 1.2? A client of 1.3 that
   * sees it must abort. A man in the middle who answers himself leaves it out.
   */
  readonly downgradeSentinel: boolean;
  /** Of the ServerHello. */
  readonly packets: readonly number[];
}

/** Nothing here is authenticated: it is what the two hellos on this path say. */
export function negotiatedVersion(datagrams: readonly AssociationDatagram[]): NegotiatedVersion {
  const { clientHello, serverHello, packets } = readHellos(datagrams);
  const offered =
    clientHello?.extensions.supportedVersions ??
    (clientHello === undefined ? [] : [clientHello.legacyVersion]);
  if (serverHello === undefined) return { version: "undecided", offered, downgradeSentinel: false, packets };
  const chosen = serverHello.extensions.supportedVersions?.[0] ?? serverHello.legacyVersion;
  const downgradeSentinel = Buffer.compare(serverHello.random.subarray(24), sentinel) === 0;
  return { version: nameOf(chosen), offered, downgradeSentinel, packets };
}

function nameOf(version: number): NegotiatedVersion["version"] {
  if (version === dtls13) return "DTLS 1.3";
  return version === dtls12 ? "DTLS 1.2" : "other";
}

/** "DOWNGRD" and 1. */
const sentinel = Buffer.from("444f574e47524401", "hex");
