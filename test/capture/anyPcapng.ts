/** Builds pcapng blocks in either byte order, right or wrong on purpose: what our own writer never writes. */
export class AnyPcapng {
  readonly #littleEndian: boolean;

  constructor(byteOrder: "little" | "big") {
    this.#littleEndian = byteOrder === "little";
  }

  u16(value: number): Uint8Array {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, this.#littleEndian);
    return bytes;
  }

  u32(...values: number[]): Uint8Array {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => {
      view.setUint32(4 * index, value, this.#littleEndian);
    });
    return bytes;
  }

  block(type: number, ...body: Uint8Array[]): Uint8Array {
    const inside = Buffer.concat(body);
    const length = inside.length + 12;
    return Buffer.concat([this.u32(type, length), inside, this.u32(length)]);
  }

  option(code: number, value: Uint8Array): Uint8Array {
    return Buffer.concat([this.u16(code), this.u16(value.length), padded(value)]);
  }

  section(...options: Uint8Array[]): Uint8Array {
    const version = Buffer.concat([this.u16(1), this.u16(0)]);
    return this.block(0x0a0d0d0a, this.u32(0x1a2b3c4d), version, new Uint8Array(8).fill(255), ...options);
  }

  interface(linkType: number, snapshotLength: number, ...options: Uint8Array[]): Uint8Array {
    return this.block(1, this.u16(linkType), this.u16(0), this.u32(snapshotLength), ...options);
  }

  enhanced(interfaceId: number, ticks: bigint, bytes: Uint8Array, ...options: Uint8Array[]): Uint8Array {
    const head = this.u32(
      interfaceId,
      Number(ticks >> 32n),
      Number(ticks & 0xffffffffn),
      bytes.length,
      bytes.length,
    );
    return this.block(6, head, padded(bytes), ...options);
  }

  simple(originalLength: number, bytes: Uint8Array): Uint8Array {
    return this.block(3, this.u32(originalLength), padded(bytes));
  }
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);
}
