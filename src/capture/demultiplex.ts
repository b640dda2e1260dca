import { isStun } from "../stun/message.ts";

/**
 * What a datagram is, of the protocols that share one UDP port in WebRTC. "rtp" is RTP or RTCP: the first byte does
 * not show whether it is protected (SRTP). "other" includes ZRTP and STUN without a magic cookie.
 */
export type DatagramProtocol = "stun" | "dtls" | "turn-channel" | "rtp" | "other";

/**
 * Tells the protocols apart by the first byte (RFC 7983 §7). The range of DTLS includes the unified header of DTLS 1.3
 * (0b001xxxxx: 32 to 63; RFC 9147 §4). STUN must also show its magic cookie (RFC 8489 §6).
 * It parses nothing else: anybody can send a datagram with a fitting first byte.
 */
export function demultiplex(datagram: Uint8Array): DatagramProtocol {
  const [first] = datagram;
  if (first === undefined) return "other";
  if (first <= 3) return isStun(datagram) ? "stun" : "other";
  if (first >= 20 && first <= 63) return "dtls";
  if (first >= 64 && first <= 79) return "turn-channel";
  if (first >= 128 && first <= 191) return "rtp";
  return "other";
}
