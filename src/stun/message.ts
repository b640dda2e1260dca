import { parseValue, type StunValue } from "./attribute.ts";
import { StunParseError } from "./stunParseError.ts";

/** A STUN message (RFC 8489 §5). */
export interface StunMessage {
  readonly class: "request" | "indication" | "success" | "error";
  /** 1 is Binding. */
  readonly method: number;
  /** Twelve bytes; a view. */
  readonly transactionId: Uint8Array;
  /** In the message's order, including those after MESSAGE-INTEGRITY, which a receiver must ignore. */
  readonly attributes: readonly StunAttribute[];
}

export type StunAttribute = StunValue & {
  readonly type: number;
  /** Where its header starts in the datagram. */
  readonly offset: number;
};

/**
 * Whether a datagram is STUN, from its first byte (RFC 7983 §7) and the magic cookie. It does not parse the rest:
 * `parseStun` may still refuse it. To tell it from other protocols on one port, use `demultiplex`.
 */
export function isStun(datagram: Uint8Array): boolean {
  return (
    datagram.length >= HEADER_LENGTH &&
    (datagram[0] ?? 255) <= 3 &&
    viewOf(datagram).getUint32(4) === MAGIC_COOKIE
  );
}

/**
 * Reads the one STUN message of a UDP datagram. Everything in it is in clear, and anybody may have invented it: its
 * MESSAGE-INTEGRITY is not verified.
 * @throws StunParseError "not-stun", "bad-length" or "bad-attribute"
 */
export function parseStun(datagram: Uint8Array): StunMessage {
  if (!isStun(datagram)) throw new StunParseError("not-stun", 0, "no STUN header with a magic cookie");
  const view = viewOf(datagram);
  const length = view.getUint16(2);
  if (length % 4 !== 0 || HEADER_LENGTH + length !== datagram.length) {
    throw new StunParseError(
      "bad-length",
      2,
      `the header announces ${length} bytes after it, there are ${datagram.length - HEADER_LENGTH}`,
    );
  }
  const type = view.getUint16(0);
  const transactionId = datagram.subarray(8, HEADER_LENGTH);
  return {
    class: CLASSES[((type >> 4) & 1) | ((type >> 7) & 2)] ?? "request",
    method: (type & 0x0f) | ((type >> 1) & 0x70) | ((type >> 2) & 0xf80),
    transactionId,
    attributes: attributesOf(datagram, view),
  };
}

/** RFC 8489 §5: it distinguishes STUN from the older RFC 3489. */
const MAGIC_COOKIE = 0x2112a442;
const HEADER_LENGTH = 20;

const CLASSES = ["request", "indication", "success", "error"] as const;

function attributesOf(datagram: Uint8Array, view: DataView): StunAttribute[] {
  const attributes: StunAttribute[] = [];
  let at = HEADER_LENGTH;
  while (at < datagram.length) {
    const type = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const end = at + 4 + length;
    if (end > datagram.length) {
      throw new StunParseError(
        "bad-attribute",
        at,
        `attribute 0x${type.toString(16)} of ${length} bytes extends beyond the message`,
      );
    }
    const value = parseValue(type, datagram.subarray(at + 4, end), datagram.subarray(4, HEADER_LENGTH), at);
    attributes.push({ ...value, type, offset: at });
    at = end + (-length & 3);
  }
  return attributes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
