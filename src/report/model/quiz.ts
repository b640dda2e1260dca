import type { Basis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Page } from "./page.ts";

/** The three things that a user is asked to foretell, in the order of the questions. */
export const QUESTIONS = {
  connected: "Will WebRTC connect both peers?",
  read: "Will anybody but the peers read any content?",
  noticed: "Will the peers notice, and raise an alarm?",
} as const;

/** What the user expects, before the run. */
export type Prediction = Readonly<Record<keyof typeof QUESTIONS, boolean>>;

export interface ForetoldAnswer {
  readonly question: string;
  readonly expected: boolean;
  /** Undefined where the run cannot say. */
  readonly observed: boolean | undefined;
  /** What the run showed, in a few words. */
  readonly because: string;
  /** What that rests on; empty where it is something that did not happen. */
  readonly basis: Basis;
}

/** What the user expected beside what the evidence says. */
export function foretold(
  { connected, read, noticed }: Prediction,
  { link, disclosed, alarms }: Pick<Evidence, "link" | "disclosed" | "alarms">,
): readonly ForetoldAnswer[] {
  return [
    {
      question: QUESTIONS.connected,
      expected: connected,
      observed: link.alice.value === "connected" && link.bob.value === "connected",
      because: `Alice’s connection ended up ${link.alice.value}, Bob’s ${link.bob.value}`,
      basis: [...link.alice.basis, ...link.bob.basis],
    },
    {
      question: QUESTIONS.read,
      expected: read,
      observed: disclosed.value === "unknown" ? undefined : disclosed.value === "yes",
      because: disclosed.because,
      basis: disclosed.basis,
    },
    {
      question: QUESTIONS.noticed,
      expected: noticed,
      observed: alarms.length > 0,
      because:
        alarms.length === 0
          ? "no alarm was raised"
          : alarms.map(({ by, code }) => `${code} by ${PEER_NAMES[by]}`).join(", "),
      basis: alarms.map(({ seq }) => seq),
    },
  ];
}

/** The same for a run that somebody foretold. Undefined: nobody was asked. */
export function foretoldIn({
  run,
  report,
}: Pick<Page, "run" | "report">): readonly ForetoldAnswer[] | undefined {
  const prediction = run.facts.prediction.at(-1);
  return prediction && foretold(prediction, report.evidence);
}

/** How a guess turned out. Nobody is right or wrong about what the run cannot say. */
export function outcomeOf({ expected, observed }: ForetoldAnswer): "right" | "wrong" | "open" {
  if (observed === undefined) return "open";
  return expected === observed ? "right" : "wrong";
}

/** `2 of 3 right`, over the questions that the run answers. */
export function score(answers: readonly ForetoldAnswer[]): string {
  const decided = answers.map(outcomeOf).filter((outcome) => outcome !== "open");
  return `${decided.filter((outcome) => outcome === "right").length} of ${decided.length} right`;
}

/** As an answer to one of the questions. */
export function yesNo(answer: boolean | undefined): string {
  return answer === undefined ? "unknown" : answer ? "yes" : "no";
}
