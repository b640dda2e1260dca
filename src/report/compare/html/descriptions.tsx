import { PEER_NAMES } from "../../../trace/parties.ts";
import { Foreign } from "../../html/components/foreign.tsx";
import { Part } from "../../html/components/part.tsx";
import type { ComparedDescription, LinePair, ReceivedLine } from "../model/descriptions.ts";
import { Beside, BesideRow, type PartProps, Rest, sameWords } from "./sides.tsx";

/** The SDP as it was received, in both runs. */
export function Descriptions({ comparison }: PartProps) {
  const { descriptions } = comparison;
  return (
    <Part id="sdp" title="The SDP as received">
      <p>
        Names, passwords, ports and fingerprints are new in every run. A line is marked where one run has the
        sender’s own and the other somebody else’s, or where the two say different things.
      </p>
      {descriptions.length === 0 && <p>No description was sent in both runs.</p>}
      {descriptions.map((description) => (
        <Description description={description} comparison={comparison} />
      ))}
    </Part>
  );
}

function Description({ description, comparison }: PartProps & { description: ComparedDescription }) {
  const { call, what, from, to, lines } = description;
  const calls = Math.min(comparison.left.run.calls.length, comparison.right.run.calls.length);
  const title = `${calls > 1 ? `Call ${call}: ` : ""}${PEER_NAMES[from]}’s ${what}, as ${PEER_NAMES[to]} received ${what === "candidates" ? "them" : "it"}`;
  const differing = lines?.filter(({ differs }) => differs) ?? [];
  const same = lines?.filter(({ differs }) => !differs) ?? [];
  const rows = (pairs: readonly LinePair[]) =>
    pairs.map(({ left, right, differs }) => (
      <BesideRow
        comparison={comparison}
        head={<code>{headOf(left ?? right)}</code>}
        differs={differs}
        cells={[
          <Line line={left} from={PEER_NAMES[from]} tells={differs} />,
          <Line line={right} from={PEER_NAMES[from]} tells={differs} />,
        ]}
      />
    ));
  return (
    <>
      <h3>{title}</h3>
      {lines === undefined && <p>It did not arrive in both runs, or cannot be compared line by line.</p>}
      {lines !== undefined && differing.length === 0 && <p>No line differs.</p>}
      {differing.length > 0 && (
        <Beside comparison={comparison} label={`${title}: lines that differ`}>
          {rows(differing)}
        </Beside>
      )}
      {same.length > 0 && (
        <Rest summary={sameWords(same.length, ["line", "lines"])}>
          <Beside comparison={comparison} label={`${title}: lines that are the same`}>
            {rows(same)}
          </Beside>
        </Rest>
      )}
    </>
  );
}

/** The kind of line, such as `a=fingerprint`. It may be anybody's text. */
function headOf(line: ReceivedLine | undefined) {
  return (
    <Foreign
      text={
        line?.text
          .split(":")[0]
          ?.slice(0, 30)
          .replace(/^(\w)=.*\s.*$/, "$1=") ?? ""
      }
      limit={30}
    />
  );
}

function Line({ line, from, tells }: { line: ReceivedLine | undefined; from: string; tells: boolean }) {
  if (line === undefined) return <span class="faint">no such line</span>;
  return (
    <>
      <code class="sdp-text">
        <Foreign text={line.text} limit={300} />
      </code>
      {tells && <span class="whose">{line.asSent ? `as ${from} sent it` : `not what ${from} sent`}</span>}
    </>
  );
}
