import { nextTrafficSecret } from "../crypto/keySchedule.ts";
import { type OpenedRecord, openRecord13, type RecordKeys, recordKeys } from "../crypto/openRecord.ts";
import type { CipherSuite13 } from "../registry.ts";
import type { CiphertextRecord } from "../wire/record.ts";

/** One direction's traffic secrets; undefined: not known. */
export interface DirectionSecrets {
  readonly handshake: Uint8Array | undefined;
  readonly application: Uint8Array | undefined;
}

export type Opening =
  | ({ readonly kind: "opened"; readonly epoch: number } & OpenedRecord)
  /** No key is known for an epoch with these low bits. */
  | { readonly kind: "no-key" }
  | { readonly kind: "does-not-open" };

/**
 * Opens the records that one side sends. The header has two bits of the epoch (RFC 9147 §4.2.2): each epoch that they
 * can mean is tried, also the one after the newest, since a record may overtake the KeyUpdate that announces it.
 */
export class RecordOpener {
  readonly #suite: CipherSuite13;
  readonly #epochs = new Map<number, Epoch>();
  #applicationSecret: Uint8Array | undefined;
  #newestDerived = firstApplicationEpoch;
  #newest = firstApplicationEpoch;

  constructor(suite: CipherSuite13, { handshake, application }: DirectionSecrets) {
    this.#suite = suite;
    this.#applicationSecret = application;
    if (handshake !== undefined) this.#epochs.set(handshakeEpoch, this.#epochOf(handshake));
    if (application !== undefined) this.#epochs.set(firstApplicationEpoch, this.#epochOf(application));
  }

  open(record: CiphertextRecord): Opening {
    const candidates = this.#candidates(record.epochBits);
    for (const [number, epoch] of candidates) {
      const opened = openRecord13(epoch.keys, record, epoch.highest + 1);
      if (opened === undefined) continue;
      epoch.highest = Math.max(epoch.highest, opened.sequence);
      this.#newest = Math.max(this.#newest, number);
      return { kind: "opened", epoch: number, ...opened };
    }
    return { kind: candidates.length === 0 ? "no-key" : "does-not-open" };
  }

  #candidates(epochBits: number): [number, Epoch][] {
    this.#deriveThrough(this.#newest + 1);
    const numbers = [0, 1, 2, 3].map((back) => this.#newest + 1 - back);
    return [...new Set([...numbers, handshakeEpoch])].flatMap((number) => {
      const epoch = this.#epochs.get(number);
      return epoch !== undefined && number % 4 === epochBits ? [[number, epoch]] : [];
    });
  }

  /** Every KeyUpdate moves the sender one epoch and one secret on (RFC 9147 §6.1, RFC 8446 §7.2). */
  #deriveThrough(number: number): void {
    while (this.#applicationSecret !== undefined && this.#newestDerived < number) {
      this.#applicationSecret = nextTrafficSecret(this.#suite.hash, this.#applicationSecret);
      this.#newestDerived += 1;
      this.#epochs.set(this.#newestDerived, this.#epochOf(this.#applicationSecret));
    }
  }

  #epochOf(secret: Uint8Array): Epoch {
    return { keys: recordKeys(this.#suite, secret), highest: -1 };
  }
}

interface Epoch {
  readonly keys: RecordKeys;
  /** The highest sequence number that opened; -1 before the first. */
  highest: number;
}

const handshakeEpoch = 2;
const firstApplicationEpoch = 3;
