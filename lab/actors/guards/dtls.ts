import { DtlsClient, type DtlsSocket, type IceConnection } from "werift";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { type Exporter, exporterOf } from "../../../src/dtls/crypto/exporter.ts";
import { keyBlock } from "../../../src/dtls/crypto/keySchedule.ts";
import { type ProtectionKey, protectionKey } from "../../../src/dtls/crypto/protection.ts";
import { sharedSecret } from "../../../src/dtls/crypto/sharedSecret.ts";
import { type AssociationDatagram, readAssociation } from "../../../src/dtls/handshake/association.ts";
import { judgeFinished } from "../../../src/dtls/judge/judgeFinished.ts";
import { judgePossession } from "../../../src/dtls/judge/judgePossession.ts";
import { handshakeType } from "../../../src/dtls/wire/handshake.ts";
import { cipherSuite } from "../../../src/dtls/wire/registry.ts";
import type { FactOf } from "../../../src/trace/events.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

/**
 * A server that was slow gets a repeated ClientHello and answers each with a HelloVerifyRequest (RFC 6347 §4.2.1).
 * werift's client fails on the second one, so on a busy machine honest calls would fail: here it goes unheard.
 * Call this before the client sends its hello.
 */
export function ignoreRepeatedHelloVerify(dtls: DtlsSocket): void {
  const handle = dtls.onHandleHandshakes;
  dtls.onHandleHandshakes = (messages) =>
    handle(
      messages.filter(
        ({ msg_type }) => msg_type !== handshakeType.helloVerifyRequest || dtls.dtls.flight < 3,
      ),
    );
}

/** Keeps the DTLS datagrams of a handshake: "a" is this end, "b" the other one. */
export interface Tap {
  stop(): AssociationDatagram[];
}

/** A handshake of two certificates takes about ten datagrams; repeats under loss some more. */
const MAX_TAPPED_DATAGRAMS = 1000;

export function tapDtls(connection: IceConnection): Tap {
  const datagrams: AssociationDatagram[] = [];
  const keep = (from: "a" | "b", bytes: Uint8Array) => {
    if (demultiplex(bytes) === "dtls" && datagrams.length < MAX_TAPPED_DATAGRAMS) {
      datagrams.push({ packet: datagrams.length + 1, from, bytes: Buffer.from(bytes) });
    }
  };
  const send = connection.send.bind(connection);
  connection.send = (data) => {
    keep("a", data);
    return send(data);
  };
  const { unSubscribe } = connection.onData.subscribe((data) => keep("b", data));
  return {
    stop() {
      connection.send = send;
      unSubscribe();
      return datagrams;
    },
  };
}

export interface Handshake {
  readonly role: "client" | "server";
  /** The counterpart's certificate (DER), from the handshake itself. */
  readonly certificate: Uint8Array;
  readonly possession:
    | { readonly kind: "proven" }
    | { readonly kind: "refuted"; readonly code: string; readonly message: string };
  /** What protects the association, as the trace reports it. */
  readonly secrets: Pick<FactOf<"session-secrets">, "clientRandom" | "entries">;
  readonly exporter: Exporter;
  readonly keys: { readonly read: ProtectionKey; readonly write: ProtectionKey };
  /** Of the Finished that this end sent: epoch 1 must go on behind it. */
  readonly lastSequenceSent: number;
}

/**
 * Reads a finished handshake from its datagrams and verifies what werift does not: the counterpart's signature
 * (ServerKeyExchange or CertificateVerify, RFC 5246 §7.4.3, §7.4.8) and its Finished (§7.4.9). It decides that
 * the counterpart holds the key of the certificate that it showed, not whose certificate that is.
 * @throws Error when the datagrams hold no complete handshake.
 */
export function judgeHandshake(dtls: DtlsSocket, datagrams: readonly AssociationDatagram[]): Handshake {
  const role = dtls instanceof DtlsClient ? "client" : "server";
  const counterpart = role === "client" ? "server" : "client";
  const association = readAssociation(datagrams);
  const { clientHello, serverHello } = association;
  const [certificate] =
    (role === "client" ? association.serverCertificates : association.clientCertificates)?.value ?? [];
  const suite = cipherSuite(serverHello?.value.cipherSuite ?? -1);
  if (!clientHello || !serverHello || !certificate || !suite)
    throw new Error("the DTLS handshake is incomplete");
  const randoms = { clientRandom: clientHello.value.random, serverRandom: serverHello.value.random };
  const { masterSecret } = dtls.cipher;
  const block = keyBlock(suite, masterSecret, randoms);
  const premaster = premasterOf(dtls);
  const signature = judgePossession(association)[counterpart];
  const finished = judgeFinished(association, masterSecret)[counterpart];
  return {
    role,
    certificate,
    possession: [signature, finished]
      .map(({ proof }) => asProof(proof))
      .find(({ kind }) => kind === "refuted") ?? { kind: "proven" },
    secrets: {
      clientRandom: Buffer.from(randoms.clientRandom).toString("hex"),
      entries: [
        { label: "CLIENT_RANDOM", value: masterSecret.toString("hex") },
        ...(premaster ? [{ label: "PMS_CLIENT_RANDOM" as const, value: premaster }] : []),
      ],
    },
    exporter: exporterOf(association, masterSecret),
    keys: { read: protectionKey(suite, block, counterpart), write: protectionKey(suite, block, role) },
    lastSequenceSent: Math.max(
      ...association.records
        .filter(({ from, epoch }) => from === "a" && epoch === 1)
        .map(({ sequence }) => sequence),
    ),
  };
}

/** Hexadecimal. werift derives the master secret from it and forgets it; the judge needs it for its control. */
function premasterOf({ cipher: { localKeyPair, remoteKeyPair } }: DtlsSocket): string | undefined {
  const { curve, privateKey } = localKeyPair;
  const { publicKey } = remoteKeyPair;
  const secret = publicKey && sharedSecret({ group: curve, privateKey, publicKey });
  return secret && Buffer.from(secret).toString("hex");
}

/** No proof is a refutation here: every honest counterpart of this lab can give one. */
function asProof(finding: { readonly kind: "none" } | Handshake["possession"]): Handshake["possession"] {
  if (finding.kind !== "none") return finding;
  return {
    kind: "refuted",
    code: "no-proof",
    message: "The other end gave no proof that it holds its certificate's key.",
  };
}

/**
 * werift starts the record numbers of epoch 1 again after Finished, so a later record gets Finished's nonce, and
 * AES-GCM breaks on the pair (RFC 5288 §3, RFC 9325 §7.2.1). Call this before the first application data.
 */
export function continueRecordSequence(dtls: DtlsSocket, lastSequenceSent: number): void {
  dtls.dtls.recordSequenceNumber = lastSequenceSent;
}
