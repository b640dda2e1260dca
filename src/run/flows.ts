import type { DatagramProtocol } from "../capture/demultiplex.ts";
import { scanRecords } from "../dtls/wire/record.ts";
import { isUnifiedHeader, scanRecords13 } from "../dtls13/wire/record.ts";
import type { RecordedDatagram, Recording } from "./recording.ts";

/** What a datagram is to an observer who cannot decrypt. */
export type Kind = "STUN" | "DTLS handshake" | "DTLS application data" | "other";
export const KINDS: readonly Kind[] = ["STUN", "DTLS handshake", "DTLS application data", "other"];

export function kindOf({ protocol, payload }: RecordedDatagram): Kind {
  if (protocol === "stun") return "STUN";
  if (protocol !== "dtls") return "other";
  const [first = 0] = payload;
  // A unified header (RFC 9147 §4) has two bits of the epoch: 2 is the handshake's. What is later holds ACKs too.
  if (isUnifiedHeader(first)) return (first & 0x03) === 2 ? "DTLS handshake" : "DTLS application data";
  // The content type is the first byte of a record: 23 is application data (RFC 5246 §6.2.1).
  return first === 23 ? "DTLS application data" : "DTLS handshake";
}

/** What a datagram holds, in a few words, as the record headers in clear say it. */
export function describe(datagram: RecordedDatagram): string {
  if (datagram.protocol !== "dtls") return NAMES[datagram.protocol];
  const [first = 0] = datagram.payload;
  if (isUnifiedHeader(first)) return describe13(datagram);
  const { records, fault } = scanRecords(datagram.payload);
  const words = records
    .slice(0, 6)
    .map(
      ({ contentType, epoch, sequence, fragment }) =>
        `${contentType.replaceAll("_", " ")}, epoch ${epoch}, no. ${sequence}, ${fragment.length} bytes`,
    );
  if (records.length > 6) words.push(`${records.length - 6} more records`);
  if (fault) words.push("then bytes that are no record");
  return words.join("; ");
}

/** Each record of DTLS 1.3 in a datagram, by what its header shows. What negotiated connection IDs is not read here. */
function describe13({ payload }: RecordedDatagram): string {
  const { records, fault } = scanRecords13(payload, undefined);
  const words = records
    .slice(0, 6)
    .map((record) =>
      record.kind === "ciphertext"
        ? `encrypted, epoch ${record.epochBits} (mod 4), ${record.ciphertext.length} bytes`
        : `in clear, epoch ${record.epoch}, no. ${record.sequence}, ${record.fragment.length} bytes`,
    );
  if (records.length > 6) words.push(`${records.length - 6} more records`);
  if (fault) words.push("then bytes that are no record");
  return words.join("; ");
}

const NAMES: Readonly<Record<Exclude<DatagramProtocol, "dtls">, string>> = {
  stun: "STUN",
  "turn-channel": "TURN channel data",
  rtp: "RTP or RTCP",
  other: "not recognised",
};

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
  readonly datagrams: number;
  readonly bytes: number;
  readonly largest: number;
}

/** Who sent whom how much of what. */
export function flowsOf({ datagrams }: Recording): Flow[] {
  const groups = new Map<string, RecordedDatagram[]>();
  for (const datagram of datagrams) {
    const key = `${datagram.from} ${datagram.to} ${kindOf(datagram)}`;
    const group = groups.get(key);
    if (group) group.push(datagram);
    else groups.set(key, [datagram]);
  }
  return [...groups.values()].flatMap((group): Flow[] => {
    const [first] = group;
    if (!first) return [];
    const sizes = group.map(({ payload }) => payload.length);
    return [
      {
        from: first.from,
        to: first.to,
        kind: kindOf(first),
        datagrams: group.length,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
        largest: sizes.reduce((most, size) => Math.max(most, size), 0),
      },
    ];
  });
}
