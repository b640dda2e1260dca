import { ByteReader } from "../dtls/wire/byteReader.ts";
import { DtlsParseError } from "../dtls/wire/dtlsParseError.ts";
import type { ContentType, ProtocolVersion } from "../dtls/wire/record.ts";

/** One TLS 1.2 record (RFC 5246 §6.2). Unlike in DTLS its sequence number is not sent: both ends count. */
export interface TlsRecord {
  readonly contentType: Exclude<ContentType, "heartbeat" | "ack">;
  readonly version: ProtocolVersion;
  /** A view of the stream. */
  readonly fragment: Uint8Array;
}

/**
 * All records of one direction of a recorded TCP stream, in order. Reads headers only: it does not prove that a
 * record is genuine.
 * @throws DtlsParseError (shared with DTLS), "truncated" when the stream ends inside a record
 */
export function parseTlsRecords(stream: Uint8Array): TlsRecord[] {
  const reader = new ByteReader(stream);
  const records: TlsRecord[] = [];
  while (reader.remaining > 0) {
    const at = reader.offset;
    const code = reader.uint(1, "content type");
    const contentType = CONTENT_TYPES.get(code);
    if (contentType === undefined)
      throw new DtlsParseError("unsupported-content-type", at, `content type ${code} is not one of TLS`);
    const version = { major: reader.uint(1, "major version"), minor: reader.uint(1, "minor version") };
    if (version.major !== 3)
      throw new DtlsParseError("bad-version", at + 1, `version ${version.major}.${version.minor} is not TLS`);
    const length = reader.uint(2, "record length");
    if (length > MAX_FRAGMENT_LENGTH)
      throw new DtlsParseError("length-too-large", at + 3, `a fragment of ${length} bytes exceeds the limit`);
    records.push({ contentType, version, fragment: reader.bytes(length, "fragment") });
  }
  return records;
}

const CONTENT_TYPES: ReadonlyMap<number, TlsRecord["contentType"]> = new Map([
  [20, "change_cipher_spec"],
  [21, "alert"],
  [22, "handshake"],
  [23, "application_data"],
]);

/** RFC 5246 §6.2.3 */
const MAX_FRAGMENT_LENGTH = 16384 + 2048;
