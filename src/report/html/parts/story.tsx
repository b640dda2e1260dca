import type { View } from "../../model/view.ts";
import { WORDS } from "../../model/words.ts";
import { Part } from "../components/part.tsx";

/** What happens in the scenario; folded, what attack and defences are, and what is not tested. */
export function Story({ view: { scenario, explanations = [] } }: { view: View }) {
  return (
    <Part id="story" title="What happens">
      {scenario.story.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {explanations.map(({ kind, title, text }) => (
        <details class={`card ${kind}`}>
          <summary>
            <span class="kind">{kind === "attack" ? "Attack" : "Defence"}</span> {title}
          </summary>
          {text.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </details>
      ))}
      <details>
        <summary>What this run does not show</summary>
        <ul>
          {scenario.limits.map((limit) => (
            <li>{limit}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>The words of this report</summary>
        <dl>
          {WORDS.map(([word, meaning]) => (
            <>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </>
          ))}
        </dl>
      </details>
      <p class="faint">Standards: {scenario.references.join("; ")}.</p>
    </Part>
  );
}
