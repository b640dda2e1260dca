import { createPrivateKey, type KeyObject } from "node:crypto";
import {
  extendedMasterSecret,
  keyBlock,
  masterSecret,
  type Role,
  transcriptHash,
} from "../dtls/crypto/keySchedule.ts";
import { openRecord, type ProtectionKey, protectionKey } from "../dtls/crypto/protection.ts";
import { DtlsParseError } from "../dtls/wire/dtlsParseError.ts";
import { parseTlsHandshake, type TlsHandshakeMessage } from "./handshake.ts";
import { decryptPremasterSecret } from "./premasterSecret.ts";
import { parseTlsRecords, type TlsRecord } from "./record.ts";
import { type RsaHandshake, readRsaHandshake } from "./rsaHandshake.ts";
import { TlsOpeningError, type TlsOpeningErrorCode } from "./tlsOpeningError.ts";

/** Both directions of a recorded TCP connection from its first byte, and a stolen key. */
export interface StolenRecording {
  readonly clientToServer: Uint8Array;
  readonly serverToClient: Uint8Array;
  readonly privateKeyPkcs8: Uint8Array;
}

export type RsaOpening =
  | {
      readonly kind: "opened";
      /** How many protected records there were. All of them opened. */
      readonly records: number;
      /** The application data of each direction, joined. */
      readonly clientSaid: Uint8Array;
      readonly serverSaid: Uint8Array;
    }
  | { readonly kind: "failed"; readonly code: TlsOpeningErrorCode; readonly message: string };

/**
 * Opens a recorded TLS 1.2 connection with the private key of the server's RSA certificate, as anybody can who
 * steals it later. This works for RSA key transport, where the key decrypts the premaster secret, and
 * for no suite in which the key only signs. Opened means that every recorded record authenticated; it does
 * not show that the recording is complete. Renegotiated and resumed connections are not read.
 */
export function openWithRsaKey(stolen: StolenRecording): RsaOpening {
  try {
    const key = readKey(stolen.privateKeyPkcs8);
    const client = readDirection(stolen.clientToServer);
    const server = readDirection(stolen.serverToClient);
    const handshake = readRsaHandshake(client.messages, server.messages);
    const keys = deriveKeys(handshake, key);
    const fromClient = openAll(client.encrypted, keys.client);
    const fromServer = openAll(server.encrypted, keys.server);
    if (fromClient.length === 0 || fromServer.length === 0)
      throw new TlsOpeningError("incomplete", "no protected record was recorded in one direction");
    return {
      kind: "opened",
      records: fromClient.length + fromServer.length,
      clientSaid: applicationData(fromClient),
      serverSaid: applicationData(fromServer),
    };
  } catch (error) {
    if (error instanceof TlsOpeningError) return { kind: "failed", code: error.code, message: error.message };
    if (error instanceof DtlsParseError) {
      const code = error.code === "truncated" ? "incomplete" : "malformed";
      return { kind: "failed", code, message: error.message };
    }
    throw error;
  }
}

function readKey(pkcs8: Uint8Array): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  } catch {
    // Not a key in PKCS #8.
  }
  if (key?.asymmetricKeyType !== "rsa")
    throw new TlsOpeningError("not-an-rsa-key", "the key is not an RSA private key");
  return key;
}

interface Direction {
  readonly messages: readonly TlsHandshakeMessage[];
  readonly encrypted: readonly TlsRecord[];
}

/** Everything after a direction's ChangeCipherSpec is protected. */
function readDirection(stream: Uint8Array): Direction {
  const records = parseTlsRecords(stream);
  const change = records.findIndex(({ contentType }) => contentType === "change_cipher_spec");
  const clear = change === -1 ? records : records.slice(0, change);
  const handshake = clear.filter(({ contentType }) => contentType === "handshake");
  const messages = parseTlsHandshake(Buffer.concat(handshake.map(({ fragment }) => fragment)));
  return { messages, encrypted: change === -1 ? [] : records.slice(change + 1) };
}

function deriveKeys(handshake: RsaHandshake, key: KeyObject): Record<Role, ProtectionKey> {
  const { clientHello, serverHello, suite, encryptedPremaster, transcript } = handshake;
  const premaster = decryptPremasterSecret(key, encryptedPremaster, clientHello.version);
  if (premaster === undefined)
    throw new TlsOpeningError("other-key", "the premaster secret was not encrypted to this key");
  const randoms = { clientRandom: clientHello.random, serverRandom: serverHello.random };
  const master = serverHello.extensions.extendedMasterSecret
    ? extendedMasterSecret(suite.prfHash, premaster, transcriptHash(suite.prfHash, transcript))
    : masterSecret(suite.prfHash, premaster, randoms);
  const block = keyBlock(suite, master, randoms);
  return { client: protectionKey(suite, block, "client"), server: protectionKey(suite, block, "server") };
}

type OpenedRecord = Pick<TlsRecord, "contentType"> & { readonly plaintext: Uint8Array };

function openAll(records: readonly TlsRecord[], keys: ProtectionKey): OpenedRecord[] {
  return records.map((record, sequence) => {
    // TLS has a 64-bit sequence number in place of epoch and sequence number (RFC 6347 §4.1.2.1).
    const result = openRecord(keys, { ...record, epoch: 0, sequence });
    if (!result.ok)
      throw new TlsOpeningError("authentication-failed", `protected record ${sequence}: ${result.reason}`);
    return { contentType: record.contentType, plaintext: result.plaintext };
  });
}

function applicationData(records: readonly OpenedRecord[]): Uint8Array {
  const data = records.filter(({ contentType }) => contentType === "application_data");
  return Buffer.concat(data.map(({ plaintext }) => plaintext));
}
