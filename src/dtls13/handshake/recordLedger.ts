import { createHash } from "node:crypto";
import type { Side } from "../../dtls/handshake/association.ts";
import type { Record13 } from "../wire/record.ts";

/** One record as the observer knows it. */
export interface RecordSummary13 {
  readonly packet: number;
  readonly from: Side;
  /** How it was sent. Of a ciphertext that did not open only the rest of this line is known. */
  readonly form: Record13["kind"];
  /** Bytes after the header: of a ciphertext with inner content type, padding and tag. */
  readonly length: number;
  /** Of these bytes, SHA-256 in base64: tells two records under one number apart. */
  readonly digest: string;
  readonly connectionId: Uint8Array | undefined;
  /** Low two bits of the epoch: all of it that stands in a ciphertext's header. */
  readonly epochBits: number;
  /** undefined: not opened, so neither content type nor numbers are known. */
  readonly inside: RecordInside | undefined;
  /** An earlier record of this side has the same number; unless both opened, the same bytes too. */
  readonly duplicate: boolean;
}

export interface RecordInside {
  readonly contentType: number;
  readonly epoch: number;
  readonly sequence: number;
  /** Zero bytes that only hide the length (RFC 8446 §5.4). */
  readonly paddingLength: number;
}

/** Lists the records of an association in the order of arrival and finds the repeated ones. */
export class RecordLedger {
  readonly #seen = new Set<string>();
  readonly records: RecordSummary13[] = [];

  /** False if it is a duplicate. */
  add(
    { packet, from }: { readonly packet: number; readonly from: Side },
    record: Record13,
    inside: RecordInside | undefined,
  ): boolean {
    const { kind: form } = record;
    const [bytes, epochBits, connectionId] =
      record.kind === "plaintext"
        ? [record.fragment, record.epoch % 4, undefined]
        : [record.ciphertext, record.epochBits, record.connectionId];
    const digest = createHash("sha256").update(bytes).digest("base64");
    // Anybody can send a number in clear: only the same bytes repeat it, or an injected record would hide the genuine one.
    const identity =
      inside === undefined || form === "plaintext"
        ? `${from} ${form} ${inside?.epoch} ${inside?.sequence} ${digest}`
        : `${from} ${form} ${inside.epoch} ${inside.sequence}`;
    const duplicate = this.#seen.has(identity);
    this.#seen.add(identity);
    this.records.push({
      packet,
      from,
      form,
      length: bytes.length,
      digest,
      connectionId,
      epochBits,
      inside,
      duplicate,
    });
    return !duplicate;
  }
}
