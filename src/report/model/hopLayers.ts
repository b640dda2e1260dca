import { RECORD_HEADER_LENGTH, scanRecords } from "../../dtls/wire/record.ts";
import { PPID } from "../../sctp/dataChannel.ts";
import { payloadFields } from "../dissection/dataChannel.ts";
import { bytesIn, type Field, FieldWriter, shifted } from "../dissection/field.ts";
import { frameFields } from "../dissection/frame.ts";
import type { Layer, Sealed } from "../dissection/layer.ts";
import { protectedFields, recordHeaderFields } from "../dissection/record.ts";
import { sctpFields } from "../dissection/sctp.ts";
import type { Hop, Opening } from "./hop.ts";

/** The message by itself. */
export function contentLayer({ content }: Hop, type: "text" | "binary"): Layer {
  const ppid = type === "text" ? PPID.STRING : PPID.BINARY;
  return {
    title: "The content",
    rfc: "RFC 8831 §6.6",
    bytes: content,
    fields: payloadFields(content, ppid, true),
    sealed: [],
  };
}

/** How the message's channel was opened, some packets before. */
export function openingLayer({ payload }: Opening): Layer {
  return {
    title: "DATA_CHANNEL_OPEN",
    rfc: "RFC 8832 §5.1",
    bytes: payload,
    fields: payloadFields(payload, PPID.DCEP, true),
    sealed: [],
  };
}

/** The SCTP packet in plaintext, with what crossed the network in its place. */
export function sctpLayer({ plaintext }: Hop, sealed: readonly Sealed[]): Layer {
  return {
    title: "SCTP packet",
    rfc: "RFC 9260 §3",
    bytes: plaintext,
    fields: sctpFields(plaintext),
    sealed,
  };
}

/** The DTLS record as it crossed the network. */
export function recordLayer({ record, datagram, key }: Hop): Layer {
  const length = RECORD_HEADER_LENGTH + record.fragment.length;
  const body = protectedFields(record.fragment, key.aead) ?? [];
  return {
    title: "DTLS record",
    rfc: "RFC 6347 §4.1",
    bytes: datagram.payload.subarray(record.offset, record.offset + length),
    fields: [...recordHeaderFields(record), ...shifted(body, RECORD_HEADER_LENGTH)],
    sealed: [],
  };
}

/** The whole packet of the capture: headers, then the records of its datagram, each as one field. */
export function packetLayer({ datagram, record }: Hop): Layer {
  const { frame, payload } = datagram;
  const headers = (frame && frameFields(frame.bytes, frame.linkType)) ?? [];
  const at = headers.at(-1)?.to ?? 0;
  return {
    title: "The packet in the capture",
    rfc: "RFC 791, RFC 768",
    bytes: Buffer.concat([frame?.bytes.subarray(0, at) ?? new Uint8Array(), payload]),
    fields: [...headers, ...recordsIn(payload, record.offset, at)],
    sealed: [],
  };
}

function recordsIn(payload: Uint8Array, followed: number, at: number): Field[] {
  const { records } = scanRecords(payload);
  const writer = new FieldWriter(at);
  for (const { offset, fragment, contentType } of records) {
    const length = RECORD_HEADER_LENGTH + fragment.length;
    const which = offset === followed ? "the record above" : `another record, ${contentType}`;
    writer.add("DTLS record", length, `${bytesIn(length)}: ${which}.`);
  }
  writer.add("after the records", at + payload.length - writer.at, "Bytes that are no record.");
  return writer.fields;
}
