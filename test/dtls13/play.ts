import {
  createHash,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import type { Role } from "../../src/dtls/crypto/keySchedule.ts";
import type { AssociationDatagram } from "../../src/dtls/handshake/association.ts";
import { hybridSecret } from "../../src/dtls13/crypto/hybridSecret.ts";
import {
  applicationSecrets,
  finishedVerifyData,
  handshakeSecrets,
  nextTrafficSecret,
} from "../../src/dtls13/crypto/keySchedule.ts";
import { type RecordKeys, recordKeys } from "../../src/dtls13/crypto/openRecord.ts";
import { signedContent } from "../../src/dtls13/judge/judge13.ts";
import { cipherSuite13, handshakeType13, X25519MLKEM768 } from "../../src/dtls13/registry.ts";
import { selfSigned } from "../dtls/selfSigned.ts";
import { plainRecord, type RecordToSeal, sealRecord } from "./sealRecord.ts";

/** What the browsers' calls do not show. */
export interface PlayOptions {
  readonly suite?: number;
  /** The server asks for another ClientHello, with a cookie. */
  readonly retry?: boolean;
  /** X25519MLKEM768, with random bytes for what ML-KEM would give. */
  readonly hybrid?: boolean;
  /** What each side wants to see in the records that it receives. */
  readonly connectionIds?: Readonly<Record<Role, Uint8Array>>;
  readonly header?: Pick<RecordToSeal, "sequenceLength" | "hasLength" | "padding">;
  /** After the handshake, in turn: a side sends a text, or updates its keys. */
  readonly afterwards?: readonly (readonly [Role, string | "key update"])[];
}

/** A handshake between two peers of our own, played out on paper: side a is the client. */
export interface Play {
  readonly datagrams: readonly AssociationDatagram[];
  readonly keyLog: string;
  readonly sharedSecret: Uint8Array;
  /** Each side's x25519 private key. */
  readonly x25519Private: Readonly<Record<Role, Uint8Array>>;
  /** Without the part of ML-KEM. */
  readonly x25519Secret: Uint8Array;
  readonly certificates: Readonly<Record<Role, Uint8Array>>;
  readonly exporterSecret: Uint8Array;
}

export function play(options: PlayOptions = {}): Play {
  const suiteCode = options.suite ?? 0x1301;
  const suite = cipherSuite13(suiteCode);
  if (suite === undefined) throw new Error("a suite that is not known");
  const { hash } = suite;
  const stage = new Stage(options);
  const transcript = new Transcript(hash);
  const keys = { client: generateKeyPairSync("x25519"), server: generateKeyPairSync("x25519") };
  const identities = { client: identity(), server: identity() };
  const random = { client: randomBytes(32), server: randomBytes(32) };
  const mlKemSecret = randomBytes(32);

  const share = (role: Role) => {
    const x25519 = keys[role].publicKey.export({ type: "spki", format: "der" }).subarray(-32);
    const mlKem = options.hybrid ? randomBytes(role === "client" ? 1184 : 1088) : Buffer.alloc(0);
    return Buffer.concat([u16(options.hybrid ? X25519MLKEM768 : 29), vector(2, mlKem, x25519)]);
  };
  const connectionId = (role: Role) =>
    options.connectionIds ? [extension(54, vector(1, options.connectionIds[role]))] : [];
  const clientHello = (cookie?: Uint8Array) =>
    Buffer.concat([
      Buffer.from("fefd", "hex"),
      random.client,
      Buffer.of(0, 0),
      vector(2, u16(suiteCode)),
      Buffer.of(1, 0),
      vector(
        2,
        extension(43, vector(1, u16(0xfefc))),
        extension(51, vector(2, cookie || !options.retry ? clientShare : Buffer.alloc(0))),
        ...(cookie ? [extension(44, vector(2, cookie))] : []),
        ...connectionId("client"),
      ),
    ]);
  const serverHello = (helloRandom: Uint8Array, ...extensions: Uint8Array[]) =>
    Buffer.concat([
      Buffer.from("fefd", "hex"),
      helloRandom,
      Buffer.of(0),
      u16(suiteCode),
      Buffer.of(0),
      vector(2, extension(43, u16(0xfefc)), ...extensions),
    ]);

  const clientShare = share("client");
  const { clientHello: CH, serverHello: SH, certificate, certificateVerify, finished } = handshakeType13;
  if (options.retry) {
    const cookie = randomBytes(20);
    transcript.add(CH, stage.send("client", CH, clientHello()));
    transcript.replaceByHash();
    const asked = serverHello(retryRandom, extension(51, u16(29)), extension(44, vector(2, cookie)));
    transcript.add(SH, stage.send("server", SH, asked));
    transcript.add(CH, stage.send("client", CH, clientHello(cookie)));
  } else transcript.add(CH, stage.send("client", CH, clientHello()));
  const answer = serverHello(random.server, extension(51, share("server")), ...connectionId("server"));
  transcript.add(SH, stage.send("server", SH, answer));

  const x25519Secret = diffieHellman({
    privateKey: keys.client.privateKey,
    publicKey: keys.server.publicKey,
  });
  const sharedSecret = options.hybrid ? hybridSecret(mlKemSecret, x25519Secret) : x25519Secret;
  const handshake = handshakeSecrets(hash, sharedSecret, transcript.hash());
  stage.protect(2, {
    client: recordKeys(suite, handshake.client),
    server: recordKeys(suite, handshake.server),
  });
  const authenticate = (role: Role) => {
    const entry = Buffer.concat([vector(3, identities[role].certificate), u16(0)]);
    const chain = Buffer.concat([Buffer.of(0), vector(3, entry)]);
    transcript.add(certificate, stage.send(role, certificate, chain));
    const signature = sign("sha256", signedContent(role, transcript.hash()), identities[role].key);
    const verification = Buffer.concat([u16(0x0403), vector(2, signature)]);
    transcript.add(certificateVerify, stage.send(role, certificateVerify, verification));
    const verifyData = finishedVerifyData(hash, handshake[role], transcript.hash());
    transcript.add(finished, stage.send(role, finished, verifyData));
  };
  const { encryptedExtensions } = handshakeType13;
  transcript.add(encryptedExtensions, stage.send("server", encryptedExtensions, vector(2)));
  authenticate("server");
  const application = applicationSecrets(hash, handshake.masterSecret, transcript.hash());
  authenticate("client");
  const current = { client: application.client, server: application.server };
  stage.protect(3, { client: recordKeys(suite, current.client), server: recordKeys(suite, current.server) });
  for (const [role, what] of options.afterwards ?? []) {
    if (what !== "key update") stage.sendData(role, Buffer.from(what));
    else {
      stage.send(role, handshakeType13.keyUpdate, Buffer.of(0));
      current[role] = nextTrafficSecret(hash, current[role]);
      stage.update(role, recordKeys(suite, current[role]));
    }
  }
  const line = (label: string, secret: Uint8Array) =>
    `${label} ${random.client.toString("hex")} ${Buffer.from(secret).toString("hex")}\n`;
  return {
    datagrams: stage.datagrams,
    sharedSecret,
    x25519Secret,
    x25519Private: { client: privateValue(keys.client), server: privateValue(keys.server) },
    certificates: { client: identities.client.certificate, server: identities.server.certificate },
    exporterSecret: application.exporter,
    keyLog: [
      line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", handshake.client),
      line("SERVER_HANDSHAKE_TRAFFIC_SECRET", handshake.server),
      line("CLIENT_TRAFFIC_SECRET_0", application.client),
      line("SERVER_TRAFFIC_SECRET_0", application.server),
      line("EXPORTER_SECRET", application.exporter),
    ].join(""),
  };
}

function privateValue({ privateKey }: { readonly privateKey: KeyObject }): Uint8Array {
  return privateKey.export({ type: "pkcs8", format: "der" }).subarray(-32);
}

/** Numbers messages and records, and sends each record in a datagram of its own. */
class Stage {
  readonly datagrams: AssociationDatagram[] = [];
  readonly #options: PlayOptions;
  readonly #next = {
    client: { message: 0, record: 0, epoch: 0 },
    server: { message: 0, record: 0, epoch: 0 },
  };
  #keys: Record<Role, RecordKeys> | undefined;

  constructor(options: PlayOptions) {
    this.#options = options;
  }

  protect(epoch: number, keys: Record<Role, RecordKeys>): void {
    this.#keys = { ...keys };
    for (const role of ["client", "server"] as const) Object.assign(this.#next[role], { epoch, record: 0 });
  }

  update(role: Role, keys: RecordKeys): void {
    if (this.#keys !== undefined) this.#keys[role] = keys;
    this.#next[role].epoch += 1;
    this.#next[role].record = 0;
  }

  /** Returns the body. */
  send(role: Role, type: number, body: Uint8Array): Uint8Array {
    const header = Buffer.alloc(12);
    header[0] = type;
    header.writeUIntBE(body.length, 1, 3);
    header.writeUInt16BE(this.#next[role].message++, 4);
    header.writeUIntBE(body.length, 9, 3);
    this.#sendRecord(role, 22, Buffer.concat([header, body]));
    return body;
  }

  sendData(role: Role, content: Uint8Array): void {
    this.#sendRecord(role, 23, content);
  }

  #sendRecord(role: Role, contentType: number, content: Uint8Array): void {
    const next = this.#next[role];
    const { epoch } = next;
    const sequence = next.record++;
    const receiver = role === "client" ? "server" : "client";
    const connectionId = this.#options.connectionIds?.[receiver];
    const keys = this.#keys?.[role];
    const bytes =
      keys === undefined
        ? plainRecord(contentType, sequence, content)
        : sealRecord(keys, {
            contentType,
            epoch,
            sequence,
            content,
            connectionId: connectionId?.length === 0 ? undefined : connectionId,
            ...this.#options.header,
          });
    const packet = this.datagrams.length + 1;
    this.datagrams.push({ packet, from: role === "client" ? "a" : "b", bytes });
  }
}

/** RFC 8446 §4.4.1, worked out apart from src. */
class Transcript {
  readonly #algorithm: string;
  #bytes = Buffer.alloc(0);

  constructor(algorithm: string) {
    this.#algorithm = algorithm;
  }

  add(type: number, body: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, Buffer.of(type), vector(3, body)]);
  }

  replaceByHash(): void {
    const hash = this.hash();
    this.#bytes = Buffer.concat([Buffer.of(254), vector(3, hash)]);
  }

  hash(): Uint8Array {
    return createHash(this.#algorithm).update(this.#bytes).digest();
  }
}

function identity(): { readonly certificate: Uint8Array; readonly key: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { certificate: selfSigned(publicKey, privateKey), key: privateKey };
}

const retryRandom = createHash("sha256").update("HelloRetryRequest").digest();

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);

function vector(width: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(width);
  length.writeUIntBE(content.length, 0, width);
  return Buffer.concat([length, content]);
}

const extension = (type: number, data: Uint8Array): Buffer => Buffer.concat([u16(type), vector(2, data)]);
