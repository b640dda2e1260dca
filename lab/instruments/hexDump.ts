/** One run of bytes that `tshark -x` shows: a packet, or something that it made of packets. */
export interface DumpedBytes {
  /** "Frame" for a packet; otherwise tshark's own name, such as "Decrypted DTLS". */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/** Reads the output of `tshark -x` in pieces of any size. Lines of another form are passed over. */
export class HexDumpReader {
  #rest = "";
  #source = "Frame";
  #bytes: number[] = [];
  readonly #onBytes: (dumped: DumpedBytes) => void;

  constructor(onBytes: (dumped: DumpedBytes) => void) {
    this.#onBytes = onBytes;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#read(line);
  }

  end(): void {
    this.#read(this.#rest);
    this.#read("");
  }

  #read(line: string): void {
    const [, source] = HEADER.exec(line) ?? [];
    if (source !== undefined || line === "") this.#finish(source ?? "Frame");
    const [, hex] = BYTES.exec(line) ?? [];
    if (hex !== undefined) this.#bytes.push(...Buffer.from(hex.replaceAll(" ", ""), "hex"));
  }

  #finish(next: string): void {
    if (this.#bytes.length > 0) this.#onBytes({ source: this.#source, bytes: Uint8Array.from(this.#bytes) });
    this.#bytes = [];
    this.#source = next;
  }
}

/** A packet with a single source has no header line. */
const HEADER = /^([A-Z][^()]*) \(\d+ bytes?\):$/;
/** Offset, up to sixteen bytes in hexadecimal, and after three spaces the same as characters. */
const BYTES = /^[0-9a-f]{4,}((?: {1,2}[0-9a-f]{2}){1,16}) {3}/;
