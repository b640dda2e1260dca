import { handshakeType } from "../dtls/wire/handshake.ts";
import { parseServerHello, type ServerHello } from "../dtls/wire/hello.ts";
import { type CipherSuite, cipherSuiteName } from "../dtls/wire/registry.ts";
import {
  parseEncryptedPremasterSecret,
  parseTlsClientHello,
  type TlsClientHello,
  type TlsHandshakeMessage,
} from "./handshake.ts";
import { TlsOpeningError } from "./tlsOpeningError.ts";

/** The clear messages of a full handshake with RSA key transport, as far as keys follow from them. */
export interface RsaHandshake {
  readonly clientHello: TlsClientHello;
  readonly serverHello: ServerHello;
  readonly suite: CipherSuite;
  readonly encryptedPremaster: Uint8Array;
  /** All messages up to and with ClientKeyExchange (RFC 7627 §3). */
  readonly transcript: Uint8Array;
}

/**
 * Reads the handshake of both directions. It authenticates nothing: the protected records do.
 * @throws TlsOpeningError "incomplete" or "not-rsa-key-transport"; DtlsParseError when a message is malformed
 */
export function readRsaHandshake(
  client: readonly TlsHandshakeMessage[],
  server: readonly TlsHandshakeMessage[],
): RsaHandshake {
  const toClientHello = upTo(client, handshakeType.clientHello, "ClientHello");
  const toServerHello = upTo(server, handshakeType.serverHello, "ServerHello");
  const clientHello = parseTlsClientHello(toClientHello.last.body);
  const serverHello = parseServerHello(toServerHello.last.body);
  const { cipherSuite: code } = serverHello;
  const suite = RSA_SUITES.get(code);
  if (suite === undefined) {
    const message = `${cipherSuiteName(code)} sends no premaster secret that this RSA key could decrypt`;
    throw new TlsOpeningError("not-rsa-key-transport", message);
  }
  const serverFlight = upTo(server, handshakeType.serverHelloDone, "ServerHelloDone");
  const toKeyExchange = upTo(client, handshakeType.clientKeyExchange, "ClientKeyExchange");
  const [hello, ...clientFlight] = toKeyExchange.messages;
  const ordered = [hello, ...serverFlight.messages, ...clientFlight].flatMap(
    (message) => message?.bytes ?? [],
  );
  return {
    clientHello,
    serverHello,
    suite,
    encryptedPremaster: parseEncryptedPremasterSecret(toKeyExchange.last.body),
    transcript: Buffer.concat(ordered),
  };
}

/** Suites in which the certificate's RSA key decrypts, of those whose records this project opens (RFC 5288 §3). */
const RSA_SUITES: ReadonlyMap<number, CipherSuite> = new Map<number, CipherSuite>([
  [
    0x009c,
    { name: cipherSuiteName(0x009c), aead: "aes-128-gcm", prfHash: "sha256", keyLength: 16, ivLength: 4 },
  ],
]);

function upTo(
  messages: readonly TlsHandshakeMessage[],
  type: number,
  name: string,
): { readonly messages: readonly TlsHandshakeMessage[]; readonly last: TlsHandshakeMessage } {
  const index = messages.findIndex((message) => message.type === type);
  const last = messages[index];
  if (last === undefined) throw new TlsOpeningError("incomplete", `${name} was not recorded`);
  return { messages: messages.slice(0, index + 1), last };
}
