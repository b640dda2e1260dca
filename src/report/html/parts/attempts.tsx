import type { Facts } from "../../../run/run.ts";
import { attemptWords } from "../../model/attemptWords.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";

/** What was tried to open the recording, and what shows that the trying itself works. */
export function Attempts({ view: { report, run, listing } }: { view: View }) {
  const { decryption } = report.evidence;
  const { "second-opinion": opinions, "instrument-missing": instruments } = run.facts;
  const missing = instruments.filter(({ instrument }) => instrument === "second-opinion");
  return (
    <>
      <h3>Attempts to open it</h3>
      <p>
        <Prose>{attemptWords(report.evidence)}</Prose>{" "}
        {decryption.basis.length > 0 && <Basis basis={decryption.basis} listing={listing} />}
      </p>
      {decryption.records > 0 && (
        <p>
          <Prose>
            The controls are among <a href="#checks">the checks</a>: the same code must open the same records
            with the true secrets.
          </Prose>
        </p>
      )}
      {opinions.map(({ seq, program, version, readings }) => (
        <p>
          <Prose>
            A second opinion: <Foreign text={`${program} ${version}`} limit={80} /> read the same capture.
            Without keys it opens {opened(readings, "none")}; with the key log, {opened(readings, "key-log")}.{" "}
            <Basis basis={[seq]} listing={listing} />
          </Prose>
        </p>
      ))}
      {missing.map(({ seq, because }) => (
        <p>
          No second opinion: <ForeignProse text={because} limit={300} />.{" "}
          <Basis basis={[seq]} listing={listing} />
        </p>
      ))}
    </>
  );
}

type Readings = Facts["second-opinion"][number]["readings"];

/** Each association's key log was read by itself. */
function opened(readings: Readings, keys: Readings[number]["keys"]): string {
  const those = readings.filter((reading) => reading.keys === keys);
  const records = those.reduce((sum, { recordsDecrypted }) => sum + recordsDecrypted, 0);
  const canaries = [...new Set(those.flatMap((reading) => reading.canaries))];
  const shown = canaries.length === 0 ? "no canary" : canaries.slice(0, 20).join(", ");
  return `${records} records and shows ${shown}`;
}
