import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Step } from "../../scenario.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

type Tosses = Extract<Step, { step: "toss-coins" }>;
type Guess = Evidence["guesses"][number];
type Score = NonNullable<Guess["score"]>;

/**
 * How many coin tosses the observer guessed, from sizes and times alone: one check for each series of tosses. That the
 * guesses of texts with one length do no better than chance is no proof that nobody could: the interval says which
 * success rates this classifier, on this machine, can be ruled out to have.
 */
export function trafficAnalysis({ scenario }: Case, { guesses }: Evidence): Check[] {
  const tosses = scenario.calls.flatMap(({ script }) => script.filter((step) => step.step === "toss-coins"));
  return tosses.map((toss): Check => {
    const guess = guesses.find(({ by, channel }) => by === toss.by && channel === toss.channel);
    const void_ = guess?.because ?? "no guesses were fixed before the coins were told";
    const check = isSameLength(toss) ? sameLength(guess?.score) : twoLengths(toss, guess?.score);
    return {
      ...check,
      ...(guess?.score === undefined && { observed: `not as the experiment demands: ${void_}`, ok: false }),
      basis: guess?.basis ?? [],
    };
  });
}

function isSameLength({ texts: [one, other] }: Tosses): boolean {
  return Buffer.byteLength(one) === Buffer.byteLength(other);
}

function sameLength(score: Score | undefined): Omit<Check, "basis"> {
  const base = {
    id: "traffic-same-length",
    claim: "which of two texts with one length was sent, guessed from the times of the records alone",
    expected: "a success rate of 50 %, that of blind guesses, is not ruled out",
  } as const;
  if (!score) return { ...base, observed: "", ok: false };
  const { right, of, low, high } = score;
  const beats =
    low > 0.5
      ? "50 % is ruled out: better than blind guesses"
      : high < 0.5
        ? "50 % is ruled out: the opposite guesses would be better than blind ones"
        : "50 % is not ruled out";
  return {
    ...base,
    observed: `${right} of ${of} right, which rules out a success rate above ${percent(high)}; ${beats} (99.99 % confidence)`,
    ok: low <= 0.5 && high >= 0.5,
  };
}

function twoLengths({ by, times }: Tosses, score: Score | undefined): Omit<Check, "basis"> {
  const base = {
    id: "traffic-two-lengths",
    claim: `which of two texts with different lengths ${PEER_NAMES[by]} sent, read from the length of the encrypted records alone`,
    expected: `all ${times} right`,
  } as const;
  if (!score) return { ...base, observed: "", ok: false };
  const { right, of, low } = score;
  return {
    ...base,
    observed: `${right === of ? "all " : ""}${right}${right === of ? "" : ` of ${of}`} right, which rules out a success rate below ${percent(low)} (99.99 % confidence)`,
    ok: right === times && of === times,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
