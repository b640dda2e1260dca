import type { Role } from "../crypto/keySchedule.ts";
import { type HandshakeMessage, handshakeType } from "../wire/handshake.ts";

/** A handshake message and who sent it. */
export interface SentMessage extends HandshakeMessage {
  readonly sender: Role;
}

/**
 * The canonical bytes of all handshake messages before `upTo`, the input of CertificateVerify and Finished.
 * `messages` must be in handshake order (see orderHandshake) and contain `upTo` itself.
 * HelloVerifyRequest and the ClientHello that it answers are left out (RFC 6347 §4.2.1), like HelloRequest
 * (RFC 5246 §7.4.1.1). Returns undefined if a message is missing: then nothing can be said about the signature.
 */
export function transcriptBefore(
  messages: readonly SentMessage[],
  upTo: SentMessage,
): Uint8Array | undefined {
  const start = answeredClientHello(messages);
  const end = messages.indexOf(upTo);
  if (start === undefined || end < start) return undefined;
  const counted = messages.slice(start, end).filter((message) => message.type !== handshakeType.helloRequest);
  return isWhole(counted, upTo) ? Buffer.concat(counted.map((message) => message.bytes)) : undefined;
}

/** Index of the ClientHello that ServerHello answers: the last one before it. */
export function answeredClientHello(messages: readonly SentMessage[]): number | undefined {
  const serverHello = messages.findIndex((message) => message.type === handshakeType.serverHello);
  const before = serverHello === -1 ? messages : messages.slice(0, serverHello);
  const index = before.findLastIndex((message) => message.type === handshakeType.clientHello);
  return index === -1 ? undefined : index;
}

/**
 * Puts messages into the order of RFC 6347 figure 1, regardless of loss and reordering on arrival:
 * hellos as they arrived, then the server's flight, the client's, the server's last. Inside a flight
 * message_seq decides. A hello that arrives after ServerHello goes to the end: it starts no transcript of this one.
 */
export function orderHandshake(arrived: readonly SentMessage[]): SentMessage[] {
  const serverHello = arrived.findIndex((message) => message.type === handshakeType.serverHello);
  const done = arrived.find((message) => message.type === handshakeType.serverHelloDone);
  const flight = (message: SentMessage, index: number): number => {
    if (message.type === handshakeType.clientHello || message.type === handshakeType.helloVerifyRequest) {
      return serverHello === -1 || index < serverHello ? 0 : 4;
    }
    if (message.sender === "client") return 2;
    return done === undefined || message.messageSeq <= done.messageSeq ? 1 : 3;
  };
  return arrived
    .map((message, index) => ({ message, index, flight: flight(message, index) }))
    .sort((x, y) => {
      if (x.flight !== y.flight) return x.flight - y.flight;
      if (x.flight === 0 || x.flight === 4) return x.index - y.index;
      return x.message.messageSeq - y.message.messageSeq;
    })
    .map(({ message }) => message);
}

/**
 * ServerHello answers the ClientHello (and no open cookie request comes between), no gap in message_seq,
 * and the other side's flight is closed.
 */
function isWhole(counted: readonly SentMessage[], upTo: SentMessage): boolean {
  const sentBy = (sender: Role): SentMessage[] =>
    [...counted, upTo].filter((message) => message.sender === sender);
  const [client, server] = [sentBy("client"), sentBy("server")];
  if (upTo.type === handshakeType.clientHello) return true;
  if (server[0]?.type !== handshakeType.serverHello) return false;
  return isGapless(client) && isGapless(server) && isClosed(client, server, upTo);
}

function isGapless(messages: readonly SentMessage[]): boolean {
  return messages.every((message, index) => {
    const previous = messages[index - 1];
    return previous === undefined || message.messageSeq === previous.messageSeq + 1;
  });
}

function isClosed(
  client: readonly SentMessage[],
  server: readonly SentMessage[],
  upTo: SentMessage,
): boolean {
  const last = (upTo.sender === "client" ? server : client).at(-1)?.type;
  if (upTo.sender === "client") {
    return last === handshakeType.serverHelloDone || last === handshakeType.finished;
  }
  const isSecondFlight = server.some((message) => message.type === handshakeType.serverHelloDone);
  return last === (isSecondFlight ? handshakeType.finished : handshakeType.clientHello);
}
