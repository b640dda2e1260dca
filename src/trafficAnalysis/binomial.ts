export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact (Clopper–Pearson) two-sided confidence interval for a success probability, after `successes` of
 * `trials`. With probability `confidence` or more, an interval made in this way contains the true probability,
 * whatever it is.
 * @throws RangeError when the counts are not whole numbers with 0 ≤ successes ≤ trials and trials ≥ 1, or the
 *   confidence
 *   is not between 0 and 1
 */
export function confidenceInterval(successes: number, trials: number, confidence: number): Interval {
  const whole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!whole || successes < 0 || trials < 1 || successes > trials)
    throw new RangeError("not a count of successes among trials");
  if (!(confidence > 0 && confidence < 1)) throw new RangeError("a confidence lies between 0 and 1");
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : bisect((p) => upperTail(successes, trials, p) < tail),
    high: successes === trials ? 1 : bisect((p) => upperTail(successes + 1, trials, p) < 1 - tail),
  };
}

/** The probability of at least `successes` among `trials`, each of probability `p`. Rises with `p`. */
function upperTail(successes: number, trials: number, p: number): number {
  const logOdds = Math.log(p) - Math.log1p(-p);
  let logTerm =
    logChoose(trials, successes) + successes * Math.log(p) + (trials - successes) * Math.log1p(-p);
  let sum = 0;
  for (let count = successes; count <= trials; count += 1) {
    sum += Math.exp(logTerm);
    // From one term to the next, by logarithms: the first may be far too small for a floating-point number.
    logTerm += Math.log(trials - count) - Math.log(count + 1) + logOdds;
  }
  return sum;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
}

/** The point between 0 and 1 up to which `isBelow` holds. */
function bisect(isBelow: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
