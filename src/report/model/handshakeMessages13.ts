import { handshakeType13 } from "../../dtls13/registry.ts";

/** The name of a handshake message of DTLS 1.3 (RFC 8446 §4, RFC 9147 §5.2). */
export function messageName13(type: number): string {
  return NAMES.get(type) ?? `handshake message ${type}`;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [handshakeType13.clientHello, "ClientHello"],
  [handshakeType13.serverHello, "ServerHello"],
  [handshakeType13.newSessionTicket, "NewSessionTicket"],
  [handshakeType13.encryptedExtensions, "EncryptedExtensions"],
  [handshakeType13.requestConnectionId, "RequestConnectionId"],
  [handshakeType13.newConnectionId, "NewConnectionId"],
  [handshakeType13.certificate, "Certificate"],
  [handshakeType13.certificateRequest, "CertificateRequest"],
  [handshakeType13.certificateVerify, "CertificateVerify"],
  [handshakeType13.finished, "Finished"],
  [handshakeType13.keyUpdate, "KeyUpdate"],
]);
