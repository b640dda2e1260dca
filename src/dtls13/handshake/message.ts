import type { Role } from "../../dtls/crypto/keySchedule.ts";

/** One whole handshake message, who sent it, and under which protection. */
export interface SentMessage13 {
  readonly sender: Role;
  /** Registered code; see handshakeType13. */
  readonly type: number;
  /** 0: in clear. 2: handshake traffic keys. 3 and more: application traffic keys. */
  readonly epoch: number;
  readonly messageSeq: number;
  readonly body: Uint8Array;
  /** The packets that carried it, in the order in which they contributed. */
  readonly packets: readonly number[];
}

/** A parsed message and the message itself as it stands in the transcript. */
export interface Seen13<T> {
  readonly value: T;
  readonly message: SentMessage13;
}
