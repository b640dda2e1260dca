import { OUTCOMES, type Outcome } from "../../contract/outcome.ts";
import { noticedBy } from "./noticedBy.ts";
import { isJudged, type Report } from "./report.ts";

/** What the runs of an index came to, taken together. */
export interface Summary {
  readonly runs: number;
  readonly asExpected: number;
  /** Checks that this machine, or these runs, could not make. */
  readonly checksNotMade: number;
  /** The outcomes that occurred, in the contract's order. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly count: number }[];
  /** Who read content, and how many runs rest on it. Two sentences; they say so where nothing was judged. */
  readonly whoReads: string;
  readonly whoNotices: string;
  /** What the peers noticed an attack by. Undefined: they noticed none. */
  readonly howNoticed: string | undefined;
}

/** Answers the index's question from the latest runs alone. A run that was not judged has no part in it. */
export function summaryOf(reports: readonly Report[]): Summary {
  const judged = reports.filter(isJudged);
  const read = judged.filter(({ evidence }) => evidence.disclosed.value === "yes");
  const attacked = judged.filter(({ outcome }) => ATTACKED.includes(outcome));
  const countOf = (...outcomes: readonly Outcome[]) =>
    judged.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const by = READERS.flatMap(([who, words]) => {
    const count = read.filter(({ evidence }) => evidence.disclosed.to.includes(who)).length;
    return count === 0 ? [] : [{ words, count }];
  });
  const noticed = noticedBy(judged.filter(({ outcome }) => CAUGHT.includes(outcome)));
  return {
    runs: reports.length,
    asExpected: reports.filter(({ result }) => result === "as-expected").length,
    checksNotMade: judged.reduce((sum, { checks }) => sum + checks.filter(({ ok }) => ok === null).length, 0),
    outcomes: OUTCOMES.flatMap((outcome) => {
      const count = countOf(outcome);
      return count === 0 ? [] : [{ outcome, count }];
    }),
    whoReads:
      read.length === 0
        ? `In none of ${judged.length} judged runs did anybody but the peers read content.`
        : `In ${read.length} of ${judged.length} runs somebody else read content: ${by
            .map(({ words, count }) => (by.length === 1 ? words : `${words} in ${count}`))
            .join(", ")}.`,
    howNoticed: noticed.length === 0 ? undefined : `What the peers noticed by: ${noticed.join(", ")}.`,
    whoNotices:
      attacked.length === 0
        ? "No run was attacked in the middle of a call, so there was nothing to notice."
        : `Of ${attacked.length} ${attacked.length === 1 ? "attack" : "attacks"} on a call, ${countOf("read", "altered", "carried-sealed", "not-noticed")} went unnoticed; ${wasOrWere(countOf("caught-after-content", "caught-by-one-side"))} caught after content and ${countOf("caught-before-content")} before any; ${wasOrWere(countOf("blocked-by-stack", "blocked-by-guard"))} blocked without the peers’ doing.`,
  };
}

function wasOrWere(count: number): string {
  return `${count} ${count === 1 ? "was" : "were"}`;
}

const READERS = [
  ["server", "the server"],
  ["attacker", "an attacker on the path"],
  ["recording", "whoever had the recording and a session secret"],
] as const;

const CAUGHT: readonly Outcome[] = ["caught-after-content", "caught-by-one-side", "caught-before-content"];

const ATTACKED: readonly Outcome[] = [
  "read",
  "altered",
  "carried-sealed",
  "not-noticed",
  "caught-after-content",
  "caught-by-one-side",
  "caught-before-content",
  "blocked-by-stack",
  "blocked-by-guard",
];
