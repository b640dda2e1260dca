import { DCEP_OPEN_HEADER_LENGTH, PPID, parseDcep } from "../../sctp/dataChannel.ts";
import { SctpParseError } from "../../sctp/sctpParseError.ts";
import { bytesIn, type Field, FieldWriter, uintOf } from "./field.ts";

/** What a payload protocol identifier says of the payload (RFC 8831 §8). */
export function ppidName(ppid: number): string {
  return PPID_NAMES.get(ppid) ?? "not registered for data channels";
}

const PPID_NAMES: ReadonlyMap<number, string> = new Map([
  [PPID.DCEP, "data channel establishment (DCEP)"],
  [PPID.STRING, "text, in UTF-8"],
  [PPID.BINARY_PARTIAL, "a part of a binary message"],
  [PPID.BINARY, "binary"],
  [PPID.STRING_PARTIAL, "a part of a text"],
  [PPID.STRING_EMPTY, "an empty text"],
  [PPID.BINARY_EMPTY, "an empty binary message"],
]);

/** The payload of one DATA chunk: a DCEP message by its fields, anything else as one field. */
export function payloadFields(payload: Uint8Array, ppid: number, isWhole: boolean): Field[] {
  if (ppid === PPID.DCEP && isWhole) return dcepFields(payload);
  const writer = new FieldWriter();
  const part = isWhole ? "" : "One part of a longer message. ";
  const isText = ppid === PPID.STRING || ppid === PPID.STRING_PARTIAL;
  const said = isText ? `“${UTF8.decode(payload)}”` : `${bytesIn(payload.length)} of content.`;
  writer.add("user data", payload.length, `${part}${said}`);
  return writer.fields;
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** DATA_CHANNEL_OPEN or DATA_CHANNEL_ACK (RFC 8832 §5). What cannot be read is one field that says so. */
function dcepFields(payload: Uint8Array): Field[] {
  const writer = new FieldWriter();
  try {
    const message = parseDcep(payload);
    if (message.kind === "ack") {
      writer.add("message type", 1, "2: DATA_CHANNEL_ACK. The other end agrees to the channel.");
    } else {
      const { label, protocol, ordered, reliability, priority } = message;
      const [labelLength, protocolLength] = [
        uintOf(payload.subarray(8, 10)),
        uintOf(payload.subarray(10, 12)),
      ];
      writer.add(
        "message type",
        1,
        "3: DATA_CHANNEL_OPEN. It opens the channel on the stream that carries it.",
      );
      writer.add("channel type", 1, `${ordered ? "In order" : "In any order"}; ${reliability.kind}.`);
      writer.add("priority", 2, `${priority}.`);
      writer.add("reliability parameter", 4, RELIABILITY_WORDS[reliability.kind]);
      writer.add("label length", 2, `${bytesIn(labelLength)}.`);
      writer.add("protocol length", 2, `${bytesIn(protocolLength)}.`);
      if (writer.at !== DCEP_OPEN_HEADER_LENGTH)
        throw new RangeError("the header of DATA_CHANNEL_OPEN has 12 bytes");
      writer.add("label", labelLength, `“${label}”: the name that the application gave.`);
      writer.add("protocol", protocolLength, `“${protocol}”.`);
    }
    writer.add("after the message", payload.length - writer.at, "Bytes that the lengths do not count.");
  } catch (error) {
    if (!(error instanceof SctpParseError)) throw error;
    return [
      { name: "user data", from: 0, to: payload.length, meaning: `Not a DCEP message: ${error.message}.` },
    ];
  }
  return writer.fields;
}

const RELIABILITY_WORDS = {
  reliable: "Without meaning: the channel is reliable.",
  "max-retransmits": "How often a message may be sent again.",
  "max-lifetime": "For how many milliseconds a message may be sent again.",
} as const;
