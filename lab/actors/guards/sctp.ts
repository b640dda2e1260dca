import type { RTCSctpTransport } from "werift";
import { PPID } from "../../../src/sctp/dataChannel.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

type Sctp = RTCSctpTransport["sctp"];

/** What browsers offer each other. werift's own limit is 64 KiB. */
export const MAX_MESSAGE_BYTES = 256 << 10;

/**
 * werift sends no chunk for an empty message, but counts it: on an ordered channel every later message then waits
 * for it for ever. RFC 8831 §6.6 has it sent as one byte that means nothing, with a payload protocol of its own.
 */
export function sendEmptyMessages(sctp: Sctp): void {
  const { send } = sctp;
  sctp.send = (streamId, ppid, data, options) => {
    if (data.length > 0) return send(streamId, ppid, data, options);
    const empty = ppid === PPID.STRING ? PPID.STRING_EMPTY : PPID.BINARY_EMPTY;
    return send(streamId, empty, Buffer.alloc(1), options);
  };
}

/**
 * When its timer expires, werift sends again also what the other end has already acknowledged out of order, and counts
 * it as in flight for ever. The lost window is never found again: in the end no message leaves, and no timer runs.
 * Here only what is in flight counts (RFC 9260 §6.1, §6.3.3), worked out anew before each sending.
 */
export function countOnlyWhatIsInFlight(sctp: Sctp): void {
  const transmit = sctp["transmit"].bind(sctp);
  sctp["transmit"] = () => {
    let flightSize = 0;
    for (const chunk of sctp["sentQueue"]) {
      if (chunk.acked) chunk.retransmit = false;
      else if (!chunk.retransmit) flightSize += chunk.bookSize;
    }
    sctp["flightSize"] = flightSize;
    return transmit();
  };
}

/**
 * A packet with a wrong checksum is dropped in silence (RFC 9260 §6.8), and so is here a message of an unknown payload
 * protocol, or for no channel. werift throws in promises that nobody handles, which ends a Node.js process: whoever can
 * send one SCTP packet through the DTLS association could end the other peer.
 */
export function dropUnusablePackets(transport: RTCSctpTransport): void {
  const { sctp } = transport;
  const handleData: (packet: Buffer) => Promise<void> = sctp["handleData"].bind(sctp);
  sctp["handleData"] = (packet: Buffer) => handleData(packet).catch(() => undefined);
  const receive: (streamId: number, ppid: number, data: Buffer) => Promise<void> =
    transport["datachannelReceive"];
  sctp.onReceive.allUnsubscribe();
  sctp.onReceive.subscribe((...message) => void receive(...message).catch(() => undefined));
}
