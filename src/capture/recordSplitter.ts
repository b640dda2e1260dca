import { CaptureParseError } from "./captureParseError.ts";

/** How a file format frames its records. `view` is valid from `start` on; all functions may throw CaptureParseError. */
export interface RecordFormat<Parsed> {
  /** What the format calls a record, for messages. */
  readonly unit: "block" | "record";
  /** Bytes of a record that must be there before `lengthOf` is asked. No record is shorter. */
  readonly headerLength: number;
  /** @throws CaptureParseError unless a file of this format may begin with these bytes, at most `headerLength` */
  requireStart(head: Uint8Array): void;
  /** The whole record's length, from its header. */
  lengthOf(view: DataView, start: number): number;
  /** The parsed record, or undefined for one that is skipped. */
  parse(view: DataView, start: number, end: number): Parsed | undefined;
}

/** A longer record is refused before memory is allocated for it. The largest packet over IPv4 needs 64 KiB. */
export const MAX_RECORD_LENGTH = 1024 * 1024;

/**
 * Cuts a stream of chunks into records whose headers state their lengths. A record inside one chunk is parsed in
 * place; only one that spans chunks is copied, once. Memory is bounded by one record (MAX_RECORD_LENGTH), however the
 * stream is chunked.
 */
export class RecordSplitter<Parsed> {
  readonly #format: RecordFormat<Parsed>;
  #carried: Uint8Array = new Uint8Array(0);
  #carriedLength = 0;
  #offset = 0;
  #fault: { readonly error: unknown } | undefined;

  constructor(format: RecordFormat<Parsed>) {
    this.#format = format;
  }

  /** Where the current record starts in the stream. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * The records that this chunk completes. Records before a fault are delivered first; the fault is thrown at once if
   * there is nothing to deliver, else by the next call, and by every later one.
   * @throws CaptureParseError "too-large" for a record over MAX_RECORD_LENGTH, and as the format does
   */
  push(chunk: Uint8Array): Parsed[] {
    if (this.#fault !== undefined) throw this.#fault.error;
    const records: Parsed[] = [];
    try {
      this.#split(chunk, records);
    } catch (error) {
      this.#fault = { error };
      if (records.length === 0) throw error;
    }
    return records;
  }

  /**
   * States that the file is complete.
   * @throws CaptureParseError "empty" or "truncated", as the format does, or an earlier fault
   */
  end(): void {
    if (this.#fault !== undefined) throw this.#fault.error;
    if (this.#carriedLength === 0 && this.#offset > 0) return;
    if (this.#carriedLength === 0)
      throw new CaptureParseError("empty", 0, "the capture is empty: nothing was recorded into it");
    if (this.#offset === 0) this.#format.requireStart(this.#unfinished);
    throw new CaptureParseError(
      "truncated",
      this.#offset,
      `the file ends inside a ${this.#format.unit}, ${this.#carriedLength} bytes after its start: the recorder was cut off`,
    );
  }

  /** The bytes of a record that has not ended yet. */
  get #unfinished(): Uint8Array {
    return this.#carried.subarray(0, this.#carriedLength);
  }

  #lengthOf(view: DataView, start: number): number {
    const length = this.#format.lengthOf(view, start);
    if (length <= MAX_RECORD_LENGTH) return length;
    throw new CaptureParseError(
      "too-large",
      this.#offset,
      `a ${this.#format.unit} of ${length} bytes; the limit is ${MAX_RECORD_LENGTH}`,
    );
  }

  #split(chunk: Uint8Array, records: Parsed[]): void {
    const { headerLength } = this.#format;
    let at = this.#carriedLength === 0 ? 0 : this.#finishCarried(chunk, records);
    const view = viewOf(chunk);
    while (chunk.length - at >= headerLength) {
      const length = this.#lengthOf(view, at);
      if (chunk.length - at < length) {
        this.#carry(chunk.subarray(at), length);
        return;
      }
      this.#parse(view, at, length, records);
      at += length;
    }
    if (at < chunk.length) this.#carry(chunk.subarray(at), headerLength);
  }

  /** Returns how many bytes of the chunk belonged to the carried record. */
  #finishCarried(chunk: Uint8Array, records: Parsed[]): number {
    const { headerLength } = this.#format;
    const used = this.#fill(chunk, headerLength);
    if (this.#carriedLength < headerLength) return used;
    const length = this.#lengthOf(viewOf(this.#carried), 0);
    const usedInAll = used + this.#fill(chunk.subarray(used), length);
    if (this.#carriedLength < length) return usedInAll;
    const record = viewOf(this.#carried);
    this.#carriedLength = 0;
    this.#parse(record, 0, length, records);
    return usedInAll;
  }

  #fill(chunk: Uint8Array, target: number): number {
    const piece = chunk.subarray(0, Math.max(0, target - this.#carriedLength));
    if (this.#carried.length < target) this.#carry(this.#unfinished, target);
    this.#carried.set(piece, this.#carriedLength);
    this.#carriedLength += piece.length;
    return piece.length;
  }

  /** Into new bytes each time: records that were parsed before may be views of the old ones. */
  #carry(bytes: Uint8Array, capacity: number): void {
    const carried = new Uint8Array(capacity);
    carried.set(bytes);
    this.#carried = carried;
    this.#carriedLength = bytes.length;
  }

  #parse(view: DataView, start: number, length: number, records: Parsed[]): void {
    const record = this.#format.parse(view, start, start + length);
    if (record !== undefined) records.push(record);
    this.#offset += length;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
