import type { RecordSummary } from "../dtls/handshake/association.ts";
import type { RecordedAssociation, Recording } from "../run/recording.ts";
import type { EndName } from "../trace/parties.ts";

export interface Tosses {
  readonly from: EndName;
  /** The two texts. The observer knows them; it does not know which one was sent when. */
  readonly texts: readonly [string, string];
  readonly times: number;
}

export interface Guesses {
  /** One guess a message, in order: the index of the text. */
  readonly guesses: readonly (0 | 1)[];
  /** How the guesses were made, for the reader. */
  readonly how: string;
}

/**
 * Guesses which of two texts each message was, from the recording alone: the sizes, times and order of encrypted
 * records. Texts whose records differ in length are told apart by length. For texts of one length only time is
 * left: a message that came later after its predecessor than the median is guessed to be the second text, on the
 * assumption that a text that is slower to send shows there.
 */
export function guessMessages(recording: Recording, { from, texts, times }: Tosses): Guesses {
  const first = recordLengthOf(texts[0]);
  const second = recordLengthOf(texts[1]);
  const seen = recordsOfLength(recording, from, new Set([first, second])).slice(-times);
  if (first !== second) {
    const guesses = seen.map(({ length }): 0 | 1 => (length === second ? 1 : 0));
    return { guesses, how: `by the length of each encrypted record: ${first} or ${second} bytes` };
  }
  const gaps = seen.map(({ atMs }, index) => atMs - (seen[index - 1]?.atMs ?? atMs));
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const guesses = gaps.map((gap): 0 | 1 => (gap > median ? 1 : 0));
  return {
    guesses,
    how: `all records have one length; by the time since the message before: up to ${Number(median.toFixed(3))} ms or more`,
  };
}

/** A protected record of one unfragmented message: explicit nonce and tag, SCTP header, DATA header, padded text. */
function recordLengthOf(text: string): number {
  return 8 + 16 + 12 + 16 + Math.ceil(Buffer.byteLength(text) / 4) * 4;
}

/** Records of application data that have the length of one of the texts. Others carry a SACK or open a channel. */
function recordsOfLength(
  recording: Recording,
  from: EndName,
  lengths: ReadonlySet<number>,
): { atMs: number; length: number }[] {
  const times = new Map(recording.datagrams.map(({ packet, atMs }) => [packet, atMs]));
  return recording.associations.flatMap((recorded) =>
    protectedData(recorded)
      .filter((record) => recorded.ends[record.from === "a" ? 0 : 1] === from && lengths.has(record.length))
      .map(({ packet, length }) => ({ atMs: times.get(packet) ?? 0, length })),
  );
}

/**
 * Only of DTLS 1.2: the texts' lengths are worked out for its records. In DTLS 1.3 the lengths show too, unless somebody pads
 * (RFC 8446 §5.4), but no scenario of this lab tosses coins over it.
 */
function protectedData(recorded: RecordedAssociation): readonly RecordSummary[] {
  if (recorded.dtls === "1.3") return [];
  return recorded.association.records.filter(
    ({ contentType, epoch }) => contentType === "application_data" && epoch > 0,
  );
}
