import type { HandshakeFragment } from "../../dtls/wire/handshake.ts";
import type { DtlsRecord } from "../../dtls/wire/record.ts";
import { alertName } from "../../dtls/wire/registry.ts";
import { bytesIn, type Field, FieldWriter } from "./field.ts";
import { handshakeFields } from "./handshake.ts";
import { messageName } from "./handshakeWords.ts";

/** What one record carries: in epoch 0 its fragment, later what the fragment opens to. */
export interface RecordContent {
  /** Such as "ServerHello". */
  readonly title: string;
  readonly fields: readonly Field[];
  readonly fragments: readonly HandshakeFragment[];
}

/** The plaintext of a record, of any content type, every byte in one field. */
export function recordContent(contentType: DtlsRecord["contentType"], bytes: Uint8Array): RecordContent {
  const writer = new FieldWriter();
  const content = (title: string): RecordContent => ({ title, fields: writer.fields, fragments: [] });
  switch (contentType) {
    case "handshake": {
      const { fields, fragments } = handshakeFields(bytes);
      const names = fragments.map(
        ({ type, data, length }) => `${messageName(type)}${data.length < length ? ", in part" : ""}`,
      );
      return { title: names.join(", ") || "A handshake record that cannot be read", fields, fragments };
    }
    case "change_cipher_spec":
      writer.add(
        contentType,
        bytes.length,
        `${bytes[0] ?? "nothing"}: from the next record on this sender encrypts.`,
      );
      return content("ChangeCipherSpec");
    case "alert": {
      const [level = 0, description = 0] = bytes;
      writer.add(
        "alert level",
        Math.min(1, bytes.length),
        `${level}: ${level === 2 ? "fatal" : "a warning"}.`,
      );
      writer.add("alert description", bytes.length - writer.at, `${description}: ${alertName(description)}.`);
      return content(`Alert ${alertName(description)}`);
    }
    default:
      writer.add("content", bytes.length, `${bytesIn(bytes.length)} of ${contentType}.`);
      return content(contentType);
  }
}
