import { demultiplex } from "../../src/capture/demultiplex.ts";
import { handshakeType } from "../../src/dtls/wire/handshake.ts";
import { dtlsOf, type End } from "./meeting.ts";

/** Puts other fingerprint lines into a description, as a signalling server can. A line is `sha-256 AB:CD…`. */
export function withFingerprints(lines: readonly string[]): (sdp: string) => string {
  const attributes = lines.map((line) => `a=fingerprint:${line}`).join("\r\n");
  return (sdp) => sdp.replaceAll(/a=fingerprint:[^\r\n]*/g, attributes);
}

/** Makes this end send a Finished that fits no handshake. */
export function forgeFinished(end: End): void {
  whenConnecting(end, () => {
    dtlsOf(end).cipher.verifyData = () => Buffer.alloc(12, 0xab);
  });
}

/** Makes this end, the DTLS server, send each HelloVerifyRequest twice, as one does that was slow (RFC 6347 §4.2.1). */
export function repeatHelloVerify({ transport }: End): void {
  const { connection } = transport.iceTransport;
  const send = connection.send.bind(connection);
  connection.send = async (data) => {
    await send(data);
    if (isHelloVerify(data)) await send(data);
  };
}

/** Has the path lose this end's first Finished, so that the flight before it comes twice. */
export function loseFirstFinished({ transport }: End): void {
  const { connection } = transport.iceTransport;
  const send = connection.send.bind(connection);
  let lost = false;
  connection.send = async (data) => {
    if (lost || !isEncryptedHandshake(data)) return send(data);
    lost = true;
  };
}

/** Finished is the only handshake message of epoch 1 (RFC 6347 §4.1). */
const isEncryptedHandshake = (datagram: Uint8Array) => datagram[0] === 22 && datagram[4] === 1;

const isHelloVerify = (datagram: Uint8Array) =>
  demultiplex(datagram) === "dtls" && datagram[RECORD_HEADER_BYTES] === handshakeType.helloVerifyRequest;
/** Before the type of a handshake message (RFC 6347 §4.1). */
const RECORD_HEADER_BYTES = 13;

/** Makes this end a data-only stack, which offers no SRTP profile (RFC 5764 §4.1). */
export function offerNoSrtp({ transport }: End): void {
  Object.defineProperty(transport, "srtpProfiles", { value: [] });
}

/** Milliseconds from the start of DTLS to the first datagram that this end sends. */
export function timeToFirstSend(end: End): Promise<number> {
  const { connection } = end.transport.iceTransport;
  return new Promise((resolve) => {
    whenConnecting(end, () => {
      const start = performance.now();
      const send = connection.send.bind(connection);
      connection.send = (data) => {
        connection.send = send;
        resolve(performance.now() - start);
        return send(data);
      };
    });
  });
}

/** Calls back as soon as the DTLS object is there, before it sends anything. */
export function whenConnecting({ transport }: End, callBack: () => void): void {
  transport.onStateChange.subscribe((state) => {
    if (state === "connecting") queueMicrotask(callBack);
  });
}
