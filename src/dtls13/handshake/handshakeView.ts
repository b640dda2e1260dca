import type { Role } from "../../dtls/crypto/keySchedule.ts";
import { handshakeType13 } from "../registry.ts";
import { parsed } from "../wire/dtls13ParseError.ts";
import type { ClientHello13, ServerHello13 } from "../wire/hello.ts";
import {
  type Certificate13,
  type CertificateRequest13,
  type CertificateVerify13,
  type EncryptedExtensions,
  type Finished13,
  type HandshakeBody13,
  type KeyUpdate,
  parseHandshakeBody13,
} from "../wire/messages.ts";
import type { Fault13 } from "./fault.ts";
import type { Seen13, SentMessage13 } from "./message.ts";

type ByRole<T> = Readonly<Record<Role, Seen13<T> | undefined>>;

/** One handshake. undefined: not seen, not opened, or not readable (then there is a fault). */
export interface HandshakeView13 {
  /** With a HelloRetryRequest: the ClientHello that it answers. */
  readonly firstClientHello: Seen13<ClientHello13> | undefined;
  readonly helloRetryRequest: Seen13<ServerHello13> | undefined;
  /** The ClientHello that ServerHello answers. */
  readonly clientHello: Seen13<ClientHello13> | undefined;
  readonly serverHello: Seen13<ServerHello13> | undefined;
  readonly encryptedExtensions: Seen13<EncryptedExtensions> | undefined;
  readonly certificateRequest: Seen13<CertificateRequest13> | undefined;
  readonly certificates: ByRole<Certificate13>;
  readonly certificateVerify: ByRole<CertificateVerify13>;
  readonly finished: ByRole<Finished13>;
  readonly keyUpdates: readonly Seen13<KeyUpdate>[];
}

/**
 * Reads the whole messages of both sides, given in the order of arrival. What does not fit (unreadable, sent by the
 * wrong side or in the wrong epoch, repeated) becomes a fault. Of repeated messages the first to arrive counts.
 */
export function viewHandshake13(arrived: readonly SentMessage13[]): {
  view: HandshakeView13;
  faults: Fault13[];
} {
  const faults: Fault13[] = [];
  const keyUpdates: Seen13<KeyUpdate>[] = [];
  const clientHellos = new Map<number, Seen13<ClientHello13>>();
  const seen = new Map<string, Seen13<HandshakeBody13>>();
  for (const message of arrived) {
    const fault = (code: Fault13["code"], what: string): void => {
      faults.push({ code, message: `${message.sender}: ${what}`, packets: message.packets });
    };
    const misplaced = misplacement(message);
    if (misplaced !== undefined) {
      fault(misplaced, `handshake type ${message.type} in epoch ${message.epoch}`);
      continue;
    }
    const body = parsed(() => parseHandshakeBody13(message));
    if (!body.ok) {
      fault(body.refusal.code, body.refusal.message);
      continue;
    }
    const { value } = body;
    if (value.kind === "other" || value.kind === "new_session_ticket") continue;
    const slot = `${message.sender} ${value.kind}`;
    if (value.kind === "key_update") keyUpdates.push({ value, message });
    else if (value.kind === "client_hello") clientHellos.set(message.messageSeq, { value, message });
    else if (seen.has(slot)) fault("repeated-message", `a second ${value.kind}`);
    else seen.set(slot, { value, message });
  }
  const pick = <K extends HandshakeBody13["kind"]>(sender: Role, kind: K): Seen13<BodyOf<K>> | undefined => {
    const found = seen.get(`${sender} ${kind}`);
    return found !== undefined && isOfKind(found.value, kind) ? { ...found, value: found.value } : undefined;
  };
  const both = <K extends HandshakeBody13["kind"]>(kind: K) => ({
    client: pick("client", kind),
    server: pick("server", kind),
  });
  const helloRetryRequest = pick("server", "hello_retry_request");
  const view: HandshakeView13 = {
    firstClientHello: helloRetryRequest === undefined ? undefined : clientHellos.get(0),
    helloRetryRequest,
    clientHello: clientHellos.get(helloRetryRequest === undefined ? 0 : 1),
    serverHello: pick("server", "server_hello"),
    encryptedExtensions: pick("server", "encrypted_extensions"),
    certificateRequest: pick("server", "certificate_request"),
    certificates: both("certificate"),
    certificateVerify: both("certificate_verify"),
    finished: both("finished"),
    keyUpdates,
  };
  return { view, faults };
}

type BodyOf<K> = Extract<HandshakeBody13, { readonly kind: K }>;

function isOfKind<K extends HandshakeBody13["kind"]>(body: HandshakeBody13, kind: K): body is BodyOf<K> {
  return body.kind === kind;
}

/** Who sends what, and under which keys (RFC 8446 figure 1, RFC 9147 §6.1). */
function misplacement({
  type,
  sender,
  epoch,
}: SentMessage13): "unexpected-message" | "unexpected-epoch" | undefined {
  const only = (by: Role | "both", fits: boolean) => {
    if (by !== "both" && by !== sender) return "unexpected-message";
    return fits ? undefined : "unexpected-epoch";
  };
  switch (type) {
    case handshakeType13.clientHello:
      return only("client", epoch === 0);
    case handshakeType13.serverHello:
      return only("server", epoch === 0);
    case handshakeType13.encryptedExtensions:
    case handshakeType13.certificateRequest:
      return only("server", epoch === 2);
    case handshakeType13.certificate:
    case handshakeType13.certificateVerify:
    case handshakeType13.finished:
      return only("both", epoch === 2);
    case handshakeType13.newSessionTicket:
      return only("server", epoch >= 3);
    case handshakeType13.keyUpdate:
    case handshakeType13.requestConnectionId:
    case handshakeType13.newConnectionId:
      return only("both", epoch >= 3);
    default:
      return "unexpected-message";
  }
}
