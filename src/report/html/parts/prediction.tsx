import type { ComponentChildren } from "preact";
import { type ForetoldAnswer, foretoldIn, outcomeOf, score, yesNo } from "../../model/quiz.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/**
 * In the report of a run that somebody foretold: the guess, and folded beneath it all that would give the answer away. In
 * any other report `children` as they are.
 */
export function GuessFirst({ view, children }: { view: View; children: ComponentChildren }) {
  const answers = foretoldIn(view);
  if (!answers) return <>{children}</>;
  return (
    <>
      <header class="answer" id="prediction">
        <h1>{view.report.question}</h1>
        <p>What you expected before the run:</p>
        <Expected answers={answers} />
      </header>
      <details class="after-guess">
        <summary class="after-guess-title">
          Open the answer, with what the run showed beside your guess
        </summary>
        <GuessAndResult view={view} />
        {children}
      </details>
    </>
  );
}

/** The guess alone, which gives nothing of the run away. */
export function Expected({ answers }: { answers: readonly ForetoldAnswer[] }) {
  return (
    <ul>
      {answers.map(({ question, expected }) => (
        <li>
          {question} <strong>{yesNo(expected)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** What the reader expected, beside what the run showed. */
function GuessAndResult({ view }: { view: View }) {
  const answers = foretoldIn(view) ?? [];
  return (
    <Part id="guess-and-result" title={`What you expected, and what came: ${score(answers)}`}>
      <Table
        label="Your expectations and what the run showed"
        columns={["Question", "You expected", "The run showed", "So you were"]}
      >
        {answers.map((answer) => (
          <tr>
            <th scope="row">{answer.question}</th>
            <td>{yesNo(answer.expected)}</td>
            <td>
              {yesNo(answer.observed)}
              <span class="because">
                <ForeignProse text={answer.because} limit={300} />
              </span>
              {answer.basis.length > 0 && <Basis basis={answer.basis} listing={view.listing} />}
            </td>
            <td>
              <Turned out={outcomeOf(answer)} />
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Turned({ out }: { out: ReturnType<typeof outcomeOf> }) {
  switch (out) {
    case "right":
      return <Sign tone="good">right</Sign>;
    case "wrong":
      return <Sign tone="bad">wrong</Sign>;
    case "open":
      return <Sign tone="open">the run cannot say</Sign>;
  }
}
