import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { DecryptedRecord } from "../../dtls/crypto/decrypt.ts";
import type { RunAssociation } from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";
import { CHUNK_TYPE, type Chunk } from "../../sctp/chunk.ts";
import { parsePacket } from "../../sctp/packet.ts";
import { readSack } from "../../sctp/sack.ts";
import { SctpParseError } from "../../sctp/sctpParseError.ts";
import { delivery } from "./delivery.ts";

/**
 * What became of records that were sent again. Read from the capture, opened with the true secrets: a receiver whose DTLS took
 * the copy handed its SCTP the same TSN again, and SCTP names it as a duplicate in its next SACK (RFC 9260 §6.2). A TSN that its
 * sender itself sent in several records does not count. That no SACK names it shows that the copy was dropped, if it arrived.
 */
export function replays(run: Run): Evidence["replays"] {
  const repeated = run.facts["datagram-injected"].filter(({ what }) => what === "repeated");
  const copies = repeated.flatMap(({ packet }) => {
    const found = run.associations.flatMap((association) => copyIn(association, packet) ?? []);
    return found.slice(0, 1);
  });
  const taken = copies.filter(({ acknowledgedIn }) => acknowledgedIn.length > 0);
  const invented = repeated.length === 0 ? undefined : delivery(run).invented;
  return {
    sent: repeated.length,
    taken: taken.length,
    delivered: invented?.times ?? 0,
    basis: [
      ...packetBasis(repeated.map(({ packet }) => packet)),
      ...packetBasis([...new Set(taken.flatMap(({ acknowledgedIn }) => acknowledgedIn.slice(0, 1)))]),
      ...(invented?.basis ?? []),
    ],
  };
}

interface Copy {
  /** The packets in which the receiver calls the copy's content a duplicate. */
  readonly acknowledgedIn: readonly number[];
}

function copyIn(recorded: RunAssociation, packet: number): Copy | undefined {
  if (recorded.dtls !== "1.2") return undefined;
  const opened = recorded.opened ?? [];
  const copy = opened.find((record) => record.packet === packet);
  if (!copy) return undefined;
  const tsns = tsnsIn(copy).filter((tsn) => sendings(opened, copy, tsn) === 1);
  const answers = opened.filter((record) => record.packet > packet && record.from !== copy.from);
  return {
    acknowledgedIn: answers.flatMap((answer) =>
      duplicatesIn(answer).some((tsn) => tsns.includes(tsn)) ? answer.packet : [],
    ),
  };
}

/** In how many different records the copy's sender sent this TSN. */
function sendings(opened: readonly DecryptedRecord[], copy: DecryptedRecord, tsn: number): number {
  const same = opened.filter((record) => record.from === copy.from && tsnsIn(record).includes(tsn));
  return new Set(same.map(({ record }) => record.sequence)).size;
}

function tsnsIn(record: DecryptedRecord): number[] {
  return chunksIn(record).flatMap((chunk) => (chunk.kind === "control" ? [] : chunk.tsn));
}

function duplicatesIn(record: DecryptedRecord): readonly number[] {
  return chunksIn(record).flatMap((chunk) =>
    chunk.kind === "control" && chunk.type === CHUNK_TYPE.SACK
      ? (readSack(chunk.flags, chunk.value)?.duplicates ?? [])
      : [],
  );
}

function chunksIn({ record, result }: DecryptedRecord): readonly Chunk[] {
  if (record.contentType !== "application_data" || !result.ok) return [];
  try {
    return parsePacket(result.plaintext).chunks;
  } catch (error) {
    if (error instanceof SctpParseError) return [];
    throw error;
  }
}
