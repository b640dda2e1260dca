import type { Basis } from "../../src/contract/basis.ts";
import type { Evidence } from "../../src/contract/evidence.ts";
import { packetNumber, shownOf } from "../../src/report/model/listing.ts";
import { printable } from "../../src/report/model/printable.ts";
import { foretold, outcomeOf, type Prediction, score, yesNo } from "../../src/report/model/quiz.ts";
import type { Paint } from "./paint.ts";

/** How each guess turned out, with what the run showed and the trace lines or packets that it rests on. */
export function quizLines(
  prediction: Prediction,
  evidence: Pick<Evidence, "link" | "disclosed" | "alarms">,
  paint: Paint,
): string[] {
  const answers = foretold(prediction, evidence);
  const signs = {
    right: paint("green", "✓  right"),
    wrong: paint("red", "✗  wrong"),
    open: paint("yellow", "?  open "),
  };
  return [
    paint("bold", `What you expected: ${score(answers)}`),
    ...answers.flatMap((answer) => [
      `${signs[outcomeOf(answer)]}  ${answer.question}`,
      `   You said ${yesNo(answer.expected)}; the run showed ${yesNo(answer.observed)}: ${printable(answer.because, 300)}${basisWords(answer.basis)}`,
    ]),
  ];
}

function basisWords(basis: Basis): string {
  const shown = shownOf(basis).map((item) => {
    const packet = packetNumber(item);
    return packet === undefined ? `line ${item}` : `packet ${packet}`;
  });
  const more = basis.length - shown.length;
  if (more > 0) shown.push(`and ${more} more`);
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}
