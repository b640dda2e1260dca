import type { Role } from "../crypto/keySchedule.ts";
import type { Certificate, CertificateRequest, CertificateVerify } from "../wire/certificateMessages.ts";
import { DtlsParseError } from "../wire/dtlsParseError.ts";
import type { Fault } from "../wire/fault.ts";
import { handshakeType } from "../wire/handshake.ts";
import type { ClientHello, ServerHello } from "../wire/hello.ts";
import type { ClientKeyExchange, ServerKeyExchange } from "../wire/keyExchange.ts";
import { type HandshakeBody, parseHandshakeBody } from "../wire/messages.ts";
import { answeredClientHello, orderHandshake, type SentMessage } from "./transcript.ts";

/** A parsed message, the packets that it rests on, and the message itself, as the transcript has it. */
export interface Seen<T> {
  readonly value: T;
  readonly packets: readonly number[];
  readonly message: SentMessage;
}

/** The clear part of one handshake. undefined: not seen, or not readable (then there is a fault). */
export interface HandshakeView {
  /** All messages in handshake order, hello exchange included; for transcriptBefore. */
  readonly messages: readonly SentMessage[];
  /** The ClientHello that ServerHello answers. */
  readonly clientHello: Seen<ClientHello> | undefined;
  readonly serverHello: Seen<ServerHello> | undefined;
  /** DER, leaf first. Empty if the client had none to show. */
  readonly clientCertificates: Seen<readonly Uint8Array[]> | undefined;
  readonly serverCertificates: Seen<readonly Uint8Array[]> | undefined;
  readonly serverKeyExchange: Seen<ServerKeyExchange> | undefined;
  readonly certificateRequest: Seen<CertificateRequest> | undefined;
  readonly clientKeyExchange: Seen<ClientKeyExchange> | undefined;
  readonly certificateVerify: Seen<CertificateVerify> | undefined;
}

/**
 * Reads the whole messages of both sides, given in the order of arrival. What does not fit (unreadable, sent by
 * the wrong side, repeated) becomes a fault. Of repeated messages the first by message_seq counts.
 */
export function viewHandshake(arrived: readonly SentMessage[]): { view: HandshakeView; faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (code: Fault["code"], message: string, from: SentMessage): void => {
    faults.push({ code, message: `${from.sender}: ${message}`, packets: from.packets });
  };
  const fitting = arrived.filter((message) => {
    if (mayBeSentBy(message)) return true;
    fault("unexpected-message", `handshake type ${message.type} belongs to the other side`, message);
    return false;
  });
  const messages = orderHandshake(fitting);
  const answered = answeredClientHello(messages);
  const seen = new Map<string, Seen<HandshakeBody>>();
  for (const [index, message] of messages.entries()) {
    const value = readBody(message, (error) => fault(error.code, error.message, message));
    // A server may ask for a cookie more than once: neither that nor the hello before it is a repetition.
    if (value === undefined || value.kind === "other" || value.kind === "hello_verify_request") continue;
    if (value.kind === "client_hello" && answered !== undefined && index < answered) continue;
    const slot = `${message.sender} ${value.kind}`;
    if (seen.has(slot)) fault("repeated-message", `a second ${value.kind}`, message);
    else seen.set(slot, { value, packets: message.packets, message });
  }
  const pick = <K extends HandshakeBody["kind"]>(sender: Role, kind: K): Seen<BodyOf<K>> | undefined => {
    const found = seen.get(`${sender} ${kind}`);
    return found !== undefined && isOfKind(found.value, kind) ? { ...found, value: found.value } : undefined;
  };
  const view: HandshakeView = {
    messages,
    clientHello: pick("client", "client_hello"),
    serverHello: pick("server", "server_hello"),
    clientCertificates: listOf(pick("client", "certificate")),
    serverCertificates: listOf(pick("server", "certificate")),
    serverKeyExchange: pick("server", "server_key_exchange"),
    certificateRequest: pick("server", "certificate_request"),
    clientKeyExchange: pick("client", "client_key_exchange"),
    certificateVerify: pick("client", "certificate_verify"),
  };
  return { view, faults };
}

type BodyOf<K> = Extract<HandshakeBody, { readonly kind: K }>;

function isOfKind<K extends HandshakeBody["kind"]>(body: HandshakeBody, kind: K): body is BodyOf<K> {
  return body.kind === kind;
}

function listOf(seen: Seen<Certificate> | undefined): Seen<readonly Uint8Array[]> | undefined {
  return seen === undefined ? undefined : { ...seen, value: seen.value.certificates };
}

function readBody(message: SentMessage, onError: (error: DtlsParseError) => void): HandshakeBody | undefined {
  try {
    return parseHandshakeBody(message);
  } catch (error) {
    if (!(error instanceof DtlsParseError)) throw error;
    onError(error);
    return undefined;
  }
}

function mayBeSentBy({ type, sender }: SentMessage): boolean {
  switch (type) {
    case handshakeType.clientHello:
    case handshakeType.clientKeyExchange:
    case handshakeType.certificateVerify:
      return sender === "client";
    case handshakeType.helloRequest:
    case handshakeType.serverHello:
    case handshakeType.helloVerifyRequest:
    case handshakeType.newSessionTicket:
    case handshakeType.serverKeyExchange:
    case handshakeType.certificateRequest:
    case handshakeType.serverHelloDone:
      return sender === "server";
    default:
      return true;
  }
}
