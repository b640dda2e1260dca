import type { Moment } from "../../../run/moments.ts";
import { inHeading, PARTY_NAMES } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

/** Every event as one row that others link to. */
export function Trace({ view: { run, listing } }: { view: View }) {
  const { moments } = run;
  const listed = moments.filter(({ event }) => listing.events.has(event.seq));
  return (
    <Part id="trace" title="The trace, line by line" folded="What every actor reported, line by line.">
      <p>
        <Prose>
          What the actors reported, in order of time, keys and session secrets included: they were made for
          this run and protect nothing else. Long values are cut here; trace.jsonl has them whole.
          {listed.length < moments.length &&
            ` Of its ${moments.length} lines, ${listed.length} are listed: the beginning, the end, and those that this report refers to.`}
        </Prose>
      </p>
      <p>{listed.length} events.</p>
      <Table label="Trace events" kind="log" columns={["Line", "At", "By", "Event", "What it says"]}>
        {listed.map(({ event, by }) => (
          <tr id={`event-${event.seq}`}>
            <th scope="row">{event.seq}</th>
            <td>{event.at.toFixed(1)} ms</td>
            <td>{inHeading(PARTY_NAMES[by])}</td>
            <td>{event.kind}</td>
            <td>
              <Fields event={event} />
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

const ENVELOPE: ReadonlySet<string> = new Set(["seq", "at", "actor", "kind"]);

function Fields({ event }: { event: Moment["event"] }) {
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
