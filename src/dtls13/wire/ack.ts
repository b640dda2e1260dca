import { ByteReader } from "../../dtls/wire/byteReader.ts";

/** A record that the receiver has processed. Both numbers are 64 bits in the message; 48 are read. */
export interface RecordNumber {
  readonly epoch: number;
  readonly sequence: number;
}

/**
 * The records that an ACK names (RFC 9147 §7).
 * @throws DtlsParseError
 */
export function parseAck(content: Uint8Array): RecordNumber[] {
  const reader = new ByteReader(content);
  const list = reader.nested(2, "record_numbers");
  reader.end("ACK");
  const numbers: RecordNumber[] = [];
  while (list.remaining > 0) {
    list.bytes(2, "epoch, high bits");
    const epoch = list.uint(6, "epoch");
    list.bytes(2, "sequence_number, high bits");
    numbers.push({ epoch, sequence: list.uint(6, "sequence_number") });
  }
  return numbers;
}
