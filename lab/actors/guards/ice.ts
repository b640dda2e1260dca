import { type IceConnection, StunProtocol } from "werift";
import { parseCandidate } from "../../../src/sdp/candidate.ts";
import { SdpParseError } from "../../../src/sdp/sdpParseError.ts";
import { widenBuffers } from "../socketBuffers.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

/** Without this, werift asks a public STUN server for its address, even with an empty list of ICE servers. */
export function forbidStun(connection: IceConnection): void {
  delete connection.stunServer;
}

/**
 * Without this, a malicious signalling server can have werift send to any address, and ask the network by mDNS for
 * any name that ends in ".local". The description without its candidates that are not on the loopback interface.
 */
export function withoutDistantCandidates(sdp: string): string {
  return sdp.replaceAll(/^a=(candidate:[^\r\n]*)\r?\n?/gm, (line, candidate: string) =>
    isOnLoopback(candidate) ? line : "",
  );
}

/** Decides by the candidate's address alone: a name counts as elsewhere, whatever it would resolve to. */
export function isOnLoopback(candidate: string): boolean {
  try {
    return /^127(\.\d{1,3}){3}$/.test(parseCandidate(candidate).address);
  } catch (error) {
    if (error instanceof SdpParseError) return false;
    throw error;
  }
}

/** Call this when ICE has chosen a pair: werift shows its socket nowhere else. */
export function widenSocketBuffers({ nominated }: IceConnection): void {
  if (nominated?.protocol instanceof StunProtocol) {
    widenBuffers(nominated.protocol.transport.socket);
  }
}
