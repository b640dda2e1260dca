import { linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Facts, Run } from "../../run/run.ts";
import { counterpartOf } from "../../trace/parties.ts";
import { confidenceInterval } from "../../trafficAnalysis/binomial.ts";
import { guessMessages } from "../../trafficAnalysis/guessMessages.ts";

type Guess = Evidence["guesses"][number];
type Fixed = Facts["guesses-fixed"][number];

/** Two-sided: the interval misses the true rate once in 10 000 runs. */
export const CONFIDENCE = 0.9999;

/**
 * How many tosses an observer guessed, from sizes and times alone. The guesses must follow from the recording, and must
 * be in the trace before anybody told how the coins fell: otherwise there is no score.
 */
export function guesses(run: Run): Guess[] {
  return run.facts["guesses-fixed"].map((fixed): Guess => {
    const { by, channel, texts } = fixed;
    const revealed = revealedTo(run, fixed);
    const same = Buffer.byteLength(texts[0]) === Buffer.byteLength(texts[1]);
    const why = whyVoid(run, fixed, revealed);
    const score = why === undefined ? scoreOf(fixed, revealed.sender?.coins ?? "") : undefined;
    return {
      channel,
      by,
      lengths: same ? "same" : "different",
      ...(score && { score }),
      because: why ?? fixed.how,
      basis: linesOf(fixed, revealed.sender, revealed.receiver),
    };
  });
}

function scoreOf({ guesses, times }: Fixed, coins: string): NonNullable<Guess["score"]> {
  const right = [...guesses].filter((guess, index) => guess === coins[index]).length;
  return { right, of: times, ...confidenceInterval(right, times, CONFIDENCE) };
}

interface Revealed {
  readonly sender: Facts["coins-revealed"][number] | undefined;
  readonly receiver: Facts["coins-revealed"][number] | undefined;
}

function revealedTo({ facts }: Run, { by, channel }: Fixed): Revealed {
  const told = (actor: string, role: "sender" | "receiver") =>
    facts["coins-revealed"].find(
      (event) => event.actor === actor && event.channel === channel && event.by === role,
    );
  return { sender: told(by, "sender"), receiver: told(counterpartOf(by), "receiver") };
}

/** Which rule of the experiment was broken, if any: then its success rate means nothing. */
function whyVoid({ recording }: Run, fixed: Fixed, { sender, receiver }: Revealed): string | undefined {
  const { by: from, texts, times } = fixed;
  const again = guessMessages(recording, { from, texts, times }).guesses.join("");
  if (again !== fixed.guesses) return "the recording leads to other guesses than the fixed ones";
  if (sender === undefined || receiver === undefined) return "not both peers told how the coins fell";
  if (Math.min(sender.seq, receiver.seq) < fixed.seq)
    return "the coins were told before the guesses were fixed";
  if (sender.coins !== receiver.coins) return "the receiver did not hear what the sender tossed";
  if (sender.coins.length !== times || again.length !== times)
    return `${times} tosses were asked for, ${sender.coins.length} made, ${again.length} guessed`;
  return undefined;
}
