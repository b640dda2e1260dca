import type { Field } from "./field.ts";

/** The bytes of one protocol layer, every one of them in one field. */
export interface Layer {
  readonly title: string;
  /** The standard that lays it out. */
  readonly rfc: string;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  /** What crossed the network in place of `bytes`, byte for byte, once or on each leg. Empty: the bytes crossed as they are. */
  readonly sealed: readonly Sealed[];
}

export interface Sealed {
  readonly title: string;
  readonly bytes: Uint8Array;
}
