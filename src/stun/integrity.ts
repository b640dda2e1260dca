import { createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import { ATTRIBUTE } from "./attribute.ts";
import { HEADER_LENGTH, parseStun } from "./message.ts";

/**
 * Whether the message ends in a FINGERPRINT that is right (RFC 8489 section 14.7). False without one. It tells STUN
 * from other protocols and finds accidents; anyone can compute it. Throws StunParseError as `parseStun` does.
 */
export function verifyFingerprint(datagram: Uint8Array): boolean {
  const last = parseStun(datagram).attributes.at(-1);
  if (last?.kind !== "FINGERPRINT") return false;
  const crc = crc32(datagram.subarray(0, last.offset));
  return (crc ^ FINGERPRINT_MASK) >>> 0 === last.crc;
}

/**
 * Whether the first MESSAGE-INTEGRITY was made with this password, taken as it is (RFC 8489 section 14.5, short-term credentials:
 * in ICE, the password of the side that receives the request). False without one. It covers what stands before
 * it, and nothing after. Whoever saw the SDP has the password: a signalling server can forge it.
 * Throws StunParseError as `parseStun` does.
 */
export function verifyIntegrity(datagram: Uint8Array, password: string): boolean {
  const attribute = parseStun(datagram).attributes.find(({ type }) => type === ATTRIBUTE.MESSAGE_INTEGRITY);
  if (attribute?.kind !== "MESSAGE-INTEGRITY") return false;
  const covered = new Uint8Array(datagram.subarray(0, attribute.offset)); // a copy, also of a Buffer
  // The length is taken as if the message ended with this attribute.
  new DataView(covered.buffer).setUint16(2, attribute.offset + ATTRIBUTE_LENGTH - HEADER_LENGTH);
  const expected = createHmac("sha1", password).update(covered).digest();
  return expected.equals(attribute.hmac);
}

const FINGERPRINT_MASK = 0x5354554e;
const ATTRIBUTE_LENGTH = 24;
