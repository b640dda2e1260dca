import type { Evidence } from "../../contract/evidence.ts";
import { handshakeFacts, iceFacts, recordFacts, signalFacts } from "../../run/cleartext.ts";
import { handshakeFacts13, recordFacts13 } from "../../run/cleartext13.ts";
import type { Run } from "../../run/run.ts";

type ClearFact = Evidence["cleartext"][number];

/** Beyond this many, a report would be a second capture. */
const MAX_ASSOCIATIONS = 12;

/** What could be read without a key: by the server in the signals, and by everybody on the path in the packets. */
export function cleartext(run: Run): ClearFact[] {
  const shown = run.associations.slice(0, MAX_ASSOCIATIONS);
  return [
    ...signalFacts(run).map((fact): ClearFact => ({ where: "signalling", ...fact })),
    ...iceFacts(run.recording).map((fact): ClearFact => ({ where: "stun", ...fact })),
    ...shown.flatMap((recorded) => {
      const association = `${recorded.ends.join(" ")}, call ${recorded.call}`;
      const [handshake, records] =
        recorded.dtls === "1.2"
          ? [handshakeFacts(recorded), recordFacts(recorded)]
          : [handshakeFacts13(recorded), recordFacts13(recorded)];
      return [
        ...handshake.map((fact): ClearFact => ({ where: "dtls-handshake", association, ...fact })),
        ...records.map((fact): ClearFact => ({ where: "dtls-records", association, ...fact })),
      ];
    }),
  ];
}
