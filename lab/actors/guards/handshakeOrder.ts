import type { DtlsSocket } from "werift";
import { handshakeType } from "../../../src/dtls/wire/handshake.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

type HandshakeMessage = Parameters<DtlsSocket["onHandleHandshakes"]>[0][number];

/** The longest flight has five messages. What an attacker sends beyond that is not kept. */
const MAX_EARLY = 16;

/**
 * On a path that loses or reorders, a flight comes twice, or its messages in another order. RFC 6347 §4.2.2 has each
 * handled once and in the order of `message_seq`. werift handles what comes as it comes: a second ClientKeyExchange is
 * then hashed together with what followed the first, the master secrets differ, and no retransmission ever helps. A
 * Finished that comes again asks for the last flight again (§4.2.4). Call this before the first message comes.
 */
export function handleInOrder(dtls: DtlsSocket): void {
  const handle = dtls.onHandleHandshakes;
  const early = new Map<number, HandshakeMessage>();
  let next: number | undefined;
  const take = (message: HandshakeMessage): HandshakeMessage[] => {
    if (next === undefined) {
      if (isBeforeNumbering(dtls, message)) return [message];
      if (!isNumberingHello(message)) return keep(early, message);
      next = message.message_seq;
    }
    if (message.message_seq < next) {
      if (message.msg_type === handshakeType.finished) repeatLastFlight(dtls);
      return [];
    }
    keep(early, message);
    const ready: HandshakeMessage[] = [];
    for (let found = early.get(next); found; found = early.get(next)) {
      early.delete(next);
      ready.push(found);
      next += 1;
    }
    return ready;
  };
  dtls.onHandleHandshakes = (messages) => handle(messages.flatMap(take));
}

/** Hellos without the right cookie may come any number of times, and their numbers mean nothing yet (§4.2.1). */
function isBeforeNumbering({ dtls }: DtlsSocket, { msg_type, fragment }: HandshakeMessage): boolean {
  if (msg_type === handshakeType.helloVerifyRequest) return true;
  if (msg_type !== handshakeType.clientHello) return false;
  const cookie = cookieOf(fragment);
  return cookie.length === 0 || dtls.cookie === undefined || !cookie.equals(dtls.cookie);
}

function isNumberingHello({ msg_type }: HandshakeMessage): boolean {
  return msg_type === handshakeType.clientHello || msg_type === handshakeType.serverHello;
}

/** RFC 6347 §4.2.1: version, random, session id, cookie. */
function cookieOf(clientHello: Buffer): Buffer {
  const sessionIdLength = clientHello[34] ?? 0;
  const at = 35 + sessionIdLength;
  return clientHello.subarray(at + 1, at + 1 + (clientHello[at] ?? 0));
}

function keep(early: Map<number, HandshakeMessage>, message: HandshakeMessage): [] {
  if (early.size < MAX_EARLY) early.set(message.message_seq, message);
  return [];
}

function repeatLastFlight(dtls: DtlsSocket): void {
  for (const message of dtls.dtls.lastMessage) void dtls.transport.send(message).catch(() => undefined);
}
