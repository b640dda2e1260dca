import { DtlsParseError } from "./dtlsParseError.ts";

/** Content types of RFC 6347 §4.1, RFC 6520 (heartbeat) and RFC 9147 (ack). */
export type ContentType =
  | "change_cipher_spec"
  | "alert"
  | "handshake"
  | "application_data"
  | "heartbeat"
  | "ack";

export interface ProtocolVersion {
  readonly major: number;
  readonly minor: number;
}

/**
 * One DTLS 1.2 record (RFC 6347 §4.1). `fragment` is a view of the datagram; `offset` is where the record began in
 * it.
 */
export interface DtlsRecord {
  readonly contentType: ContentType;
  readonly version: ProtocolVersion;
  readonly epoch: number;
  /** 48 bits. */
  readonly sequence: number;
  readonly fragment: Uint8Array;
  readonly offset: number;
}

/**
 * The records of one datagram, up to the first part that is not a record (`fault`). Nothing after a fault is read. It
 * reads headers only and does not prove that a record is genuine.
 */
export function scanRecords(datagram: Uint8Array): {
  records: DtlsRecord[];
  fault: DtlsParseError | undefined;
} {
  const records: DtlsRecord[] = [];
  try {
    let offset = 0;
    do {
      const record = readRecord(datagram, offset);
      records.push(record);
      offset += RECORD_HEADER_LENGTH + record.fragment.length;
    } while (offset < datagram.length);
  } catch (error) {
    if (error instanceof DtlsParseError) return { records, fault: error };
    throw error;
  }
  return { records, fault: undefined };
}

/** The wire form of a record. @throws RangeError when a number does not fit its field */
export function serialiseRecord(record: Omit<DtlsRecord, "offset">): Uint8Array {
  const wire = Buffer.allocUnsafe(RECORD_HEADER_LENGTH + record.fragment.length);
  writeRecordHeader(wire, record, record.fragment.length);
  wire.set(record.fragment, RECORD_HEADER_LENGTH);
  return wire;
}

/** type(1) version(2) epoch(2) sequence(6) length(2). */
export const RECORD_HEADER_LENGTH = 13;

/**
 * Writes the 13 header bytes. `length` is that of the fragment.
 * @throws RangeError when a number does not fit its field
 */
export function writeRecordHeader(
  target: Buffer,
  header: Omit<DtlsRecord, "offset" | "fragment">,
  length: number,
): void {
  target[0] = contentTypeCode(header.contentType);
  target[1] = header.version.major;
  target[2] = header.version.minor;
  target.writeUInt16BE(header.epoch, 3);
  target.writeUIntBE(header.sequence, 5, 6);
  target.writeUInt16BE(length, 11);
}

/** The registered code of a content type. */
export function contentTypeCode(type: ContentType): number {
  return codes[type];
}

const codes: Readonly<Record<ContentType, number>> = {
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
  heartbeat: 24,
  ack: 26,
};

function contentTypeOf(code: number): ContentType | undefined {
  switch (code) {
    case 20:
      return "change_cipher_spec";
    case 21:
      return "alert";
    case 22:
      return "handshake";
    case 23:
      return "application_data";
    case 24:
      return "heartbeat";
    case 26:
      return "ack";
    default:
      return undefined;
  }
}

/** RFC 5246 §6.2.3: a protected fragment is at most 2^14 + 2048 bytes. */
const MAX_FRAGMENT_LENGTH = 16384 + 2048;

function readRecord(datagram: Uint8Array, at: number): DtlsRecord {
  const left = datagram.length - at;
  if (left < RECORD_HEADER_LENGTH) {
    throw new DtlsParseError("truncated", at, `a record header needs 13 bytes, ${left} are left`);
  }
  const byte = (index: number): number => datagram[at + index] ?? 0;
  const contentType = contentTypeOf(byte(0));
  if (contentType === undefined) {
    // Also connection-id records (RFC 9146) and the unified header of DTLS 1.3 (RFC 9147), whose layout differs.
    throw new DtlsParseError("unsupported-content-type", at, `content type ${byte(0)} has no known layout`);
  }
  const version = { major: byte(1), minor: byte(2) };
  if (version.major !== 254) {
    throw new DtlsParseError("bad-version", at + 1, `version ${version.major}.${version.minor} is not DTLS`);
  }
  const length = byte(11) * 256 + byte(12);
  if (length > MAX_FRAGMENT_LENGTH) {
    throw new DtlsParseError("length-too-large", at + 11, `a fragment of ${length} bytes exceeds the limit`);
  }
  if (length > left - RECORD_HEADER_LENGTH) {
    throw new DtlsParseError(
      "truncated",
      at + 11,
      `the record claims ${length} bytes, ${left - RECORD_HEADER_LENGTH} are left`,
    );
  }
  let sequence = 0;
  for (let index = 5; index < 11; index += 1) sequence = sequence * 256 + byte(index);
  const start = at + RECORD_HEADER_LENGTH;
  const fragment = datagram.subarray(start, start + length);
  return { contentType, version, epoch: byte(3) * 256 + byte(4), sequence, fragment, offset: at };
}
