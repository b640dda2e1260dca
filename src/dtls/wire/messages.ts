import { ByteReader, type OnRead } from "./byteReader.ts";
import {
  type Certificate,
  type CertificateRequest,
  type CertificateVerify,
  type Finished,
  parseCertificate,
  parseCertificateRequest,
  parseCertificateVerify,
  parseFinished,
} from "./certificateMessages.ts";
import { type HandshakeMessage, handshakeType } from "./handshake.ts";
import {
  type ClientHello,
  type HelloVerifyRequest,
  parseClientHello,
  parseHelloVerifyRequest,
  parseServerHello,
  type ServerHello,
} from "./hello.ts";
import {
  type ClientKeyExchange,
  parseClientKeyExchange,
  parseServerKeyExchange,
  type ServerKeyExchange,
} from "./keyExchange.ts";

export type HandshakeBody =
  | ClientHello
  | HelloVerifyRequest
  | ServerHello
  | Certificate
  | ServerKeyExchange
  | CertificateRequest
  | { readonly kind: "server_hello_done" }
  | CertificateVerify
  | ClientKeyExchange
  | Finished
  /** A type that this project does not read, such as NewSessionTicket. */
  | { readonly kind: "other"; readonly type: number; readonly body: Uint8Array };

/**
 * The typed content of a whole message. `onRead` is told of every field; its offsets count from the start of the body. Key exchanges are read as ECDHE (RFC 8422).
 * @throws DtlsParseError when the body is malformed
 */
export function parseHandshakeBody(
  message: Pick<HandshakeMessage, "type" | "body">,
  onRead?: OnRead,
): HandshakeBody {
  const { type, body } = message;
  switch (type) {
    case handshakeType.clientHello:
      return parseClientHello(body, onRead);
    case handshakeType.serverHello:
      return parseServerHello(body, onRead);
    case handshakeType.helloVerifyRequest:
      return parseHelloVerifyRequest(body, onRead);
    case handshakeType.certificate:
      return parseCertificate(body, onRead);
    case handshakeType.serverKeyExchange:
      return parseServerKeyExchange(body, onRead);
    case handshakeType.certificateRequest:
      return parseCertificateRequest(body, onRead);
    case handshakeType.serverHelloDone:
      new ByteReader(body).end("ServerHelloDone");
      return { kind: "server_hello_done" };
    case handshakeType.certificateVerify:
      return parseCertificateVerify(body, onRead);
    case handshakeType.clientKeyExchange:
      return parseClientKeyExchange(body, onRead);
    case handshakeType.finished:
      return parseFinished(body, onRead);
    default:
      return { kind: "other", type, body };
  }
}
