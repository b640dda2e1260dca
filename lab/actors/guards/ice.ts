import { isIPv4 } from "node:net";
import { Connection, type IceConnection, StunProtocol } from "werift";
import { parseCandidate } from "../../../src/sdp/candidate.ts";
import { SdpParseError } from "../../../src/sdp/sdpParseError.ts";
import { isOnThisMachine } from "../loopbackView.ts";
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
 * any name that ends in ".local". The description without its candidates that are not on this machine.
 */
export function withoutDistantCandidates(sdp: string): string {
  return sdp.replaceAll(/^a=(candidate:[^\r\n]*)\r?\n?/gm, (line, candidate: string) =>
    isNearby(candidate) ? line : "",
  );
}

/** Decides by the candidate's address alone: a name counts as elsewhere, whatever it would resolve to. */
export function isNearby(candidate: string): boolean {
  try {
    const { address } = parseCandidate(candidate);
    return isIPv4(address) && isOnThisMachine(address);
  } catch (error) {
    if (error instanceof SdpParseError) return false;
    throw error;
  }
}

/**
 * werift takes DTLS from any sender, also an alert that ends the call (RFC 6347 §4.1.2.7 leaves it to the application to
 * drop what is not authentic): any program of this machine could end it. Here a socket hears only these ports of
 * this machine. Call this when the agent has gathered.
 */
export function hearOnlyFrom(
  connection: IceConnection,
  ports: ReadonlySet<number>,
  doorAddress = "127.0.0.1",
): void {
  if (!(connection instanceof Connection)) throw new TypeError("this is not the ICE agent of werift");
  for (const protocol of connection["protocols"]) {
    if (!(protocol instanceof StunProtocol)) continue;
    const { transport } = protocol;
    const { onData } = transport;
    transport.onData = (datagram, sender) => {
      const [address, port] = sender;
      if (address === doorAddress && ports.has(port)) onData(datagram, sender);
    };
  }
}

/** Call this when ICE has chosen a pair: werift shows its socket nowhere else. */
export function widenSocketBuffers({ nominated }: IceConnection): void {
  if (nominated?.protocol instanceof StunProtocol) {
    widenBuffers(nominated.protocol.transport.socket);
  }
}
