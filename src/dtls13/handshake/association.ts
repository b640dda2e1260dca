import type { Role } from "../../dtls/crypto/keySchedule.ts";
import type { AssociationDatagram, Side } from "../../dtls/handshake/association.ts";
import { type ConnectionSecrets, noSecrets } from "../crypto/keyLog.ts";
import { type CipherSuite13, cipherSuite13, dtls13 } from "../registry.ts";
import { type Content, ContentReader } from "./contentReader.ts";
import type { Fault13 } from "./fault.ts";
import { type HandshakeView13, viewHandshake13 } from "./handshakeView.ts";
import { type ReadHellos, readHellos } from "./hellos.ts";
import type { SentMessage13 } from "./message.ts";

/** What one DTLS 1.3 association shows to a passive observer with the given secrets. */
export interface Association13 extends HandshakeView13, Omit<Content, "messages" | "faults"> {
  /** "unknown": no ServerHello selects DTLS 1.3, and nothing was opened. */
  readonly version: "DTLS 1.3" | "unknown";
  /** The side that sent ClientHello; undefined if no hello was seen. */
  readonly client: Side | undefined;
  /** undefined: no ServerHello, or a suite that this project cannot open. */
  readonly suite: CipherSuite13 | undefined;
  /** All whole messages in the order of arrival. Those of epoch 0 stood in clear. */
  readonly messages: readonly SentMessage13[];
  readonly faults: readonly Fault13[];
}

/**
 * Reads the datagrams of one association, in time order. Malformed, conflicting or misplaced input never throws: it is
 * listed in `faults`. Without secrets only the hellos and the records' outside are read: certificates are encrypted.
 * That a record opens shows that its writer had the key; who that is, see judgePossession13 and judgeFinished13.
 */
export function readAssociation13(
  datagrams: readonly AssociationDatagram[],
  secrets: ConnectionSecrets = noSecrets,
): Association13 {
  const hellos = readHellos(datagrams);
  const { client, serverHello } = hellos;
  const isDtls13 = serverHello?.extensions.supportedVersions?.[0] === dtls13;
  const suite = isDtls13 ? cipherSuite13(serverHello.cipherSuite) : undefined;
  const reader = new ContentReader({
    suite,
    connectionIdLength: connectionIdLengths(hellos),
    secretsOf: (side) => {
      const role = roleOf(side, client);
      return { handshake: secrets.handshake[role], application: secrets.application[role] };
    },
  });
  for (const datagram of datagrams) reader.read(datagram);
  const { messages: arrived, faults: contentFaults, ...content } = reader.content();
  const messages = arrived.map(({ from, ...message }) => ({ ...message, sender: roleOf(from, client) }));
  const { view, faults } = viewHandshake13(messages);
  return {
    version: isDtls13 ? "DTLS 1.3" : "unknown",
    client,
    suite,
    ...view,
    ...content,
    messages,
    faults: [...contentFaults, ...faults],
  };
}

/** If nobody sent a hello no role is known, and no name of one is right: nothing can be opened or judged then. */
function roleOf(side: Side, client: Side | undefined): Role {
  return side === (client ?? "a") ? "client" : "server";
}

/** In the records that each side sends: what the other side asked for (RFC 9146 §3), if both speak of it. */
function connectionIdLengths({
  client,
  clientHello,
  serverHello,
}: ReadHellos): Record<Side, number | undefined> {
  const clientWants = clientHello?.extensions.connectionId;
  const serverWants = serverHello?.extensions.connectionId;
  if (clientWants === undefined || serverWants === undefined) return { a: undefined, b: undefined };
  // Of length zero: that side wants none in what it receives.
  const fromClient = serverWants.length || undefined;
  const fromServer = clientWants.length || undefined;
  return client === "b" ? { a: fromServer, b: fromClient } : { a: fromClient, b: fromServer };
}
