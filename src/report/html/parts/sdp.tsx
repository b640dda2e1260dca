import type { RunCall } from "../../../run/calls.ts";
import type { Passage } from "../../../run/passages.ts";
import { diffDescriptions, type LineDifference } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import { reasonFor } from "../../model/sdpReasons.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";
import { SdpLine } from "./sdpLine.tsx";

/** Each description as it was sent and as it arrived, side by side. */
export function Sdp({ view }: { view: View }) {
  return (
    <Part
      id="sdp"
      title="The SDP, as sent and as received"
      folded="Offer and answer line by line: what changed on the way, and why."
    >
      <p>
        <Prose>
          An offer and an answer (SDP) tell each peer where the other is and which certificate to expect. They
          go through the server. Whether a private key or a session secret crossed it is one of the checks.
        </Prose>
      </p>
      {view.run.calls.flatMap((call) =>
        view.run.passages
          .filter((passage) => passage.call === call.number)
          .map((passage) => <Description passage={passage} call={call} view={view} />),
      )}
      <Reasons view={view} />
    </Part>
  );
}

function Description({ passage, call, view }: { passage: Passage; call: RunCall; view: View }) {
  const { what, from, to, sent, received, basis } = passage;
  const title = `Call ${call.number}: ${what} from ${PEER_NAMES[from]} to ${PEER_NAMES[to]}`;
  const whole = wholeOf(passage);
  const rows = whole === undefined ? differences(sent ?? "", received ?? "") : undefined;
  return (
    <>
      <h3>{title}</h3>
      {rows === undefined ? (
        <p>
          {whole ?? "It is too long to be compared line by line."}{" "}
          <Basis basis={basis} listing={view.listing} />
        </p>
      ) : (
        <Lines passage={passage} rows={rows} title={title} view={view} />
      )}
    </>
  );
}

/** What is said where there are no two texts to compare. */
function wholeOf({ outcome, from }: Passage): string | undefined {
  switch (outcome) {
    case "not-arrived":
      return "It never arrived.";
    case "invented":
      return `It arrived, and ${PEER_NAMES[from]} sent no such thing.`;
    case "byte-for-byte":
    case "changed":
      return undefined;
  }
}

function Lines({
  passage: { from, to, outcome, basis },
  rows,
  title,
  view,
}: {
  passage: Passage;
  rows: readonly LineDifference[];
  title: string;
  view: View;
}) {
  const columns = [`As ${PEER_NAMES[from]} sent it`, `As ${PEER_NAMES[to]} received it`];
  const changed = rows.filter(({ kind }) => kind !== "same");
  const changes = changed.length;
  return (
    <>
      <p>
        {outcome === "byte-for-byte" ? (
          <Sign tone="good">byte for byte the same</Sign>
        ) : (
          <Sign tone="bad">
            {changes === 0
              ? "same lines, in another order or with other line ends"
              : `${changes} of ${rows.length} ${rows.length === 1 ? "line" : "lines"} changed on the way`}
          </Sign>
        )}{" "}
        <Basis basis={basis} listing={view.listing} />
      </p>
      {changes > 0 && <LineTable label={`${title}, changed lines`} columns={columns} rows={changed} />}
      <details>
        <summary>{rows.length === 1 ? "The whole line" : `All ${rows.length} lines`}</summary>
        <LineTable label={title} columns={columns} rows={rows} />
      </details>
    </>
  );
}

function LineTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly string[];
  rows: readonly LineDifference[];
}) {
  const shown = rows.slice(0, MAX_LINES);
  return (
    <>
      <Table label={label} kind="sdp" columns={columns}>
        {shown.map((row) => (
          <SdpLine row={row} />
        ))}
      </Table>
      {rows.length > shown.length && <p>{rows.length - shown.length} more lines are left out here.</p>}
    </>
  );
}

/** Why lines were changed: each reason once, however many descriptions have it. */
function Reasons({ view: { run } }: { view: View }) {
  const changed = run.passages.flatMap(({ call, sent, received }) =>
    sent === undefined || received === undefined
      ? []
      : (differences(sent, received) ?? []).flatMap((row) =>
          row.kind === "same" ? [] : [{ call, attribute: row.attribute, kind: row.kind }],
        ),
  );
  const reasons = new Map(
    changed.map(({ call, attribute, kind }) => {
      const attacked = run.calls.some(({ number, attacker }) => number === call && attacker !== undefined);
      const reason = attacked ? reasonFor(attribute, kind) : undefined;
      return [`${attribute} ${kind === "added" ? "added" : ""}`, { attribute, reason: reason ?? NO_REASON }];
    }),
  );
  if (reasons.size === 0) return null;
  return (
    <>
      <h3>Why these lines</h3>
      <dl class="sdp-reasons">
        {[...reasons.values()].slice(0, MAX_LINES).map(({ attribute, reason }) => (
          <>
            <dt>
              <Foreign text={attribute} limit={40} />
            </dt>
            <dd>
              <Prose>{reason}</Prose>
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}

const NO_REASON = "The lab knows no reason for this change.";

const MAX_LINES = 200;

function differences(sent: string, received: string): readonly LineDifference[] | undefined {
  try {
    return diffDescriptions(sent, received);
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}
