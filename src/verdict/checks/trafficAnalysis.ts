import { type Case, eventsBy } from "../../run/case.ts";
import type { Step } from "../../scenario.ts";
import { type EventOf, eventsOf } from "../../trace/events.ts";
import { counterpartOf } from "../../trace/parties.ts";
import { confidenceInterval } from "../../trafficAnalysis/binomial.ts";
import { guessMessages } from "../../trafficAnalysis/guessMessages.ts";
import type { Check } from "../contract.ts";

type Tosses = Extract<Step, { step: "toss-coins" }>;

/**
 * How many coin tosses the observer guessed, from sizes and times alone. The guesses must follow from the
 * recording and stand in the trace before anybody told how the coins fell. One check a channel; that a
 * same-length interval contains one half says that this classifier did no better than chance, not that none can.
 */
export function trafficAnalysis(run: Case): Check[] {
  const fixed = eventsOf(run.trace, "guesses-fixed");
  if (fixed.length === 0) return [];
  const tosses = run.scenario.calls.flatMap(({ script }) =>
    script.filter((step) => step.step === "toss-coins"),
  );
  return tosses.map((toss): Check => {
    const same = Buffer.byteLength(toss.texts[0]) === Buffer.byteLength(toss.texts[1]);
    const guesses = fixed.find(({ by, channel }) => by === toss.by && channel === toss.channel);
    const result = score(run, toss, guesses);
    return {
      id: same ? "traffic-same-length" : "traffic-two-lengths",
      claim: same
        ? "of two texts with one length, the observer's guesses among the coins: the 99.99 % confidence interval of its success"
        : "of two texts with different lengths, the coins that the observer guessed",
      expected: same ? "contains one half" : `all ${toss.times}`,
      ...(same ? chance(result) : certainty(result)),
      basis: [guesses, ...revealed(run, toss)].flatMap((event) => event?.seq ?? []),
    };
  });
}

type Score =
  | { readonly kind: "scored"; readonly right: number; readonly of: number }
  | { readonly kind: "void"; readonly because: string };

const CONFIDENCE = 0.9999;

function chance(score: Score): Pick<Check, "observed" | "ok"> {
  if (score.kind === "void") return { observed: score.because, ok: false };
  const { low, high } = confidenceInterval(score.right, score.of, CONFIDENCE);
  const ok = low <= 0.5 && 0.5 <= high;
  const verdict = ok ? "contains one half" : "does not contain one half";
  return {
    observed: `${verdict}: ${percent(low)} to ${percent(high)}, from ${score.right} of ${score.of}`,
    ok,
  };
}

function certainty(score: Score): Pick<Check, "observed" | "ok"> {
  if (score.kind === "void") return { observed: score.because, ok: false };
  const { right, of } = score;
  const { low, high } = confidenceInterval(right, of, CONFIDENCE);
  const interval = `99.99 % confidence interval ${percent(low)} to ${percent(high)}`;
  return { observed: `${right === of ? "all " : ""}${right} of ${of}, ${interval}`, ok: right === of };
}

/** "void": the experiment was not made by its own rules, so its success rate means nothing. */
function score(run: Case, toss: Tosses, fixed: EventOf<"guesses-fixed"> | undefined): Score {
  const nothing = (because: string): Score => ({ kind: "void", because });
  if (fixed === undefined) return nothing("no guesses were fixed");
  const { by: from, texts, times } = toss;
  const again = guessMessages(run.recording, { from, texts, times }).guesses.join("");
  if (again !== fixed.guesses) return nothing("the recording leads to other guesses than the fixed ones");
  const [sender, receiver] = revealed(run, toss);
  if (sender === undefined || receiver === undefined)
    return nothing("not both peers told how the coins fell");
  if (Math.min(sender.seq, receiver.seq) < fixed.seq)
    return nothing("the coins were told before the guesses were fixed");
  if (sender.coins !== receiver.coins) return nothing("the receiver did not hear what the sender tossed");
  if (sender.coins.length !== times || again.length !== times) {
    return nothing(`${times} tosses were asked for, ${sender.coins.length} made, ${again.length} guessed`);
  }
  const right = [...again].filter((guess, index) => guess === sender.coins[index]).length;
  return { kind: "scored", right, of: times };
}

function revealed({ trace }: Case, { by, channel }: Tosses): (EventOf<"coins-revealed"> | undefined)[] {
  const told = (peer: "alice" | "bob", role: "sender" | "receiver") =>
    eventsBy(trace, peer, "coins-revealed").find((event) => event.channel === channel && event.by === role);
  return [told(by, "sender"), told(counterpartOf(by), "receiver")];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
