import type { AssociationDatagram } from "../../dtls/handshake/association.ts";
import { type ConnectionSecrets, noSecrets, secretsFromKeyLog } from "../crypto/keyLog.ts";
import { applicationSecrets, handshakeSecrets } from "../crypto/keySchedule.ts";
import { type Association13, readAssociation13 } from "./association.ts";
import { transcriptHash } from "./transcript.ts";

/** An association and the secrets that it was read with. */
export interface Opened13 {
  readonly association: Association13;
  readonly secrets: ConnectionSecrets;
}

/** Reads with what an NSS key log has for this association; with nothing if it has nothing. */
export function openWithKeyLog(datagrams: readonly AssociationDatagram[], keyLog: string): Opened13 {
  const { clientHello } = readAssociation13(datagrams);
  const secrets = clientHello === undefined ? noSecrets : secretsFromKeyLog(keyLog, clientHello.value.random);
  return { association: readAssociation13(datagrams, secrets), secrets };
}

/**
 * Reads as somebody who has learned the (EC)DHE shared secret, say by breaking one side's key share, and the recording:
 * the handshake opens, and from it follows the rest (RFC 8446 §7.1). A wrong secret opens nothing. Without the whole
 * server flight only the handshake's records open. Handshakes with a pre-shared key are not covered.
 */
export function openWithSharedSecret(
  datagrams: readonly AssociationDatagram[],
  sharedSecret: Uint8Array,
): Opened13 {
  const outside = readAssociation13(datagrams);
  const { suite, serverHello } = outside;
  if (suite === undefined || serverHello === undefined) return { association: outside, secrets: noSecrets };
  const { hash } = suite;
  const hellos = transcriptHash(hash, outside, outside.messages, { through: serverHello.message });
  if (hellos === undefined) return { association: outside, secrets: noSecrets };
  const { client, server, masterSecret } = handshakeSecrets(hash, sharedSecret, hellos);
  const early: ConnectionSecrets = { ...noSecrets, handshake: { client, server } };
  const handshake = readAssociation13(datagrams, early);
  const finished = handshake.finished.server?.message;
  const flight = finished && transcriptHash(hash, handshake, handshake.messages, { through: finished });
  if (flight === undefined) return { association: handshake, secrets: early };
  const { exporter, ...application } = applicationSecrets(hash, masterSecret, flight);
  const secrets: ConnectionSecrets = { ...early, application, exporter };
  return { association: readAssociation13(datagrams, secrets), secrets };
}
