import type { StackId } from "../stacks.ts";

/** How one attack on one stack went, in one DTLS role of the victim. */
export type Trial = { readonly as: "DTLS client" | "DTLS server" } & (
  | { readonly result: "accepted" | "refused" }
  /** The same call without the attack did not connect either, so nothing is said. */
  | { readonly result: "no-control"; readonly because: string }
);

export interface AttackCell {
  readonly attack: string;
  readonly stack: StackId;
  readonly trials: readonly Trial[];
}

export type AttackWord = "accepted" | "refused" | "mixed" | "not-tested";

/** One word for both roles. Where they differ, the attacker chooses the role (RFC 8842 §5.3), so "mixed" is no comfort. */
export function attackWord({ trials }: AttackCell): AttackWord {
  const results = new Set(trials.map(({ result }) => result).filter((result) => result !== "no-control"));
  if (results.size === 0) return "not-tested";
  if (results.size === 2) return "mixed";
  return results.has("accepted") ? "accepted" : "refused";
}
