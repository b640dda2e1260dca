import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { certificatesOf, type RunAssociation } from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";
import { searchFor } from "../../run/search.ts";

type InClear = Evidence["certificatesInClear"][number];

/**
 * Could whoever has the recording and no key read the certificates of an association? In DTLS 1.2 they stand in the
 * handshake. In DTLS 1.3 they are encrypted; there the recorded bytes are searched for the ends of both certificates, which
 * must be known from elsewhere, and for the client's random, which must be found: that is the control.
 */
export function certificatesInClear(run: Run): InClear[] {
  return run.associations
    .filter(({ association }) => association.serverHello !== undefined)
    .map((recorded) => {
      const { ends, call } = recorded;
      return { ends: [ends[0], ends[1]], call, ...findingOf(run, recorded) };
    });
}

function findingOf(run: Run, recorded: RunAssociation): Pick<InClear, "value" | "basis" | "because"> {
  const places = recorded.datagrams.map(({ packet, bytes }) => ({ basis: `packet:${packet}`, bytes }));
  const { client, server } = certificatesOf(recorded);
  if (recorded.dtls === "1.2") {
    const shown = [client, server].flatMap((seen) => seen ?? []);
    return {
      value: shown.length > 0 ? "yes" : "unknown",
      basis: packetBasis(shown.flatMap(({ packets }) => packets)),
      because:
        shown.length > 0
          ? `${shown.length} of 2 stand in clear in the handshake (RFC 5246 §7.4.2)`
          : "the recorded handshake of DTLS 1.2 shows none",
    };
  }
  const random = recorded.association.clientHello?.value.random ?? new Uint8Array();
  const isFound = random.length > 0 && searchFor(random, places).length > 0;
  const known = distinct([
    ...[client, server].flatMap((seen) => seen?.certificate ?? []),
    ...run.certificates.all
      .filter(({ owner }) => owner !== undefined && recorded.ends.includes(owner))
      .map(({ der }) => der),
  ]);
  const unknown = (because: string) => ({ value: "unknown" as const, basis: [], because });
  if (!isFound) return unknown("the search did not find the client random, which must be there");
  if (known.length < 2) return unknown("the certificates are not known, so there was nothing to search for");
  // However a certificate is cut into packets, its last bytes, which are its signature's, stand together in one of them.
  const hits = known.flatMap((der) => searchFor(der.subarray(-TAIL_BYTES), places));
  return {
    value: hits.length > 0 ? "yes" : "no",
    basis: [...new Set(hits.map(({ basis }) => basis))],
    because:
      hits.length > 0
        ? "the end of a certificate stands in a recorded packet"
        : `the ends of both certificates stand in none of ${places.length} recorded packets, in which the client random was found`,
  };
}

/** Enough not to turn up by chance, few enough not to be cut in two by many packet borders. */
const TAIL_BYTES = 20;

function distinct(certificates: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(certificates.map((der) => [Buffer.from(der).toString("base64"), der])).values()];
}
