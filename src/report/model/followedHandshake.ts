import type { DecryptedRecord } from "../../dtls/crypto/decrypt.ts";
import { suiteOf } from "../../dtls/handshake/version.ts";
import { type DtlsRecord, RECORD_HEADER_LENGTH, scanRecords } from "../../dtls/wire/record.ts";
import type { RunAssociation12 } from "../../run/associations.ts";
import type { RecordedDatagram } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import { type EndName, isPeer } from "../../trace/parties.ts";
import { bytesIn, type Field, shifted } from "../dissection/field.ts";
import type { Layer } from "../dissection/layer.ts";
import { ciphertextOf, protectedFields, recordHeaderFields } from "../dissection/record.ts";
import { type RecordContent, recordContent } from "../dissection/recordContent.ts";
import { handshakeNotes } from "./handshakeNotes.ts";

/** One handshake of the run, record by record, as the capture has it. */
export interface FollowedHandshake {
  readonly association: RunAssociation12;
  readonly steps: readonly HandshakeStep[];
  /** Records that are not shown. */
  readonly more: number;
}

export interface HandshakeStep {
  readonly packet: number;
  readonly from: EndName;
  readonly to: EndName;
  /** What it carries, such as "ServerHello". */
  readonly title: string;
  /** What the judge found about it. */
  readonly notes: readonly string[];
  readonly record: Layer;
  /** What a protected record holds, opened with the true secret. */
  readonly opened: Layer | undefined;
}

/** A handshake has about ten records; somebody who floods the other end must not fill the page. */
const MOST_STEPS = 30;

/**
 * The handshake before the message that is followed, or else the first one that the capture has, and where an attacker has
 * two legs in that call, the other one's too. Empty: there is none. Only of
 * DTLS 1.2: see handshake13.
 */
export function followedHandshakes(
  run: Run,
  preferred: RunAssociation12 | undefined,
): readonly FollowedHandshake[] {
  const begun = run.associations
    .filter((recorded) => recorded.dtls === "1.2")
    .filter(({ association }) => association.clientHello);
  const first = preferred ?? begun[0];
  if (!first) return [];
  const other = begun.find(({ call, ends }) => call === first.call && isLegPair(first.ends, ends));
  return [first, ...(other ? [other] : [])].map((association) => handshakeOf(run, association));
}

type Ends = RunAssociation12["ends"];

function isLegPair(ends: Ends, others: Ends): boolean {
  const legs = [...ends, ...others].filter((end) => !isPeer(end));
  return legs.length === 2 && legs[0] !== legs[1];
}

/** Everything up to the first record of application data belongs to it. */
function handshakeOf(run: Run, association: RunAssociation12): FollowedHandshake {
  const packets = new Map(association.association.records.map(({ packet, from }) => [packet, from]));
  const records = run.recording.datagrams.flatMap((datagram) => {
    const from = datagram.protocol === "dtls" ? packets.get(datagram.packet) : undefined;
    return from === undefined
      ? []
      : scanRecords(datagram.payload).records.map((record) => ({ datagram, from, record }));
  });
  const end = records.findIndex(({ record }) => record.contentType === "application_data");
  const handshake = end === -1 ? records : records.slice(0, end);
  return {
    association,
    steps: handshake.slice(0, MOST_STEPS).map((seen) => stepOf(run, association, seen)),
    more: Math.max(0, handshake.length - MOST_STEPS),
  };
}

interface SeenRecord {
  readonly datagram: RecordedDatagram;
  readonly from: "a" | "b";
  readonly record: DtlsRecord;
}

function stepOf(
  run: Run,
  association: RunAssociation12,
  { datagram, from, record }: SeenRecord,
): HandshakeStep {
  const { ends, opened = [] } = association;
  const [sender, receiver] = from === "a" ? ends : [ends[1], ends[0]];
  const found = opened.find(
    (candidate) => candidate.packet === datagram.packet && candidate.record.offset === record.offset,
  );
  const plaintext =
    record.epoch === 0 ? record.fragment : found?.result.ok ? found.result.plaintext : undefined;
  const inside = plaintext && recordContent(record.contentType, plaintext);
  return {
    packet: datagram.packet,
    from: sender,
    to: receiver,
    title: inside?.title ?? `${record.contentType}, encrypted`,
    notes: handshakeNotes(run, association, { from, record, fragments: inside?.fragments ?? [] }),
    record: recordLayer(association, datagram, record, inside),
    opened: found && inside ? openedLayer(association, found, inside) : undefined,
  };
}

function recordLayer(
  { association }: RunAssociation12,
  datagram: RecordedDatagram,
  record: DtlsRecord,
  inside: RecordContent | undefined,
): Layer {
  const { fragment, offset, epoch } = record;
  const suite = suiteOf(association);
  const body = epoch === 0 ? inside?.fields : suite && protectedFields(fragment, suite.aead);
  const sealed: Field[] = [
    { name: "fragment", from: 0, to: fragment.length, meaning: `${bytesIn(fragment.length)}, encrypted.` },
  ];
  return {
    title: "DTLS record",
    rfc: "RFC 6347 §4.1",
    bytes: datagram.payload.subarray(offset, offset + RECORD_HEADER_LENGTH + fragment.length),
    fields: [...recordHeaderFields(record), ...shifted(body ?? sealed, RECORD_HEADER_LENGTH)],
    sealed: [],
  };
}

function openedLayer(
  { association }: RunAssociation12,
  { record, result }: DecryptedRecord,
  { fields }: RecordContent,
): Layer | undefined {
  const suite = suiteOf(association);
  if (!result.ok || !suite) return undefined;
  return {
    title: "The same, opened",
    rfc: "RFC 6347 §4.2.2",
    bytes: result.plaintext,
    fields,
    sealed: [{ title: "on the wire", bytes: ciphertextOf(record.fragment, suite.aead) }],
  };
}
