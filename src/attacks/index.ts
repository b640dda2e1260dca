import type { Attack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const ATTACKS = { "substitute-fingerprint": substituteFingerprint } as const satisfies Record<string, Attack>;

export type AttackId = keyof typeof ATTACKS;

export function attack(id: AttackId): Attack {
  return ATTACKS[id];
}

/** Looks an attack up by a name from outside. @throws RangeError when there is none of that name. */
export function attackById(id: string): Attack {
  if (!isAttackId(id)) throw new RangeError(`there is no attack "${id}"`);
  return ATTACKS[id];
}

function isAttackId(id: string): id is AttackId {
  return Object.hasOwn(ATTACKS, id);
}
