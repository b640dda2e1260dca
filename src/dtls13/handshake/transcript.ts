import { createHash } from "node:crypto";
import { type HandshakeHash, handshakeType13 } from "../registry.ts";
import type { Seen13, SentMessage13 } from "./message.ts";

/** The hellos that open a handshake, as far as they were seen. */
export interface Hellos {
  /** With a HelloRetryRequest: the ClientHello that it answers. */
  readonly firstClientHello: Seen13<unknown> | undefined;
  readonly helloRetryRequest: Seen13<unknown> | undefined;
  /** The ClientHello that ServerHello answers. */
  readonly clientHello: Seen13<unknown> | undefined;
  readonly serverHello: Seen13<unknown> | undefined;
}

/**
 * Hash over all handshake messages before `upTo`, or through it: what CertificateVerify and Finished cover and what
 * secrets follow from (RFC 8446 §4.4.1). `messages`: all that were seen, in any order.
 * Returns undefined if a message is missing: then nothing can be said about what rests on the hash.
 */
export function transcriptHash(
  hash: HandshakeHash,
  hellos: Hellos,
  messages: readonly SentMessage13[],
  end: { readonly before: SentMessage13 } | { readonly through: SentMessage13 },
): Uint8Array | undefined {
  const order = handshakeOrder(hellos, messages);
  const last = "before" in end ? end.before : end.through;
  const at = order?.indexOf(last) ?? -1;
  if (order === undefined || at === -1) return undefined;
  const covered = order.slice(0, "before" in end ? at : at + 1);
  // The last one counts too: a gap before it is a gap in what it covers.
  return isWhole(order.slice(0, at + 1)) ? hashOf(hash, hellos, covered) : undefined;
}

/** RFC 8446 figure 1: hellos, then the server's flight, then the client's; inside a flight message_seq decides. */
function handshakeOrder(hellos: Hellos, messages: readonly SentMessage13[]): SentMessage13[] | undefined {
  const { firstClientHello, helloRetryRequest, clientHello, serverHello } = hellos;
  if (clientHello === undefined || serverHello === undefined) return undefined;
  const flight = (sender: SentMessage13["sender"]) =>
    messages
      .filter((message) => message.sender === sender && message.epoch === 2)
      .sort((x, y) => x.messageSeq - y.messageSeq);
  return [firstClientHello, helloRetryRequest, clientHello, serverHello]
    .flatMap((seen) => (seen === undefined ? [] : [seen.message]))
    .concat(flight("server"), flight("client"));
}

/** Each side numbers its messages from 0 without a gap, and the client speaks after the server's Finished. */
function isWhole(order: readonly SentMessage13[]): boolean {
  const next = { client: 0, server: 0 };
  for (const { sender, messageSeq } of order) {
    if (messageSeq !== next[sender]) return false;
    next[sender] += 1;
  }
  const clientFlight = order.some(({ sender, epoch }) => sender === "client" && epoch === 2);
  const serverDone = order.some(
    ({ sender, type }) => sender === "server" && type === handshakeType13.finished,
  );
  return !clientFlight || serverDone;
}

/**
 * Messages count without message_seq and the fragment fields (RFC 9147 §5.2), and the first ClientHello, if the server
 * asked for another, as its hash (RFC 8446 §4.4.1).
 */
function hashOf(hash: HandshakeHash, hellos: Hellos, covered: readonly SentMessage13[]): Uint8Array {
  const { firstClientHello, helloRetryRequest } = hellos;
  const running = createHash(hash);
  for (const message of covered) {
    const bytes = transcriptForm(message.type, message.body);
    const isReplaced = helloRetryRequest !== undefined && message === firstClientHello?.message;
    running.update(
      isReplaced
        ? transcriptForm(handshakeType13.messageHash, createHash(hash).update(bytes).digest())
        : bytes,
    );
  }
  return running.digest();
}

/** type(1) length(3) body, as in TLS. */
function transcriptForm(type: number, body: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4);
  header[0] = type;
  header.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([header, body]);
}
