import { CHUNK_TYPE } from "./chunk.ts";
import { parsePacket } from "./packet.ts";
import { SctpParseError } from "./sctpParseError.ts";

/** Whether a packet asks its receiver to end the association (RFC 9260 §9). False for what is no SCTP packet. */
export function endsAssociation(packet: Uint8Array): boolean {
  try {
    return parsePacket(packet).chunks.some((chunk) => chunk.kind === "control" && ENDS.has(chunk.type));
  } catch (error) {
    if (error instanceof SctpParseError) return false;
    throw error;
  }
}

const ENDS: ReadonlySet<number> = new Set([CHUNK_TYPE.ABORT, CHUNK_TYPE.SHUTDOWN]);
