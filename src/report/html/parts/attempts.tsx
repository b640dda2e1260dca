import { eventsOf, type FactOf } from "../../../trace/events.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";

/** What was tried to open the recording, and what shows that the trying itself works. */
export function Attempts({ view: { report, trace, listing } }: { view: View }) {
  const { decryption } = report.evidence;
  const opinions = eventsOf(trace, "second-opinion");
  const missing = eventsOf(trace, "instrument-missing").filter(
    ({ instrument }) => instrument === "second-opinion",
  );
  return (
    <>
      <h3>Attempts to open it</h3>
      <p>
        Every value that the operator holds was tried as master secret and as premaster secret, through the
        real key schedule (RFC 5246 §8.1, RFC 7627 §4): {decryption.candidates} values, {decryption.attempts}{" "}
        openings, on {decryption.recordsTried} of {decryption.records} records of application data.{" "}
        {decryption.recordsOpened} records opened, in {decryption.associationsOpened} of{" "}
        {decryption.associations} DTLS associations;{" "}
        {decryption.peerAssociations === 0
          ? "no association ran between the peers themselves."
          : `of those between the peers themselves, ${decryption.peerAssociationsOpened} of ${decryption.peerAssociations}.`}{" "}
        {decryption.basis.length > 0 && <Basis basis={decryption.basis} listing={listing} />}
      </p>
      <p>
        The control is among <a href="#checks">the checks</a>: with the true master secret the same code must
        open the same records.
      </p>
      {opinions.map(({ seq, program, version, readings }) => (
        <p>
          A second opinion: <Foreign text={`${program} ${version}`} limit={80} /> read the same capture.
          Without keys it opens {opened(readings, "none")}; with the key log, {opened(readings, "key-log")}.{" "}
          <Basis basis={[seq]} listing={listing} />
        </p>
      ))}
      {missing.map(({ seq, because }) => (
        <p>
          No second opinion: <Foreign text={because} limit={300} />. <Basis basis={[seq]} listing={listing} />
        </p>
      ))}
    </>
  );
}

type Readings = FactOf<"second-opinion">["readings"];

/** Each association's key log was read by itself. */
function opened(readings: Readings, keys: Readings[number]["keys"]): string {
  const those = readings.filter((reading) => reading.keys === keys);
  const records = those.reduce((sum, { recordsDecrypted }) => sum + recordsDecrypted, 0);
  const canaries = [...new Set(those.flatMap((reading) => reading.canaries))];
  const shown = canaries.length === 0 ? "no canary" : canaries.slice(0, 20).join(", ");
  return `${records} records and shows ${shown}`;
}
