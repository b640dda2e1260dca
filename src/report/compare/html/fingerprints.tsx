import { PEER_NAMES, PEERS } from "../../../trace/parties.ts";
import { Foreign } from "../../html/components/foreign.tsx";
import { Hex } from "../../html/components/hex.tsx";
import { Part } from "../../html/components/part.tsx";
import type { ComparedFingerprint, FingerprintCell } from "../model/fingerprints.ts";
import { Beside, BesideRow, type PartProps } from "./sides.tsx";

/** Whose fingerprint each peer met, source by source. */
export function Fingerprints({ comparison }: PartProps) {
  const { fingerprints } = comparison;
  const differing = fingerprints.filter(({ differs }) => differs).length;
  const calls = [...new Set(fingerprints.map(({ call }) => call))];
  return (
    <Part id="fingerprints" title="Whose fingerprint each peer met">
      <p>
        Every run makes new certificates, so no two runs have a fingerprint in common. What is compared is
        whose each one was:{" "}
        {differing === 0
          ? "the same party’s in both runs."
          : `${differing} of ${fingerprints.length} belonged to different parties in the two runs, or came from a source that only one of them had.`}
      </p>
      {calls.flatMap((call) =>
        PEERS.map((peer) => (
          <>
            <h3>
              {calls.length > 1 && `Call ${call}: `}
              {PEER_NAMES[peer]}
            </h3>
            <Beside
              comparison={comparison}
              mixed
              label={`Fingerprints that ${PEER_NAMES[peer]} met, call ${call}`}
            >
              {fingerprints
                .filter((one) => one.call === call && one.peer === peer)
                .map((one) => (
                  <Row one={one} comparison={comparison} />
                ))}
            </Beside>
          </>
        )),
      )}
    </Part>
  );
}

function Row({
  one: { source, left, right, differs },
  comparison,
}: PartProps & { one: ComparedFingerprint }) {
  return (
    <BesideRow
      comparison={comparison}
      head={source}
      differs={differs}
      cells={[<Cell cell={left} />, <Cell cell={right} />]}
    />
  );
}

function Cell({ cell }: { cell: FingerprintCell | undefined }) {
  if (cell === undefined) return <span class="faint">no such source</span>;
  const isHex = /^[0-9A-F]{2}(:[0-9A-F]{2})+$/.test(cell.value);
  return (
    <>
      <span class={cell.foreign ? "whose foreign-fingerprint" : "whose"}>{cell.words}</span>
      {isHex ? <Hex value={cell.value} /> : <Foreign text={cell.value} limit={100} />}
    </>
  );
}
