import { attemptWords } from "../model/attemptWords.ts";
import { learnedWithoutKeys, NOTHING_CROSSED } from "../model/observerWords.ts";
import type { View } from "../model/view.ts";
import { references, text } from "./syntax.ts";

/** What somebody learns who keeps every datagram and has no key, and what was tried to open it. */
export function recordingMarkdown({ report: { evidence }, run }: View): string[] {
  const learned = learnedWithoutKeys(evidence, run);
  const basis = references(evidence.decryption.basis);
  return [
    `## The recording`,
    ...(learned.length === 0
      ? [text(NOTHING_CROSSED)]
      : [learned.map((line) => `- ${text(line)}`).join("\n")]),
    `${text(attemptWords(evidence))}${basis === "" ? "" : ` (${basis})`}`,
  ];
}
