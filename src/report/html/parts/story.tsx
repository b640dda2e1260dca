import type { Explanation } from "../../model/page.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";

/** What happens in the scenario; folded, what attack and defences are, and what is not tested. */
export function Story({ view: { scenario, explanations = [] } }: { view: View }) {
  const attacks = explanations.filter(({ kind }) => kind === "attack");
  const defences = explanations.filter(({ kind }) => kind === "defence");
  return (
    <Part id="story" title="What happens">
      {scenario.story.map((paragraph) => (
        <p>
          <Prose>{paragraph}</Prose>
        </p>
      ))}
      {attacks.map((attack) => (
        <Card explained={attack} />
      ))}
      {defences.length > MAX_SHOWN ? (
        <details>
          <summary>The {defences.length} defences of this run</summary>
          {defences.map((defence) => (
            <Card explained={defence} />
          ))}
        </details>
      ) : (
        defences.map((defence) => <Card explained={defence} />)
      )}
      <details>
        <summary>What this run does not show</summary>
        <ul>
          {scenario.limits.map((limit) => (
            <li>
              <Prose>{limit}</Prose>
            </li>
          ))}
        </ul>
      </details>
      <p class="faint">
        <Prose>Standards: {scenario.references.join("; ")}.</Prose>
      </p>
    </Part>
  );
}

/** Where a run has more defences, their cards are folded. */
const MAX_SHOWN = 3;

function Card({ explained: { kind, title, text } }: { explained: Explanation }) {
  return (
    <details class={`card ${kind}`}>
      <summary>
        <span class="kind">{kind === "attack" ? "Attack" : "Defence"}</span> {title}
      </summary>
      {text.map((paragraph) => (
        <p>
          <Prose>{paragraph}</Prose>
        </p>
      ))}
    </details>
  );
}
