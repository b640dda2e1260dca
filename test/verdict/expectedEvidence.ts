import type { Evidence } from "../../src/contract/evidence.ts";
import type { AuthoredScenario } from "../../src/scenario.ts";
import { PEERS, type PeerName } from "../../src/trace/parties.ts";

/** What a run that is as expected would show on every axis of the expectation; the rest is of the run that it is put upon. */
export function expectedEvidence(scenario: AuthoredScenario, base: Evidence): Evidence {
  const { expect } = scenario;
  const finding = <V extends string>(value: V) => ({ value, basis: [1], because: `as expected, ${value}` });
  const each = <T>(of: (peer: PeerName) => T) => ({ alice: of("alice"), bob: of("bob") });
  const isRead = expect.disclosed.length > 0;
  return {
    ...base,
    keyOrigin: each(() => finding(expect.keyOrigin ?? "own-process")),
    link: each((peer) => {
      const reason = expect.linkFailure?.[peer];
      return { ...finding(expect.link[peer]), ...(reason && { reason }) };
    }),
    remoteCertificate: each((peer) => ({
      ...finding(expect.remoteCertificate[peer]),
      accepted: expect.link[peer] === "connected",
    })),
    possession: each((peer) => finding(expect.possession[peer])),
    comparison: finding(expect.comparison),
    disclosed: {
      ...finding(isRead ? "yes" : "no"),
      canaries: [...expect.disclosed],
      to: isRead ? ["server"] : [],
    },
    altered: { ...finding(expect.altered), content: 0, comparison: expect.altered === "yes" ? 2 : 0 },
    alarms: PEERS.flatMap((by) =>
      expect.alarms
        .filter((alarm) => alarm.by === by)
        .map(({ code }, index) => ({ by, code, seq: 100 + index, beforeContent: !isRead })),
    ),
  };
}
