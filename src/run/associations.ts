import { type Basis, packetBasis } from "../contract/basis.ts";
import { type DecryptedRecord, decryptAssociation } from "../dtls/crypto/decrypt.ts";
import {
  type Association,
  type EncryptedRecord,
  readAssociation,
  type Side,
} from "../dtls/handshake/association.ts";
import type { ConnectionSecrets } from "../dtls13/crypto/keyLog.ts";
import { type Association13, readAssociation13 } from "../dtls13/handshake/association.ts";
import { DataChannelReader } from "../sctp/reassembly.ts";
import { SctpParseError } from "../sctp/sctpParseError.ts";
import type { PeerName } from "../trace/parties.ts";
import { type Recorded12, type Recorded13, type Recording, roleOf } from "./recording.ts";
import type { Place } from "./search.ts";
import type { RunSecret, SessionSecret } from "./secrets.ts";
import { trafficSecretsOf } from "./trafficSecrets.ts";

/** One DTLS association of the run: as the capture has it, and opened with the secrets that its own ends reported. */
export type RunAssociation = RunAssociation12 | RunAssociation13;

interface Known {
  /** What its ends reported of it, found by the client random. Empty: nobody reported a secret of it. */
  readonly secrets: readonly SessionSecret[];
  /** The messages of the data channels in what opened, at the packets that completed them. */
  readonly content: readonly Place[];
}

export interface RunAssociation12 extends Recorded12, Known {
  /** The true master secret. No observer has it by right; the judge uses it for controls. */
  readonly masterSecret: Uint8Array | undefined;
  /** Every record of epoch 1, opened with the true secret. Undefined: it is not known, or no keys follow from the capture. */
  readonly opened: readonly DecryptedRecord[] | undefined;
}

export interface RunAssociation13 extends Recorded13, Known {
  /** The true secrets. No observer has them by right; the judge uses them for controls. */
  readonly trafficSecrets: ConnectionSecrets;
  /** The association read again with the true secrets. Undefined: no one reported any. */
  readonly opened: Association13 | undefined;
}

/** @param forged packets that an attacker sent in an end's name. One that does not open is dropped by its receiver, and left out here. */
export function associationsOf(
  { associations }: Recording,
  secrets: readonly RunSecret[],
  forged: ReadonlySet<number> = new Set(),
): RunAssociation[] {
  return associations.map((recorded): RunAssociation => {
    const random = Buffer.from(recorded.association.clientHello?.value.random ?? []).toString("hex");
    const own = secrets.filter(
      (secret): secret is SessionSecret => secret.what === "session-secret" && secret.clientRandom === random,
    );
    return recorded.dtls === "1.2"
      ? withoutDropped(opened12(recorded, own), forged)
      : opened13(recorded, own);
  });
}

function withoutDropped(recorded: RunAssociation12, forged: ReadonlySet<number>): RunAssociation12 {
  const dropped = new Set(
    recorded.opened?.flatMap(({ packet, result }) => (!result.ok && forged.has(packet) ? packet : [])),
  );
  if (dropped.size === 0) return recorded;
  const datagrams = recorded.datagrams.filter(({ packet }) => !dropped.has(packet));
  return opened12({ ...recorded, datagrams, association: readAssociation(datagrams) }, recorded.secrets);
}

function opened12(recorded: Recorded12, secrets: readonly SessionSecret[]): RunAssociation12 {
  const masterSecret = secrets.find(({ label }) => label === "CLIENT_RANDOM")?.bytes;
  const decryption = masterSecret && decryptAssociation(recorded.association, masterSecret);
  const opened = decryption?.kind === "tried" ? decryption.records : undefined;
  return { ...recorded, secrets, masterSecret, opened, content: contentOf(opened ?? []) };
}

function opened13(recorded: Recorded13, secrets: readonly SessionSecret[]): RunAssociation13 {
  const trafficSecrets = trafficSecretsOf(secrets);
  const opened = secrets.length === 0 ? undefined : readAssociation13(recorded.datagrams, trafficSecrets);
  return { ...recorded, secrets, trafficSecrets, opened, content: contentOf13(opened) };
}

/** Records of application data that are protected, as the headers of DTLS 1.2 say in clear. */
export function applicationData({ encrypted }: Association): EncryptedRecord[] {
  return encrypted.filter(({ record }) => record.contentType === "application_data" && record.epoch === 1);
}

/**
 * How many protected records of application data were recorded. The headers of DTLS 1.3 do not tell data from ACKs: of an
 * association that was not opened every record under application keys counts (RFC 9147 §4).
 */
export function dataRecords(recorded: RunAssociation): number {
  if (recorded.dtls === "1.2") return applicationData(recorded.association).length;
  return recorded.opened?.applicationData.length ?? underApplicationKeys(recorded.association);
}

function underApplicationKeys({ records }: Association13): number {
  return records.filter(({ form, epochBits }) => form === "ciphertext" && epochBits !== HANDSHAKE_EPOCH)
    .length;
}

/** RFC 9147 §6.1. */
const HANDSHAKE_EPOCH = 2;

/** How many protected records of any kind were recorded, and how many of them the true secrets open. */
export function protectedRecords(recorded: RunAssociation): {
  readonly all: number;
  readonly opened: number;
} {
  if (recorded.dtls === "1.2") {
    const opened = recorded.opened?.filter(({ result }) => result.ok) ?? [];
    return { all: recorded.association.encrypted.length, opened: opened.length };
  }
  const ciphertexts = ({ records }: Association13) => records.filter(({ form }) => form === "ciphertext");
  const opened = recorded.opened ? ciphertexts(recorded.opened) : [];
  return {
    all: ciphertexts(recorded.association).length,
    opened: opened.filter(({ inside }) => inside !== undefined).length,
  };
}

/**
 * The certificate (DER) that the captured handshake showed to a peer, with the packets that carried it. In DTLS 1.2 it
 * stands in clear. In DTLS 1.3 it is encrypted (RFC 8446 §4.4.2): it is read in the handshake that the true secrets opened.
 */
export function certificateShownTo(
  recorded: RunAssociation,
  peer: PeerName,
): { readonly certificate: Uint8Array; readonly basis: Basis } | undefined {
  const by = roleOf(recorded, peer) === "client" ? "server" : "client";
  const shown = certificatesOf(recorded)[by];
  return shown && { certificate: shown.certificate, basis: packetBasis(shown.packets) };
}

interface ShownCertificate {
  readonly certificate: Uint8Array;
  readonly packets: readonly number[];
}

/** The first certificate that each side showed, as far as it can be read. */
export function certificatesOf(recorded: RunAssociation): {
  readonly client: ShownCertificate | undefined;
  readonly server: ShownCertificate | undefined;
} {
  const first = (
    certificates: readonly Uint8Array[] | undefined,
    packets: readonly number[] | undefined,
  ): ShownCertificate | undefined => {
    const [certificate] = certificates ?? [];
    return certificate && packets && { certificate, packets };
  };
  if (recorded.dtls === "1.2") {
    const { clientCertificates: client, serverCertificates: server } = recorded.association;
    return { client: first(client?.value, client?.packets), server: first(server?.value, server?.packets) };
  }
  const { client, server } = recorded.opened?.certificates ?? {};
  return {
    client: first(client?.value.certificates, client?.message.packets),
    server: first(server?.value.certificates, server?.message.packets),
  };
}

/** The messages that some opened records carry. Records that did not open, or carry no SCTP, are left out. */
export function contentOf(records: readonly DecryptedRecord[]): Place[] {
  return messagesIn(
    records.flatMap(({ from, packet, record, result }) =>
      result.ok && record.contentType === "application_data" ? { from, packet, data: result.plaintext } : [],
    ),
  );
}

/** The same of an opened association of DTLS 1.3. */
export function contentOf13(opened: Association13 | undefined): Place[] {
  return messagesIn(opened?.applicationData ?? []);
}

function messagesIn(
  data: readonly { readonly from: Side; readonly packet: number; readonly data: Uint8Array }[],
): Place[] {
  const readers = { a: new DataChannelReader(), b: new DataChannelReader() };
  return data.flatMap(({ from, packet, data }) => {
    try {
      const events = readers[from].push(data);
      return events.flatMap((event) =>
        event.kind === "message" ? { basis: `packet:${packet}`, bytes: event.content } : [],
      );
    } catch (error) {
      if (error instanceof SctpParseError) return [];
      throw error;
    }
  });
}
