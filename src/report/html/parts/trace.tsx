import type { TraceEvent } from "../../../trace/events.ts";
import { NAMES } from "../../model/narrate.ts";
import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";
import { Part, Scroll } from "../components/part.tsx";

/** Every event as one row that others link to. */
export function Trace({ view: { trace, listing } }: { view: View }) {
  const listed = trace.filter(({ seq }) => listing.events.has(seq));
  return (
    <Part id="trace" title="The trace, line by line">
      <p>
        What the actors reported, in order of time, keys and session secrets included: they were made for this
        run and protect nothing else. Long values are cut here; trace.jsonl has them whole.
        {listed.length < trace.length &&
          ` Of its ${trace.length} lines, ${listed.length} are listed: the beginning, the end, and those that this report refers to.`}
      </p>
      <details>
        <summary>{listed.length} events</summary>
        <Scroll label="Trace events">
          <table class="log">
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">At</th>
                <th scope="col">Actor</th>
                <th scope="col">Event</th>
                <th scope="col">What it says</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((event) => (
                <tr id={`event-${event.seq}`}>
                  <th scope="row">{event.seq}</th>
                  <td>{event.at.toFixed(1)} ms</td>
                  <td>{NAMES[event.actor].replace(/^The /, "")}</td>
                  <td>{event.kind}</td>
                  <td>
                    <Fields event={event} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </Part>
  );
}

const ENVELOPE: ReadonlySet<string> = new Set(["seq", "at", "actor", "kind"]);

function Fields({ event }: { event: TraceEvent }) {
  const fields = Object.entries(event).filter(([name, value]) => !ENVELOPE.has(name) && value !== undefined);
  return (
    <>
      {fields.map(([name, value]) => (
        <span class="field">
          <span class="name">{name}</span> <Foreign text={textOf(name, value)} limit={160} />{" "}
        </span>
      ))}
    </>
  );
}

/** Message content is shown as the text that it is; the trace has it in base64. */
function textOf(name: string, value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return name === "head" ? Buffer.from(value, "base64").toString("utf8") : value;
}
