import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";

/** What happens in the scenario; folded, what attack and defences are, and what is not tested. */
export function Story({ view: { scenario, explanations = [] } }: { view: View }) {
  return (
    <Part id="story" title="What happens">
      {scenario.story.map((paragraph) => (
        <p>
          <Prose>{paragraph}</Prose>
        </p>
      ))}
      {explanations.map(({ kind, title, text }) => (
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
      ))}
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
