import { addFingerprint } from "./addFingerprint.ts";
import type { Attack, SignallingAttack } from "./attack.ts";
import { chooseNonceLast } from "./chooseNonceLast.ts";
import { divertOnPath } from "./divertOnPath.ts";
import { dropMessage } from "./dropMessage.ts";
import { enterLog } from "./enterLog.ts";
import { flipBit } from "./flipBit.ts";
import { forgeRecord } from "./forgeRecord.ts";
import { grindFingerprintStart } from "./grindFingerprintStart.ts";
import { grindShortCode } from "./grindShortCode.ts";
import { injectMessage } from "./injectMessage.ts";
import { joinCodeExchange } from "./joinCodeExchange.ts";
import { keepGoodbyes } from "./keepGoodbyes.ts";
import { keysInSdp } from "./keysInSdp.ts";
import { noFingerprint } from "./noFingerprint.ts";
import { plainSctp } from "./plainSctp.ts";
import { repeatRecord } from "./repeatRecord.ts";
import { replayCertificate } from "./replayCertificate.ts";
import { rewriteComparison } from "./rewriteComparison.ts";
import { rewriteOnTheWay } from "./rewriteOnTheWay.ts";
import { stripSignature } from "./stripSignature.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";
import { tamper } from "./tamper.ts";
import { useHandedKeys } from "./useHandedKeys.ts";
import { md5Fingerprint, sha1Fingerprint } from "./weakFingerprint.ts";

/** Every attack by its id. A new one is a file of its own and one line here. */
export const ATTACKS = {
  "substitute-fingerprint": substituteFingerprint,
  tamper,
  "enter-log": enterLog,
  "flip-bit": flipBit,
  "drop-message": dropMessage,
  "inject-message": injectMessage,
  "keep-goodbyes": keepGoodbyes,
  "add-fingerprint": addFingerprint,
  "sha-1-fingerprint": sha1Fingerprint,
  "md5-fingerprint": md5Fingerprint,
  "strip-signature": stripSignature,
  "rewrite-comparison": rewriteComparison,
  "grind-short-code": grindShortCode,
  "grind-fingerprint-start": grindFingerprintStart,
  "choose-nonce-last": chooseNonceLast,
  "join-code-exchange": joinCodeExchange,
  "use-handed-keys": useHandedKeys,
  "no-fingerprint": noFingerprint,
  "keys-in-sdp": keysInSdp,
  "plain-sctp": plainSctp,
  "rewrite-on-the-way": rewriteOnTheWay,
  "divert-on-path": divertOnPath,
  "replay-certificate": replayCertificate,
  "repeat-record": repeatRecord,
  "forge-record": forgeRecord,
} as const satisfies Record<string, Attack>;

export type AttackId = keyof typeof ATTACKS;

export const ATTACK_IDS: readonly AttackId[] = Object.keys(ATTACKS).filter(isAttackId);

/** The attacks of a malicious signalling server. */
export type SignallingAttackId = {
  [Id in AttackId]: (typeof ATTACKS)[Id] extends SignallingAttack ? Id : never;
}[AttackId];

export function attack(id: AttackId): Attack {
  return ATTACKS[id];
}

/** Looks an attack up by a name from outside. @throws RangeError when there is none of that name. */
export function attackById(id: string): Attack {
  if (!isAttackId(id)) throw new RangeError(`there is no attack "${id}"`);
  return ATTACKS[id];
}

/** @throws RangeError when there is no attack of that name, or it is none that holds legs at the signalling. */
export function signallingAttackById(id: string): SignallingAttack {
  const attack = attackById(id);
  if (attack.position !== "signalling" || attack.legs)
    throw new RangeError(`"${id}" is no attack that holds legs at the signalling`);
  return attack;
}

/** Does an attacker with this attack hold an end of a connection with each peer? */
export function holdsLegs(attack: Attack): boolean {
  return attack.position === "signalling-path" || attack.legs === undefined;
}

function isAttackId(id: string): id is AttackId {
  return Object.hasOwn(ATTACKS, id);
}
