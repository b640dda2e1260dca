import { type Case, eventsBy } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import { PEERS } from "../../trace/parties.ts";
import type { Check } from "../contract.ts";

/** A substituted certificate must be the one that the interceptor's own leg made, or somebody else was there too. */
export function interceptorCertificates({ scenario, trace }: Case): Check[] {
  const made = [...eventsOf(trace, "key-made"), ...eventsOf(trace, "certificate-ground")].filter(
    ({ owner }) => owner === "alice-leg" || owner === "bob-leg",
  );
  if (made.length === 0) return [];
  const substituted = PEERS.filter((peer) => scenario.expect.remoteCertificate[peer] === "substituted");
  return substituted.map((peer): Check => {
    const delivered = eventsBy(trace, peer, "certificate-delivered").at(-1);
    const maker = made.find(({ certificate }) => certificate === delivered?.certificate);
    return {
      id: `certificate-maker-${peer}`,
      claim: `the certificate that DTLS delivered to ${peer === "alice" ? "Alice" : "Bob"} was made by`,
      expected: `${peer}-leg`,
      observed: delivered ? (maker?.owner ?? "nobody in this run's interceptor") : "none was delivered",
      ok: delivered ? maker?.owner === `${peer}-leg` : null,
      basis: [delivered, maker].flatMap((event) => event?.seq ?? []),
    };
  });
}
