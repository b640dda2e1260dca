import { type CandidatePair, type Connection, StunProtocol, type UdpTransport } from "werift";
import { demultiplex } from "../../../src/capture/demultiplex.ts";

/*
 * The way of DTLS datagrams past werift's ICE agent, which takes each one through three events and three promises.
 */

/** DTLS goes to `hear`; STUN and media go on to werift. From any sender: a record that does not open is dropped later. */
export function hearDirectly(transport: UdpTransport, hear: (datagram: Buffer) => void): void {
  const { onData } = transport;
  transport.onData = (datagram, from) => {
    if (demultiplex(datagram) === "dtls") hear(datagram);
    else onData(datagram, from);
  };
}

/**
 * Sends on the socket of `pair`, at the end of this turn of the event loop: a burst of datagrams is decrypted and
 * sealed first and then sent, because each sending wakes a peer that competes for the processor. The order is kept.
 * What cannot be sent is lost, as with any datagram: while the peer's consent is not fresh nothing may be
 * (RFC 7675 §5.1), and the legs use no pair without a UDP socket.
 */
export function sendDirectly(
  connection: Connection,
  pair: CandidatePair | undefined,
  datagram: Uint8Array,
): void {
  if (!pair || !(pair.protocol instanceof StunProtocol)) return;
  // An ICE restart takes away the nominated pair, and with it the consent that werift tracks.
  if (pair === connection.nominated && !connection["canSendApplicationData"]()) return;
  const { host, port } = pair.remoteCandidate;
  if (outgoing.push({ transport: pair.protocol.transport, datagram, host, port }) === 1)
    setImmediate(sendAll);
}

interface Outgoing {
  readonly transport: UdpTransport;
  readonly datagram: Uint8Array;
  readonly host: string;
  readonly port: number;
}

let outgoing: Outgoing[] = [];

function sendAll(): void {
  const batch = outgoing;
  outgoing = [];
  for (const { transport, datagram, host, port } of batch) {
    if (!transport.closed) transport.socket.send(datagram, port, host);
  }
}
