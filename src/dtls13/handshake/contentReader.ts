import type { AssociationDatagram, Side } from "../../dtls/handshake/association.ts";
import { ByteReader } from "../../dtls/wire/byteReader.ts";
import { parseHandshakeFragments } from "../../dtls/wire/handshake.ts";
import { HandshakeReassembler } from "../../dtls/wire/reassembler.ts";
import { alertName } from "../../dtls/wire/registry.ts";
import { type CipherSuite13, contentType13 } from "../registry.ts";
import { parseAck, type RecordNumber } from "../wire/ack.ts";
import { parsed } from "../wire/dtls13ParseError.ts";
import { type Record13, scanRecords13 } from "../wire/record.ts";
import type { Fault13 } from "./fault.ts";
import type { SentMessage13 } from "./message.ts";
import { RecordLedger, type RecordSummary13 } from "./recordLedger.ts";
import { type DirectionSecrets, RecordOpener } from "./recordOpener.ts";

/** Where an opened or clear content came from. */
interface Origin {
  readonly packet: number;
  readonly from: Side;
  /** 0: it stood in clear. */
  readonly epoch: number;
  readonly sequence: number;
}

/** The contents of all records that are in clear or that opened, in the order of arrival. */
export interface Content {
  readonly records: readonly RecordSummary13[];
  readonly applicationData: readonly (Origin & { readonly data: Uint8Array })[];
  readonly acks: readonly (Origin & { readonly acknowledged: readonly RecordNumber[] })[];
  /** `description`: IANA name. */
  readonly alerts: readonly (Origin & { readonly level: number; readonly description: string })[];
  readonly messages: readonly (Omit<SentMessage13, "sender"> & { readonly from: Side })[];
  readonly faults: readonly Fault13[];
}

export interface ContentReaderOptions {
  /** undefined: nothing can be opened. */
  readonly suite: CipherSuite13 | undefined;
  readonly connectionIdLength: Readonly<Record<Side, number | undefined>>;
  secretsOf(side: Side): DirectionSecrets;
}

/** Takes datagrams in time order. */
export class ContentReader {
  readonly #connectionIdLength: ContentReaderOptions["connectionIdLength"];
  readonly #openers: Readonly<Record<Side, RecordOpener>> | undefined;
  /** By side and epoch: what is injected in clear cannot stand in the way of what is authenticated. */
  readonly #reassemblers = new Map<string, HandshakeReassembler>();
  readonly #ledger = new RecordLedger();
  readonly #applicationData: Content["applicationData"][number][] = [];
  readonly #acks: Content["acks"][number][] = [];
  readonly #alerts: Content["alerts"][number][] = [];
  readonly #messages: Content["messages"][number][] = [];
  readonly #faults: Fault13[] = [];

  constructor({ suite, connectionIdLength, secretsOf }: ContentReaderOptions) {
    this.#connectionIdLength = connectionIdLength;
    if (suite === undefined) return;
    const opener = (side: Side) => new RecordOpener(suite, secretsOf(side));
    this.#openers = { a: opener("a"), b: opener("b") };
  }

  read({ packet, from, bytes }: AssociationDatagram): void {
    const { records, fault } = scanRecords13(bytes, this.#connectionIdLength[from]);
    for (const record of records) this.#readRecord(packet, from, record);
    if (fault !== undefined) this.#fault(fault.code, fault.message, packet);
  }

  content(): Content {
    return {
      records: this.#ledger.records,
      applicationData: this.#applicationData,
      acks: this.#acks,
      alerts: this.#alerts,
      messages: this.#messages,
      faults: this.#faults,
    };
  }

  #readRecord(packet: number, from: Side, record: Record13): void {
    if (record.kind === "plaintext") {
      const { contentType, epoch, sequence, fragment } = record;
      const inside = { contentType, epoch, sequence, paddingLength: 0 };
      const isNew = this.#ledger.add({ packet, from }, record, inside);
      if (epoch !== 0) this.#fault("unexpected-epoch", `${from} sent epoch ${epoch} in clear`, packet);
      else if (isNew) this.#readContent({ packet, from, epoch, sequence }, contentType, fragment);
      return;
    }
    const opening = this.#openers?.[from].open(record) ?? { kind: "no-key" };
    if (opening.kind !== "opened") {
      this.#ledger.add({ packet, from }, record, undefined);
      if (opening.kind === "does-not-open") {
        this.#fault("does-not-open", `a record of ${from} opens with none of its keys`, packet);
      }
      return;
    }
    const { epoch, sequence, contentType, content, paddingLength } = opening;
    const inside = { contentType, epoch, sequence, paddingLength };
    const isNew = this.#ledger.add({ packet, from }, record, inside);
    if (isNew) this.#readContent({ packet, from, epoch, sequence }, contentType, content);
  }

  #readContent(origin: Origin, contentType: number, content: Uint8Array): void {
    const reading = parsed(() => {
      switch (contentType) {
        case contentType13.handshake:
          return this.#readHandshake(origin, content);
        case contentType13.ack:
          this.#acks.push({ ...origin, acknowledged: parseAck(content) });
          return;
        case contentType13.alert:
          this.#alerts.push({ ...origin, ...readAlert(content) });
          return;
        case contentType13.applicationData:
          return this.#readApplicationData(origin, content);
        default:
          this.#fault("unknown-content", `${origin.from} sent content type ${contentType}`, origin.packet);
      }
    });
    if (!reading.ok) this.#fault(reading.refusal.code, reading.refusal.message, origin.packet);
  }

  #readApplicationData(origin: Origin, data: Uint8Array): void {
    if (origin.epoch >= 3) {
      this.#applicationData.push({ ...origin, data });
    } else if (origin.epoch === 0) {
      this.#fault(
        "cleartext-application-data",
        `${origin.from} sent application data in clear`,
        origin.packet,
      );
    } else {
      this.#fault("unexpected-epoch", `application data under handshake keys`, origin.packet);
    }
  }

  #readHandshake({ packet, from, epoch }: Origin, content: Uint8Array): void {
    const slot = `${from} ${epoch}`;
    const reassembler = this.#reassemblers.get(slot) ?? new HandshakeReassembler();
    this.#reassemblers.set(slot, reassembler);
    for (const fragment of parseHandshakeFragments(content)) {
      const outcome = reassembler.accept(fragment, packet);
      if (outcome.kind === "refused") this.#fault(outcome.code, outcome.message, packet);
      if (outcome.kind !== "message") continue;
      const { type, messageSeq, body, packets } = outcome.message;
      this.#messages.push({ from, type, epoch, messageSeq, body, packets });
    }
  }

  #fault(code: Fault13["code"], message: string, packet: number): void {
    this.#faults.push({ code, message, packets: [packet] });
  }
}

function readAlert(content: Uint8Array): { level: number; description: string } {
  const reader = new ByteReader(content);
  const level = reader.uint(1, "alert level");
  const description = alertName(reader.uint(1, "alert description"));
  reader.end("alert");
  return { level, description };
}
