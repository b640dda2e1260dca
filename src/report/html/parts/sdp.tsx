import type { CallTrace } from "../../../run/calls.ts";
import { type Passage, passagesOf } from "../../../run/sdpPassages.ts";
import { diffDescriptions, type LineDifference } from "../../../sdp/compare.ts";
import { SdpParseError } from "../../../sdp/sdpParseError.ts";
import { PEER_NAMES } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import { SdpLine } from "./sdpLine.tsx";

/** Each description as it was sent and as it arrived, side by side. */
export function Sdp({ view }: { view: View }) {
  return (
    <Part id="sdp" title="The SDP, as sent and as received">
      <p>
        An offer and an answer (SDP) tell each peer where the other is and which certificate to expect. They
        go through the server. No private key and no session key stands in them.
      </p>
      {view.calls.map((call) => (
        <>
          {passagesOf(call).map((passage) => (
            <Description passage={passage} call={call} view={view} />
          ))}
        </>
      ))}
    </Part>
  );
}

function Description({ passage, call, view }: { passage: Passage; call: CallTrace; view: View }) {
  const { what, from, to, sent, received, basis } = passage;
  const title = `Call ${call.start.call}: ${what} from ${PEER_NAMES[from]} to ${PEER_NAMES[to]}`;
  if (received === undefined) {
    return (
      <>
        <h3>{title}</h3>
        <p>
          It never arrived. <Basis basis={basis} listing={view.listing} />
        </p>
      </>
    );
  }
  const rows = differences(sent, received);
  if (rows === undefined) {
    return (
      <>
        <h3>{title}</h3>
        <p>
          It is too long to be compared line by line. <Basis basis={basis} listing={view.listing} />
        </p>
      </>
    );
  }
  const changes = rows.filter(({ kind }) => kind !== "same").length;
  const shown = rows.slice(0, MOST_LINES);
  return (
    <>
      <h3>{title}</h3>
      <p>
        {sent === received ? (
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
        <Scroll label={title}>
          <table class="sdp">
            <thead>
              <tr>
                <th scope="col">As {PEER_NAMES[from]} sent it</th>
                <th scope="col">As {PEER_NAMES[to]} received it</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <SdpLine row={row} attacked={call.attacker !== undefined} />
              ))}
            </tbody>
          </table>
        </Scroll>
        {rows.length > shown.length && <p>{rows.length - shown.length} more lines are left out here.</p>}
      </details>
    </>
  );
}

const MOST_LINES = 200;

function differences(sent: string, received: string): readonly LineDifference[] | undefined {
  try {
    return diffDescriptions(sent, received);
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}
