import type { RunCall } from "../../../run/calls.ts";
import type { Passage } from "../../../run/passages.ts";
import { diffDescriptions, type LineDifference } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Part } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";
import { SdpLine } from "./sdpLine.tsx";

/** Each description as it was sent and as it arrived, side by side. */
export function Sdp({ view }: { view: View }) {
  return (
    <Part id="sdp" title="The SDP, as sent and as received">
      <p>
        An offer and an answer (SDP) tell each peer where the other is and which certificate to expect. They
        go through the server. Whether a private key or a session secret crossed it is one of the checks.
      </p>
      {view.run.calls.flatMap((call) =>
        view.run.passages
          .filter((passage) => passage.call === call.number)
          .map((passage) => <Description passage={passage} call={call} view={view} />),
      )}
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
        <Lines passage={passage} rows={rows} title={title} call={call} view={view} />
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
  call,
  view,
}: {
  passage: Passage;
  rows: readonly LineDifference[];
  title: string;
  call: RunCall;
  view: View;
}) {
  const changes = rows.filter(({ kind }) => kind !== "same").length;
  const shown = rows.slice(0, MAX_LINES);
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
      <details open={changes > 0}>
        <summary>{rows.length === 1 ? "1 line" : `${rows.length} lines`}</summary>
        <Table
          label={title}
          kind="sdp"
          columns={[`As ${PEER_NAMES[from]} sent it`, `As ${PEER_NAMES[to]} received it`]}
        >
          {shown.map((row) => (
            <SdpLine row={row} attacked={call.attacker !== undefined} />
          ))}
        </Table>
        {rows.length > shown.length && <p>{rows.length - shown.length} more lines are left out here.</p>}
      </details>
    </>
  );
}

const MAX_LINES = 200;

function differences(sent: string, received: string): readonly LineDifference[] | undefined {
  try {
    return diffDescriptions(sent, received);
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}
