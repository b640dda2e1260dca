import { explicitNonceLength } from "../crypto/protection.ts";
import { ByteReader } from "../wire/byteReader.ts";
import { DtlsParseError } from "../wire/dtlsParseError.ts";
import type { Fault } from "../wire/fault.ts";
import { handshakeType, parseHandshakeFragments } from "../wire/handshake.ts";
import { HandshakeReassembler } from "../wire/reassembler.ts";
import { type ContentType, type DtlsRecord, scanRecords } from "../wire/record.ts";
import { alertName } from "../wire/registry.ts";
import { type HandshakeView, viewHandshake } from "./handshakeView.ts";
import type { SentMessage } from "./transcript.ts";
import { type DtlsVersion, suiteOf, versionOf } from "./version.ts";

/** The two ends of an association, before anybody knows who is the client. */
export type Side = "a" | "b";

/** One UDP payload. `packet` is its number in the capture. */
export interface AssociationDatagram {
  readonly packet: number;
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** What one DTLS association shows to a passive observer who has no key. */
export interface Association extends HandshakeView {
  /** What ServerHello selects; for a version that is not read here there is a fault. */
  readonly version: DtlsVersion;
  /** The side that sent ClientHello; undefined if no hello was seen. */
  readonly client: Side | undefined;
  /** Every record in the order of arrival. */
  readonly records: readonly RecordSummary[];
  /** The records of epoch 1 and later with their bytes. */
  readonly encrypted: readonly EncryptedRecord[];
  /** Alerts of epoch 0. */
  readonly alerts: readonly ClearAlert[];
  readonly faults: readonly Fault[];
}

export interface RecordSummary {
  readonly packet: number;
  readonly from: Side;
  readonly contentType: ContentType;
  readonly epoch: number;
  readonly sequence: number;
  /** Bytes of the fragment: for a protected record with explicit nonce and tag. */
  readonly length: number;
  /** Hex. undefined in epoch 0, if the suite has none, or if the suite is not known. */
  readonly explicitNonce: string | undefined;
}

export interface EncryptedRecord {
  readonly packet: number;
  readonly from: Side;
  readonly record: DtlsRecord;
}

export interface ClearAlert {
  readonly packet: number;
  readonly from: Side;
  readonly level: number;
  /** IANA name. */
  readonly description: string;
}

/**
 * Reads the datagrams of one association, in time order, as a passive observer. Malformed, conflicting or misplaced
 * input never throws: it is listed in `faults`. Nothing here is authenticated: see judgePossession for what is proven.
 */
export function readAssociation(datagrams: Iterable<AssociationDatagram>): Association {
  const reader = new AssociationReader();
  for (const datagram of datagrams) reader.read(datagram);
  return reader.association();
}

class AssociationReader {
  readonly #reassemblers = { a: new HandshakeReassembler(), b: new HandshakeReassembler() };
  readonly #arrived: { from: Side; message: Omit<SentMessage, "sender"> }[] = [];
  readonly #records: EncryptedRecord[] = [];
  readonly #alerts: ClearAlert[] = [];
  readonly #faults: Fault[] = [];

  read({ packet, from, bytes }: AssociationDatagram): void {
    const { records, fault } = scanRecords(bytes);
    for (const record of records) {
      this.#records.push({ packet, from, record });
      if (record.epoch === 0) this.#readClear({ packet, from, record });
    }
    if (fault !== undefined) this.#fault(fault.code, fault.message, packet);
  }

  association(): Association {
    const client = this.#client();
    const arrived =
      client === undefined
        ? []
        : this.#arrived.map(
            ({ from, message }): SentMessage => ({
              ...message,
              sender: from === client ? "client" : "server",
            }),
          );
    const { view, faults } = viewHandshake(arrived);
    const { version, faults: versionFaults } = versionOf(view.serverHello);
    const suite = suiteOf({ version, serverHello: view.serverHello });
    const nonceLength = suite === undefined ? 0 : explicitNonceLength(suite.aead);
    return {
      ...view,
      version,
      client,
      records: this.#records.map((seen) => summarise(seen, nonceLength)),
      encrypted: this.#records.filter(({ record }) => record.epoch > 0),
      alerts: this.#alerts,
      faults: [...this.#faults, ...faults, ...versionFaults],
    };
  }

  /** The sender of the first ClientHello, else the other side of a server's hello. */
  #client(): Side | undefined {
    const hello = (types: readonly number[]): Side | undefined =>
      this.#arrived.find(({ message }) => types.includes(message.type))?.from;
    const server = hello([handshakeType.serverHello, handshakeType.helloVerifyRequest]);
    return hello([handshakeType.clientHello]) ?? (server && (server === "a" ? "b" : "a"));
  }

  #readClear(seen: EncryptedRecord): void {
    const { packet, from, record } = seen;
    try {
      if (record.contentType === "handshake") this.#readHandshake(seen);
      if (record.contentType === "alert") this.#alerts.push(readAlert(seen));
    } catch (error) {
      if (!(error instanceof DtlsParseError)) throw error;
      this.#fault(error.code, error.message, packet);
    }
    if (record.contentType === "application_data") {
      this.#fault("cleartext-application-data", `${from} sent application data in epoch 0`, packet);
    }
  }

  #readHandshake({ packet, from, record }: EncryptedRecord): void {
    for (const fragment of parseHandshakeFragments(record.fragment)) {
      const outcome = this.#reassemblers[from].accept(fragment, packet);
      if (outcome.kind === "message") this.#arrived.push({ from, message: outcome.message });
      if (outcome.kind === "refused") this.#fault(outcome.code, outcome.message, packet);
    }
  }

  #fault(code: Fault["code"], message: string, packet: number): void {
    this.#faults.push({ code, message, packets: [packet] });
  }
}

function readAlert({ packet, from, record }: EncryptedRecord): ClearAlert {
  const reader = new ByteReader(record.fragment);
  const level = reader.uint(1, "alert level");
  const description = alertName(reader.uint(1, "alert description"));
  reader.end("alert");
  return { packet, from, level, description };
}

function summarise({ packet, from, record }: EncryptedRecord, nonceLength: number): RecordSummary {
  const { contentType, epoch, sequence, fragment } = record;
  const hasNonce = epoch > 0 && nonceLength > 0 && fragment.length >= nonceLength;
  const explicitNonce = hasNonce
    ? Buffer.from(fragment.buffer, fragment.byteOffset, nonceLength).toString("hex")
    : undefined;
  return { packet, from, contentType, epoch, sequence, length: fragment.length, explicitNonce };
}
