import type { Scenario } from "../../../scenario.ts";
import { indexFrom } from "../../model/page.ts";
import type { View } from "../../model/view.ts";
import { type Ways, waysOf } from "../../model/ways.ts";
import { Part } from "../components/part.tsx";
import { Prose, scenarioHref } from "../components/prose.tsx";

/** The line at the top: where this report belongs, and the ways from it. */
export function TopWays({ view }: { view: View }) {
  const index = indexFrom(view);
  const { previous, next, controls } = waysOf(view.scenario, view.scenarios ?? []);
  return (
    <nav class="ways" aria-label="Ways through the lab">
      <span>
        <a href={index}>WebRTC man-in-the-middle lab</a> <span aria-hidden="true">/</span>{" "}
        {view.scenario.title}
      </span>
      <span class="turns">
        {previous && (
          <a href={scenarioHref(previous.id, index)} rel="prev">
            ← Previous
          </a>
        )}
        {controls.length > 0 && <a href="#ways">Controls</a>}
        {next && (
          <a href={scenarioHref(next.id, index)} rel="next">
            Next →
          </a>
        )}
      </span>
    </nav>
  );
}

/** At the end: the runs that make this one believable, and what to read next. */
export function WaysOn({ view }: { view: View }) {
  const { scenario, scenarios = [] } = view;
  const index = indexFrom(view);
  const ways = waysOf(scenario, scenarios);
  return (
    <Part id="ways" title="Where to go from here">
      <Controls ways={ways} index={index} />
      <dl class="ways-on">
        {ways.next && <Way name="Next in the course" scenario={ways.next} index={index} />}
        {ways.previous && <Way name="Before it" scenario={ways.previous} index={index} />}
      </dl>
      <p>
        <a href={index}>The index of all runs</a> lists every scenario, sets attacks against defences, and
        links to each run side by side with its control, where that page was made.
      </p>
    </Part>
  );
}

function Controls({ ways: { controls }, index }: { ways: Ways; index: string }) {
  if (controls.length === 0)
    return (
      <p>
        <Prose>This run has its controls in itself; no other run is needed to believe it.</Prose>
      </p>
    );
  return (
    <>
      <p>
        <Prose>The controls, which make this run believable:</Prose>
      </p>
      <ul>
        {controls.map(({ scenario, differs }) => (
          <li>
            <a href={scenarioHref(scenario.id, index)}>{scenario.title}</a>: {differs}.
          </li>
        ))}
      </ul>
    </>
  );
}

function Way({ name, scenario, index }: { name: string; scenario: Scenario; index: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <a href={scenarioHref(scenario.id, index)}>{scenario.title}</a>. <Prose>{scenario.question}</Prose>
      </dd>
    </>
  );
}
