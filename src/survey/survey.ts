import { type DatagramProtocol, demultiplex } from "../capture/demultiplex.ts";
import { type UdpPacket, udpPacket } from "../capture/packet.ts";
import { PcapngReader } from "../capture/readPcapng.ts";
import { type DtlsRecord, scanRecords } from "../dtls/wire/record.ts";
import { NonceLedger } from "./nonceLedger.ts";
import { PatternScan } from "./patternScan.ts";
import {
  type Direction,
  type DirectionSurvey,
  Directions,
  type Epoch,
  epochOf,
  type Flow,
  learnSuite,
  noPackets,
} from "./surveyDirection.ts";

/** What a capture holds, counted. Counts are of packets unless they say otherwise; bytes are of UDP payload. */
export interface Survey {
  readonly packets: number;
  readonly bytes: number;
  readonly protocols: Readonly<Record<DatagramProtocol, number>>;
  /** In the order of their first packets. */
  readonly directions: readonly DirectionSurvey[];
  /** Packets of directions beyond the first MAX_DIRECTIONS: counted above, and searched for patterns only. */
  readonly unlisted: number;
  /** DTLS packets with a part that is not a record. */
  readonly malformed: Sightings;
  /** Records of application data in epoch 0: sent in clear. */
  readonly clearApplicationData: Sightings;
  readonly nonces: {
    /** Encrypted records that were compared with all others of their direction and epoch. */
    readonly judged: number;
    /** Encrypted records without a known cipher suite, or beyond the ledger's room. */
    readonly unjudged: number;
    /** Records with the nonce and the tag of an earlier one: sent or recorded twice. */
    readonly retransmitted: number;
    /** Records with the nonce of an earlier, different one. */
    readonly reused: Sightings;
  };
  /** For each pattern that was asked for: the packets that contain it. */
  readonly found: readonly (Sightings & { readonly name: string })[];
}

/** How often something was seen, and in which packets first, up to MAX_PACKETS_NAMED. */
export interface Sightings {
  readonly count: number;
  readonly packets: readonly number[];
}

export interface Pattern {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const MAX_PACKETS_NAMED = 32;

/**
 * Surveys a pcapng file of any size, chunk by chunk. Memory grows by a few bytes for each encrypted record, up to the
 * NonceLedger's bound, and not otherwise. It authenticates and decrypts nothing; `judge` does what needs whole
 * associations.
 *
 * Only the bench uses it (lab/tools/bench/surveyFile.ts), to show that captures of many GiB can be checked in bounded
 * memory. Tests compare its counts with those of the judge on recorded runs.
 * @throws CaptureParseError as PcapngReader and udpPacket do; RangeError when a pattern is too short
 */
export async function surveyCapture(
  chunks: AsyncIterable<Uint8Array>,
  patterns: readonly Pattern[],
): Promise<Survey> {
  const reader = new PcapngReader();
  const survey = new CaptureSurvey(patterns);
  for await (const chunk of chunks) {
    for (const block of reader.push(chunk)) if (block.kind === "packet") survey.add(udpPacket(block));
  }
  reader.end();
  return survey.result();
}

/** The same, packet by packet. */
export class CaptureSurvey {
  #packets = 0;
  #bytes = 0;
  #unlisted = 0;
  #judged = 0;
  #unjudged = 0;
  #retransmitted = 0;
  readonly #protocols = noPackets();
  readonly #malformed = nothingSeen();
  readonly #clear = nothingSeen();
  readonly #reused = nothingSeen();
  readonly #patterns: readonly Pattern[];
  readonly #scan: PatternScan;
  readonly #found: MutableSightings[];
  readonly #directions = new Directions();
  readonly #ledger = new NonceLedger();

  constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
    this.#scan = new PatternScan(patterns.map(({ bytes }) => bytes));
    this.#found = patterns.map(nothingSeen);
  }

  add(packet: UdpPacket): void {
    const { number, payload } = packet;
    const protocol = demultiplex(payload);
    this.#packets += 1;
    this.#bytes += payload.length;
    this.#protocols[protocol] += 1;
    for (const index of this.#scan.find(payload)) see(this.#found[index], number);
    const direction = this.#directions.of(packet);
    if (direction === undefined) {
      this.#unlisted += 1;
      return;
    }
    direction.packets += 1;
    direction.bytes += payload.length;
    direction.protocols[protocol] += 1;
    if (protocol === "dtls") this.#readDtls(direction, packet);
  }

  result(): Survey {
    return {
      packets: this.#packets,
      bytes: this.#bytes,
      protocols: this.#protocols,
      directions: this.#directions.survey(),
      unlisted: this.#unlisted,
      malformed: this.#malformed,
      clearApplicationData: this.#clear,
      nonces: {
        judged: this.#judged,
        unjudged: this.#unjudged,
        retransmitted: this.#retransmitted,
        reused: this.#reused,
      },
      found: this.#patterns.map(({ name }, index) => ({ name, ...(this.#found[index] ?? nothingSeen()) })),
    };
  }

  #readDtls(direction: Direction, { number, payload }: UdpPacket): void {
    const { records, fault } = scanRecords(payload);
    if (fault !== undefined) see(this.#malformed, number);
    for (const record of records) {
      const epoch = epochOf(direction, record);
      if (record.epoch > 0) this.#judgeNonce(direction.flow, epoch, record, number);
      else if (record.contentType === "application_data") see(this.#clear, number);
      else if (record.contentType === "handshake") learnSuite(direction.flow, record);
    }
  }

  #judgeNonce(flow: Flow, epoch: Epoch | undefined, record: DtlsRecord, packet: number): void {
    const { fragment, sequence } = record;
    const { nonceLength } = flow;
    if (nonceLength === undefined || epoch === undefined || fragment.length < nonceLength) {
      this.#unjudged += 1;
      return;
    }
    const high = nonceLength === 0 ? Math.floor(sequence / 2 ** 32) : word(fragment, 0);
    const low = nonceLength === 0 ? sequence >>> 0 : word(fragment, 4);
    const finding = this.#ledger.enter(epoch.nonces, high, low, word(fragment, fragment.length - 4));
    this.#judged += finding === "unjudged" ? 0 : 1;
    this.#unjudged += finding === "unjudged" ? 1 : 0;
    this.#retransmitted += finding === "retransmitted" ? 1 : 0;
    if (finding === "reused") see(this.#reused, packet);
  }
}

interface MutableSightings {
  count: number;
  readonly packets: number[];
}

const nothingSeen = (): MutableSightings => ({ count: 0, packets: [] });

function see(sightings: MutableSightings | undefined, packet: number): void {
  if (sightings === undefined) return;
  sightings.count += 1;
  if (sightings.packets.length < MAX_PACKETS_NAMED && sightings.packets.at(-1) !== packet) {
    sightings.packets.push(packet);
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)) >>>
    0
  );
}
