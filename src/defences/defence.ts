import type { KeyObject } from "node:crypto";
import type { ComparisonMethodId } from "../comparison/index.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import type { PeerName } from "../trace/parties.ts";

/** Something that peers do so that an attack fails or is noticed. What it does in a call is in its pure hooks. */
export interface Defence {
  readonly id: string;
  readonly title: string;
  /** What the peers do and why it works, in plain words. */
  explain(): string;
  readonly catches: string;
  readonly doesNotCatch: string;
  readonly references: readonly string[];
  /** The alarms that it may raise. Whoever tells what a defence did looks for these and no others. */
  readonly alarms: readonly AlarmCode[];
  /** What people do themselves, in a `compare` step: a scenario that names this defence must have that step. */
  readonly comparison?: {
    readonly method: ComparisonMethodId;
    readonly over: "another channel" | "the call";
  };
  /** What this peer sends instead of its bare description. */
  outgoing?(sdp: string, call: CallContext): string;
  /** Refuses a received description before anything is done with it. */
  incoming?(sdp: string, call: CallContext): Refusal | undefined;
  /** What is said crosses the call encrypted once more, end to end, with keys that the peers agree on in offer and answer. */
  readonly seals?: true;
  /** Refuses a certificate (DER) that DTLS delivered, before the link counts as connected. */
  delivered?(
    certificate: Uint8Array,
    call: CallContext & { readonly remoteSdp: string },
  ): Refusal | undefined;
}

/** What a peer knows in a call, beside what the signalling tells it. */
export interface CallContext {
  readonly me: PeerName;
  /** Names this call; both peers know it. */
  readonly session: string;
  /** The part of this call that the description belongs to. */
  readonly type: "offer" | "answer";
  /** Long-term Ed25519 keys: this peer's private one, and the other's public one, exchanged beforehand. */
  readonly identityKeys: { readonly own: KeyObject; readonly counterpart: KeyObject };
  /** As these, X25519 keys for agreeing on a secret. */
  readonly agreementKeys: { readonly own: KeyObject; readonly counterpart: KeyObject };
  /** The certificate (DER) that the other peer had in the last call that raised no alarm, if there was one. */
  readonly remembered: Uint8Array | undefined;
}

/** Why a peer goes no further. The code is what a scenario expects of it. */
export interface Refusal {
  readonly code: AlarmCode;
  readonly message: string;
}
