import { otherThan } from "../call.ts";
import { bothWays, connect } from "../features/feature.ts";
import type { CallOptions, Pair } from "../pair.ts";
import type { AttackCell, Trial } from "./attackCell.ts";
import { NONCE_REUSE, TRIED_ATTACKS, type TriedAttack } from "./attacks.ts";

/** A refusal shows as a call that does not open: nearly all do within a second. */
const REFUSED_MS = 6000;
const CONTROL_MS = 15_000;

/**
 * Puts each attack to one stack, which both peers of `pair` use. The victim alone is attacked; the other peer is led to its
 * leg by plain substitution. "refused" is said only where the same call opens without the attack. Never fails.
 */
export async function victimCells(pair: Pair): Promise<AttackCell[]> {
  const controls = new Map<string, string | undefined>();
  const cells: AttackCell[] = [];
  for (const attack of TRIED_ATTACKS) {
    const trials: Trial[] = [];
    for (const trial of attack.trials) trials.push(await tried(pair, attack, trial, controls));
    cells.push({ attack: attack.id, stack: pair.offerer, trials });
  }
  cells.push({ attack: NONCE_REUSE.id, stack: pair.offerer, trials: await nonceTrials(pair) });
  return cells;
}

async function tried(
  pair: Pair,
  { id }: TriedAttack,
  trial: TriedAttack["trials"][number],
  controls: Map<string, string | undefined>,
): Promise<Trial> {
  const { as, victim, describe } = trial;
  const settings = { victim, describe };
  const key = `${victim} ${describe ? "turned round" : "as it is"}`;
  if (!controls.has(key))
    controls.set(
      key,
      await failureOf(pair, { ...settings, attack: "substitute-fingerprint", stepMs: CONTROL_MS }),
    );
  const without = controls.get(key);
  if (without !== undefined) return { as, result: "no-control", because: without };
  const failure = await failureOf(pair, { ...settings, attack: id, stepMs: REFUSED_MS });
  return { as, result: failure === undefined ? "accepted" : "refused" };
}

/** Undefined: the call opened, and messages went both ways. */
async function failureOf(pair: Pair, settings: CallOptions): Promise<string | undefined> {
  try {
    await pair.call("intercepted", settings, async (call) => {
      await connect(call);
      await bothWays(call, "chat", "attacked");
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** More records than the number of Finished: a stack that counts anew meets it again. */
const MESSAGES = 24;

async function nonceTrials(pair: Pair): Promise<Trial[]> {
  const roles = { alice: "DTLS server", bob: "DTLS client" } as const;
  try {
    const nonces = await pair.call("intercepted", {}, async (call) => {
      await connect(call);
      for (const from of ["alice", "bob"] as const) {
        for (let index = 0; index < MESSAGES; index += 1)
          await call.send(from, { label: "chat", seed: `${index} of ${from} to ${otherThan(from)}` });
      }
      await call.untilAllArrived();
      return (await call.read()).nonces;
    });
    return nonces.map(({ from, records, reused }): Trial => {
      const as = roles[from];
      if (records < MESSAGES)
        return { as, result: "no-control", because: `only ${records} records were seen` };
      return { as, result: reused > 0 ? "accepted" : "refused" };
    });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return Object.values(roles).map((as): Trial => ({ as, result: "no-control", because }));
  }
}
