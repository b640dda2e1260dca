import type { AssociationDatagram, Side } from "../../dtls/handshake/association.ts";
import { parseHandshakeFragments } from "../../dtls/wire/handshake.ts";
import { HandshakeReassembler } from "../../dtls/wire/reassembler.ts";
import { contentType13, handshakeType13 } from "../registry.ts";
import { refusalOf } from "../wire/dtls13ParseError.ts";
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
  const reassemblers = { a: new HandshakeReassembler(), b: new HandshakeReassembler() };
  let client: Side | undefined;
  let clientHello: ClientHello13 | undefined;
  for (const { from, packet, bytes } of datagrams) {
    // Connection IDs come only after both hellos.
    for (const record of scanRecords13(bytes, undefined).records) {
      if (record.kind !== "plaintext" || record.epoch !== 0) continue;
      if (record.contentType !== contentType13.handshake) continue;
      let serverHello: ServerHello13 | undefined;
      let packets: readonly number[] = [];
      refusalOf(() => {
        for (const fragment of parseHandshakeFragments(record.fragment)) {
          const outcome = reassemblers[from].accept(fragment, packet);
          if (outcome.kind !== "message") continue;
          const { type, body } = outcome.message;
          if (type === handshakeType13.clientHello && from === (client ?? from)) {
            client = from;
            clientHello = parseClientHello13(body);
          }
          if (type !== handshakeType13.serverHello || from === client) continue;
          client ??= from === "a" ? "b" : "a";
          const hello = parseServerHello13(body);
          if (hello.kind === "server_hello") {
            serverHello = hello;
            packets = outcome.message.packets;
          }
        }
      });
      if (serverHello !== undefined) return { client, clientHello, serverHello, packets };
    }
  }
  return { client, clientHello, serverHello: undefined, packets: [] };
}
