import { ByteReader, type OnRead } from "./byteReader.ts";
import { DtlsParseError } from "./dtlsParseError.ts";

/** One whole handshake message. */
export interface HandshakeMessage {
  /** Registered code; see handshakeType. */
  readonly type: number;
  readonly messageSeq: number;
  readonly body: Uint8Array;
  /** Header and body as if sent in one fragment: what transcript hashes cover (RFC 6347 §4.2.6). */
  readonly bytes: Uint8Array;
  /** The packets that carried it, in the order in which they contributed. */
  readonly packets: readonly number[];
}

/** One fragment (RFC 6347 §4.2.2). Lengths and offsets in bytes; `data` is a view of the record. */
export interface HandshakeFragment {
  readonly type: number;
  readonly length: number;
  readonly messageSeq: number;
  readonly fragmentOffset: number;
  readonly data: Uint8Array;
}

/** Codes of the handshake messages (RFC 5246 §7.4, RFC 6347 §4.3.2). */
export const handshakeType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

const HEADER_LENGTH = 12;

/**
 * The handshake fragments in the plaintext of one handshake record; a record may hold several. `onRead` is told of every
 * field.
 * @throws DtlsParseError "truncated" or "fragment-out-of-range"
 */
export function parseHandshakeFragments(plaintext: Uint8Array, onRead?: OnRead): HandshakeFragment[] {
  const reader = new ByteReader(plaintext, 0, onRead);
  const fragments: HandshakeFragment[] = [];
  do {
    const start = reader.offset;
    const type = reader.uint(1, "handshake type");
    const length = reader.uint(3, "message length");
    const messageSeq = reader.uint(2, "message_seq");
    const fragmentOffset = reader.uint(3, "fragment_offset");
    const data = reader.vector(3, "handshake fragment");
    if (fragmentOffset + data.length > length) {
      throw new DtlsParseError(
        "fragment-out-of-range",
        start,
        `bytes ${fragmentOffset} to ${fragmentOffset + data.length} of a message of ${length}`,
      );
    }
    fragments.push({ type, length, messageSeq, fragmentOffset, data });
  } while (reader.remaining > 0);
  return fragments;
}

/** A whole message from its parts: what a sender would put into one fragment. */
export function handshakeMessage(
  type: number,
  messageSeq: number,
  body: Uint8Array,
  packets: readonly number[],
): HandshakeMessage {
  const bytes = Buffer.alloc(HEADER_LENGTH + body.length);
  bytes[0] = type;
  bytes.writeUIntBE(body.length, 1, 3);
  bytes.writeUInt16BE(messageSeq, 4);
  bytes.writeUIntBE(body.length, 9, 3);
  bytes.set(body, HEADER_LENGTH);
  return { type, messageSeq, body: bytes.subarray(HEADER_LENGTH), bytes, packets };
}
