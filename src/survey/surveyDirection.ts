import type { DatagramProtocol } from "../capture/demultiplex.ts";
import type { UdpPacket } from "../capture/packet.ts";
import type { Endpoint } from "../capture/udp.ts";
import { explicitNonceLength } from "../dtls/crypto/protection.ts";
import { DtlsParseError } from "../dtls/wire/dtlsParseError.ts";
import { handshakeType, parseHandshakeFragments } from "../dtls/wire/handshake.ts";
import { parseServerHello } from "../dtls/wire/hello.ts";
import type { ContentType, DtlsRecord } from "../dtls/wire/record.ts";
import { cipherSuite } from "../dtls/wire/registry.ts";
import type { NoncePages } from "./nonceLedger.ts";

export interface DirectionSurvey {
  /** Address and port, as in "127.0.0.1:5000". */
  readonly from: string;
  readonly to: string;
  readonly packets: number;
  readonly bytes: number;
  readonly protocols: Readonly<Record<DatagramProtocol, number>>;
  /** DTLS records by epoch and content type. Epochs beyond the first MAX_EPOCHS are left out. */
  readonly records: readonly RecordTally[];
}

export interface RecordTally {
  readonly epoch: number;
  readonly contentType: ContentType;
  readonly records: number;
  /** Of their fragments. */
  readonly bytes: number;
}

export const MAX_DIRECTIONS = 4096;
const MAX_EPOCHS = 16;

/** The directions of a capture, found by their addresses. */
export class Directions {
  readonly #byAddresses = new Map<string, Direction>();
  #last: Direction | undefined;

  /** The packet's direction, known or new; undefined when there are MAX_DIRECTIONS others already. */
  of({ source, destination }: Pick<UdpPacket, "source" | "destination">): Direction | undefined {
    // Packets come in runs, and comparing costs less than building the names.
    if (this.#last !== undefined && isBetween(this.#last, source, destination)) return this.#last;
    const from = `${source.address}:${source.port}`;
    const to = `${destination.address}:${destination.port}`;
    const direction = this.#byAddresses.get(`${from} ${to}`) ?? this.#add(source, destination, from, to);
    this.#last = direction;
    return direction;
  }

  survey(): DirectionSurvey[] {
    return [...this.#byAddresses.values()].map(({ from, to, packets, bytes, protocols, epochs }) => ({
      from,
      to,
      packets,
      bytes,
      protocols,
      records: [...epochs].flatMap(([epoch, { tallies }]) =>
        [...tallies].map(([contentType, tally]) => ({ epoch, contentType, ...tally })),
      ),
    }));
  }

  #add(source: Endpoint, destination: Endpoint, from: string, to: string): Direction | undefined {
    if (this.#byAddresses.size === MAX_DIRECTIONS) return undefined;
    const flow = this.#byAddresses.get(`${to} ${from}`)?.flow ?? { nonceLength: undefined };
    const protocols = noPackets();
    const epochs = new Map();
    const direction = { source, destination, from, to, flow, packets: 0, bytes: 0, protocols, epochs };
    this.#byAddresses.set(`${from} ${to}`, direction);
    return direction;
  }
}

export const noPackets = (): Record<DatagramProtocol, number> => ({
  stun: 0,
  dtls: 0,
  "turn-channel": 0,
  rtp: 0,
  other: 0,
});

/** Both directions between two ends. */
export interface Flow {
  /** Of the explicit part, in bytes; 0: the record's number is the nonce. Undefined until a ServerHello was seen. */
  nonceLength: 0 | 8 | undefined;
}

export interface Direction extends Pick<UdpPacket, "source" | "destination"> {
  readonly from: string;
  readonly to: string;
  readonly flow: Flow;
  packets: number;
  bytes: number;
  readonly protocols: Record<DatagramProtocol, number>;
  readonly epochs: Map<number, Epoch>;
}

export interface Epoch {
  readonly tallies: Map<ContentType, { records: number; bytes: number }>;
  readonly nonces: NoncePages;
}

function isBetween(direction: Direction, source: Endpoint, destination: Endpoint): boolean {
  return (
    direction.source.port === source.port &&
    direction.destination.port === destination.port &&
    direction.source.address === source.address &&
    direction.destination.address === destination.address
  );
}

/** The epoch's entry, with this record counted. Undefined when the direction has too many epochs already. */
export function epochOf(
  direction: Direction,
  { epoch, contentType, fragment }: DtlsRecord,
): Epoch | undefined {
  let entry = direction.epochs.get(epoch);
  if (entry === undefined) {
    if (direction.epochs.size === MAX_EPOCHS) return undefined;
    entry = { tallies: new Map(), nonces: new Map() };
    direction.epochs.set(epoch, entry);
  }
  let tally = entry.tallies.get(contentType);
  if (tally === undefined) {
    tally = { records: 0, bytes: 0 };
    entry.tallies.set(contentType, tally);
  }
  tally.records += 1;
  tally.bytes += fragment.length;
  return entry;
}

/** The first ServerHello decides: one that is injected later changes nothing. */
export function learnSuite(flow: Flow, { fragment }: DtlsRecord): void {
  if (flow.nonceLength !== undefined) return;
  try {
    for (const { type, length, data } of parseHandshakeFragments(fragment)) {
      if (type !== handshakeType.serverHello || data.length !== length) continue;
      const suite = cipherSuite(parseServerHello(data).cipherSuite);
      if (suite !== undefined) flow.nonceLength = explicitNonceLength(suite.aead);
    }
  } catch (error) {
    if (!(error instanceof DtlsParseError)) throw error;
  }
}
