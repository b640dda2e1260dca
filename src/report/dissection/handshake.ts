import type { Read } from "../../dtls/wire/byteReader.ts";
import { DtlsParseError } from "../../dtls/wire/dtlsParseError.ts";
import { type HandshakeFragment, parseHandshakeFragments } from "../../dtls/wire/handshake.ts";
import { parseHandshakeBody } from "../../dtls/wire/messages.ts";
import { bytesIn, type Field, innermost } from "./field.ts";
import { bodyMeaning, headerMeaning, messageName } from "./handshakeWords.ts";

export interface HandshakeDissection {
  readonly fragments: readonly HandshakeFragment[];
  readonly fields: readonly Field[];
}

/**
 * Every byte of the plaintext of one handshake record (RFC 6347 §4.2.2), by what the parsers read. Where they refuse, the
 * rest is one field that says why. A message in several fragments is not put together here.
 */
export function handshakeFields(plaintext: Uint8Array): HandshakeDissection {
  const reads: Read[] = [];
  const { fragments, refusal } = fragmentsOf(plaintext, (read) => reads.push(read));
  const fields = innermost(reads, plaintext.length).flatMap(({ field, from, to }): Field[] => {
    const fragment = fragments.find(
      ({ data }) => data.length === to - from && data.byteOffset === plaintext.byteOffset + from,
    );
    if (fragment && field === "handshake fragment") return bodyFields(fragment, from);
    const bytes = plaintext.subarray(from, to);
    return [{ name: field, from, to, meaning: refusal ?? headerMeaning(field, bytes) }];
  });
  return { fragments, fields };
}

function fragmentsOf(plaintext: Uint8Array, onRead: (read: Read) => void) {
  try {
    return { fragments: parseHandshakeFragments(plaintext, onRead), refusal: undefined };
  } catch (error) {
    if (!(error instanceof DtlsParseError)) throw error;
    return { fragments: [], refusal: `Cannot be read: ${error.message}.` };
  }
}

/** The body of a message, `at` which byte it stands. */
function bodyFields({ type, length, fragmentOffset, data }: HandshakeFragment, at: number): Field[] {
  if (data.length < length) {
    const meaning = `Bytes ${fragmentOffset} to ${fragmentOffset + data.length - 1} of the ${length} of ${messageName(type)}.`;
    return [{ name: "one part of the message", from: at, to: at + data.length, meaning }];
  }
  const reads: Read[] = [];
  const refusal = refusalOf(() => parseHandshakeBody({ type, body: data }, (read) => reads.push(read)));
  let extension: number | undefined;
  return innermost(reads, data.length, UNREAD).map(({ field, from, to }) => {
    const bytes = data.subarray(from, to);
    if (field === "extension type")
      extension = bytes[0] === undefined ? undefined : bytes[0] * 256 + (bytes[1] ?? 0);
    const meaning =
      field === UNREAD
        ? (refusal ?? `${bytesIn(bytes.length)} that this project does not read.`)
        : bodyMeaning(field, bytes, extension);
    return { name: field, from: at + from, to: at + to, meaning };
  });
}

const UNREAD = "not read";

function refusalOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof DtlsParseError) return `Cannot be read: ${error.message}.`;
    throw error;
  }
}
