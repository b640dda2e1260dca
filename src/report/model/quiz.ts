import type { Evidence } from "../../contract/evidence.ts";
import type { Facts } from "../../run/run.ts";

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
}

/** What the user expected beside what the evidence says, or undefined when nobody was asked. */
export function foretold(
  { prediction: predictions }: Pick<Facts, "prediction">,
  { link, disclosed, alarms }: Pick<Evidence, "link" | "disclosed" | "alarms">,
): readonly ForetoldAnswer[] | undefined {
  const prediction = predictions.at(-1);
  if (!prediction) return undefined;
  return [
    {
      question: QUESTIONS.connected,
      expected: prediction.connected,
      observed: link.alice.value === "connected" && link.bob.value === "connected",
    },
    {
      question: QUESTIONS.read,
      expected: prediction.read,
      observed: disclosed.value === "unknown" ? undefined : disclosed.value === "yes",
    },
    { question: QUESTIONS.noticed, expected: prediction.noticed, observed: alarms.length > 0 },
  ];
}

/** As an answer to one of the questions. */
export function yesNo(answer: boolean | undefined): string {
  return answer === undefined ? "unknown" : answer ? "yes" : "no";
}
