import { ByteReader } from "../../dtls/wire/byteReader.ts";
import type { DtlsParseError } from "../../dtls/wire/dtlsParseError.ts";
import { contentType13 } from "../registry.ts";
import { Dtls13ParseError, parsed } from "./dtls13ParseError.ts";

/** A DTLSPlaintext record (RFC 9147 §4): hellos, early alerts and early ACKs. Everything in it is in clear. */
export interface PlaintextRecord {
  readonly kind: "plaintext";
  readonly contentType: number;
  readonly epoch: number;
  /** 48 bits. */
  readonly sequence: number;
  /** A view of the datagram. */
  readonly fragment: Uint8Array;
}

/** A DTLSCiphertext record with its unified header (RFC 9147 §4). All that is in clear is listed here. */
export interface CiphertextRecord {
  readonly kind: "ciphertext";
  /** The low two bits of the epoch. */
  readonly epochBits: number;
  /** Of the receiver; undefined without the C bit. */
  readonly connectionId: Uint8Array | undefined;
  /** The header as sent, up to the ciphertext: with the sequence number in clear it is the additional data. */
  readonly header: Uint8Array;
  /** Where the encrypted sequence number begins in `header`, and its 1 or 2 bytes. */
  readonly sequenceAt: number;
  readonly sequenceLength: 1 | 2;
  readonly hasLength: boolean;
  /** Encrypted content, inner content type, padding and tag. At least 16 bytes. A view of the datagram. */
  readonly ciphertext: Uint8Array;
}

export type Record13 = PlaintextRecord | CiphertextRecord;

/**
 * The records of one datagram, up to the first that is malformed; nothing after it is read. `connectionIdLength`:
 * what the receiver negotiated (RFC 9146 §3), undefined if nothing. It does not prove that a record is genuine.
 */
export function scanRecords13(
  datagram: Uint8Array,
  connectionIdLength: number | undefined,
): { readonly records: readonly Record13[]; readonly fault: DtlsParseError | Dtls13ParseError | undefined } {
  const records: Record13[] = [];
  const scan = parsed(() => {
    const reader = new ByteReader(datagram);
    do records.push(readRecord(reader, datagram, connectionIdLength));
    while (reader.remaining > 0);
  });
  return { records, fault: scan.ok ? undefined : scan.refusal };
}

/** RFC 9147 §4.1: the three high bits 001 mark a unified header. */
export const isUnifiedHeader = (firstByte: number): boolean => firstByte >> 5 === 1;

function readRecord(
  reader: ByteReader,
  datagram: Uint8Array,
  connectionIdLength: number | undefined,
): Record13 {
  const start = reader.offset;
  const first = reader.uint(1, "first byte of a record");
  return isUnifiedHeader(first)
    ? readCiphertext(reader, first, datagram, start, connectionIdLength)
    : readPlaintext(reader, first, start);
}

function readPlaintext(reader: ByteReader, contentType: number, start: number): PlaintextRecord {
  const { alert, handshake, applicationData, ack } = contentType13;
  // 23 may not come in clear; the observer reads the record and says so. 20 belongs to DTLS 1.2.
  if (![20, alert, handshake, applicationData, ack].includes(contentType)) {
    throw new Dtls13ParseError(
      "unsupported-content-type",
      start,
      `content type ${contentType} has no known layout`,
    );
  }
  const version = reader.uint(2, "legacy_record_version");
  if (version >> 8 !== 254) {
    throw new Dtls13ParseError("bad-version", start + 1, `version 0x${version.toString(16)} is not DTLS`);
  }
  const epoch = reader.uint(2, "epoch");
  const sequence = reader.uint(6, "sequence_number");
  const length = reader.uint(2, "length");
  requireLength(length, maximumPlaintext, reader.offset);
  return { kind: "plaintext", contentType, epoch, sequence, fragment: reader.bytes(length, "fragment") };
}

function readCiphertext(
  reader: ByteReader,
  first: number,
  datagram: Uint8Array,
  start: number,
  connectionIdLength: number | undefined,
): CiphertextRecord {
  const hasConnectionId = (first & 0x10) !== 0;
  if (hasConnectionId && connectionIdLength === undefined) {
    // Its length stands nowhere in the record, so neither this record nor the rest of the datagram can be split.
    throw new Dtls13ParseError("unknown-connection-id", start, "no connection ID was negotiated");
  }
  const connectionId = hasConnectionId ? reader.bytes(connectionIdLength ?? 0, "connection_id") : undefined;
  const sequenceAt = reader.offset - start;
  const sequenceLength = (first & 0x08) === 0 ? 1 : 2;
  reader.bytes(sequenceLength, "sequence_number");
  const hasLength = (first & 0x04) !== 0;
  const length = hasLength ? reader.uint(2, "length") : reader.remaining;
  requireLength(length, maximumCiphertext, reader.offset);
  if (length < minimumCiphertext) {
    throw new Dtls13ParseError("ciphertext-too-short", reader.offset, `${length} bytes of ciphertext`);
  }
  const header = datagram.subarray(start, reader.offset);
  const ciphertext = reader.bytes(length, "encrypted_record");
  return {
    kind: "ciphertext",
    epochBits: first & 0x03,
    connectionId,
    header,
    sequenceAt,
    sequenceLength,
    hasLength,
    ciphertext,
  };
}

/** RFC 8446 §5.1, §5.2. */
const maximumPlaintext = 1 << 14;
const maximumCiphertext = maximumPlaintext + 256;
/** RFC 9147 §4.2.3: the sequence number is encrypted with a sample of 16 bytes. */
const minimumCiphertext = 16;

function requireLength(length: number, maximum: number, offset: number): void {
  if (length <= maximum) return;
  throw new Dtls13ParseError("length-too-large", offset, `a record of ${length} bytes exceeds ${maximum}`);
}
