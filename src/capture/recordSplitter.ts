/** How one file format frames its records. `view` is valid from `start` on; both functions may throw. */
export interface RecordFormat<Parsed> {
  /** Bytes of a record that must be there before `lengthOf` is asked. No record is shorter. */
  readonly headerLength: number;
  /** The whole record's length. It must be bounded: this much is allocated for a record that spans chunks. */
  lengthOf(view: DataView, start: number): number;
  /** What the record says, or undefined for one that is skipped. */
  parse(view: DataView, start: number, end: number): Parsed | undefined;
}

/**
 * Cuts a stream of chunks into records whose lengths stand in their headers. A record inside one chunk is parsed in
 * place; only one that spans chunks is copied, once. Memory: one record, however the stream is chunked.
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

  /** Where the record that is read now starts in the stream. */
  get offset(): number {
    return this.#offset;
  }

  /** The bytes of a record that has not ended yet. */
  get unfinished(): Uint8Array {
    return this.#carried.subarray(0, this.#carriedLength);
  }

  /**
   * The records that this chunk completes. What was read before a fault is delivered first; the fault is thrown at
   * once if there is nothing to deliver, else at the next call, and at every later one.
   */
  push(chunk: Uint8Array): Parsed[] {
    this.throwFault();
    const records: Parsed[] = [];
    try {
      this.#split(chunk, records);
    } catch (error) {
      this.#fault = { error };
      if (records.length === 0) throw error;
    }
    return records;
  }

  throwFault(): void {
    if (this.#fault !== undefined) throw this.#fault.error;
  }

  #split(chunk: Uint8Array, records: Parsed[]): void {
    const { headerLength } = this.#format;
    let at = this.#carriedLength === 0 ? 0 : this.#finishCarried(chunk, records);
    const view = viewOf(chunk);
    while (chunk.length - at >= headerLength) {
      const length = this.#format.lengthOf(view, at);
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
    const length = this.#format.lengthOf(viewOf(this.#carried), 0);
    const usedInAll = used + this.#fill(chunk.subarray(used), length);
    if (this.#carriedLength < length) return usedInAll;
    const record = viewOf(this.#carried);
    this.#carriedLength = 0;
    this.#parse(record, 0, length, records);
    return usedInAll;
  }

  #fill(chunk: Uint8Array, target: number): number {
    const piece = chunk.subarray(0, Math.max(0, target - this.#carriedLength));
    if (this.#carried.length < target) this.#carry(this.unfinished, target);
    this.#carried.set(piece, this.#carriedLength);
    this.#carriedLength += piece.length;
    return piece.length;
  }

  /** Into new bytes each time: what was parsed before may hold views of the old ones. */
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
