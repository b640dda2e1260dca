/** One way in which a secret could stand in a log or a packet. */
interface Encoding {
  readonly name: string;
  readonly patterns: readonly Buffer[];
}

export interface Place {
  /** What a finding is called in a report's basis: a trace line or a packet. */
  readonly basis: number | string;
  readonly bytes: Uint8Array;
}

export interface Hit<P extends Place = Place> {
  readonly basis: number | string;
  readonly encoding: string;
  readonly place: P;
}

/** Fewer bytes than this would turn up by chance. */
export const MIN_SECRET_BYTES = 8;

/**
 * Searches places for a secret: raw, hexadecimal (either case), base64 at each of the three alignments, UTF-16
 * (either order) and reversed. Decides that the secret stands there in one of these forms. Does not find it
 * compressed, encrypted, or cut in two by a packet's border.
 * @throws RangeError when the secret is too short for a hit to mean anything.
 */
export function searchFor<P extends Place>(secret: Uint8Array, places: Iterable<P>): Hit<P>[] {
  if (secret.length < MIN_SECRET_BYTES)
    throw new RangeError(`a secret to search for needs ${MIN_SECRET_BYTES} bytes`);
  const encodings = encodingsOf(secret);
  const hits: Hit<P>[] = [];
  for (const place of places) {
    const { basis, bytes } = place;
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { name, patterns } of encodings) {
      if (patterns.some((pattern) => haystack.includes(pattern))) hits.push({ basis, encoding: name, place });
    }
  }
  return hits;
}

function encodingsOf(secret: Uint8Array): Encoding[] {
  const raw = Buffer.from(secret);
  const hex = raw.toString("hex");
  const wide = Buffer.from(raw.toString("latin1"), "utf16le");
  return [
    { name: "raw", patterns: [raw] },
    { name: "hexadecimal", patterns: [Buffer.from(hex), Buffer.from(hex.toUpperCase())] },
    { name: "base64", patterns: [0, 1, 2].map((offset) => base64At(raw, offset)) },
    { name: "UTF-16", patterns: [wide, Buffer.from(wide).swap16()] },
    { name: "reversed", patterns: [Buffer.from(raw).reverse()] },
  ];
}

/** The base64 digits that depend on the secret alone when it begins `offset` bytes into a group of three. */
function base64At(raw: Buffer, offset: number): Buffer {
  const whole = raw.subarray((3 - offset) % 3);
  return Buffer.from(whole.subarray(0, whole.length - (whole.length % 3)).toString("base64"));
}
