import type { AssociationDatagram, Side } from "../../dtls/handshake/association.ts";
import {
  type HandshakeFragment,
  type HandshakeMessage,
  parseHandshakeFragments,
} from "../../dtls/wire/handshake.ts";
import { HandshakeReassembler } from "../../dtls/wire/reassembler.ts";
import { contentType13, handshakeType13 } from "../registry.ts";
import { parsed } from "../wire/dtls13ParseError.ts";
import {
  type ClientHello13,
  parseClientHello13,
  parseServerHello13,
  type ServerHello13,
} from "../wire/hello.ts";
import { scanRecords13 } from "../wire/record.ts";

/** The hellos that decide how the rest of an association is read. */
export interface ReadHellos {
  /** The sender of the first ClientHello, else the other side of a ServerHello. */
  readonly client: Side | undefined;
  /** The newest before ServerHello. */
  readonly clientHello: ClientHello13 | undefined;
  /** The first that is no HelloRetryRequest. */
  readonly serverHello: ServerHello13 | undefined;
  /** The packets of the ServerHello. */
  readonly packets: readonly number[];
}

/**
 * Finds the hellos of an association of any DTLS version. What is malformed is passed over: whoever reads the
 * association lists it as a fault. Nothing here is authenticated.
 */
export function readHellos(datagrams: readonly AssociationDatagram[]): ReadHellos {
  let client: Side | undefined;
  let clientHello: ClientHello13 | undefined;
  for (const { from, message } of clearMessages(datagrams)) {
    if (message.type === handshakeType13.clientHello && from === (client ?? from)) {
      const hello = parsed(() => parseClientHello13(message.body));
      client = from;
      if (hello.ok) clientHello = hello.value;
    }
    if (message.type === handshakeType13.serverHello && from !== client) {
      const hello = parsed(() => parseServerHello13(message.body));
      client = from === "a" ? "b" : "a";
      if (!hello.ok || hello.value.kind === "hello_retry_request") continue;
      return { client, clientHello, serverHello: hello.value, packets: message.packets };
    }
  }
  return { client, clientHello, serverHello: undefined, packets: [] };
}

/** The whole handshake messages of epoch 0, in the order of arrival. */
function* clearMessages(
  datagrams: readonly AssociationDatagram[],
): Generator<{ readonly from: Side; readonly message: HandshakeMessage }> {
  const reassemblers = { a: new HandshakeReassembler(), b: new HandshakeReassembler() };
  for (const { from, packet, bytes } of datagrams) {
    for (const fragment of clearFragments(bytes)) {
      const outcome = reassemblers[from].accept(fragment, packet);
      if (outcome.kind === "message") yield { from, message: outcome.message };
    }
  }
}

function clearFragments(datagram: Uint8Array): HandshakeFragment[] {
  // Records with a connection ID come only after both hellos, so its length does not matter here.
  return scanRecords13(datagram, undefined).records.flatMap((record) => {
    if (record.kind !== "plaintext" || record.epoch !== 0) return [];
    if (record.contentType !== contentType13.handshake) return [];
    const fragments = parsed(() => parseHandshakeFragments(record.fragment));
    return fragments.ok ? fragments.value : [];
  });
}
