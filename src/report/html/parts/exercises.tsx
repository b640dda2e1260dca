import { exercisesOf } from "../../model/commandsToTry.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";

/** What to type. */
export function Exercises({ view }: { view: View }) {
  return (
    <Part id="try" title="Try it yourself" folded="Commands to look at this run again, and to change it.">
      <p>
        In the lab’s directory, with the run’s files where they were written. Where the lab is installed as a
        package, type <code>npx webrtc-mitm-lab</code> in place of <code>npm run</code>.
      </p>
      <ol class="exercises">
        {exercisesOf(view).map(({ what, commands }) => (
          <li>
            <p>
              <Prose>{what}</Prose>
            </p>
            <pre>
              <code>{commands.join("\n")}</code>
            </pre>
          </li>
        ))}
      </ol>
    </Part>
  );
}
