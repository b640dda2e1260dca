import type { Case } from "../../run/case.ts";
import type { PeerName } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";
import { alarms } from "./alarms.ts";
import { altered } from "./altered.ts";
import { comparison } from "./comparison.ts";
import { openWithHoldings } from "./decryption.ts";
import { disclosed } from "./disclosed.ts";
import { keyOrigin } from "./keyOrigin.ts";
import { link } from "./link.ts";
import { possession } from "./possession.ts";
import { remoteCertificate } from "./remoteCertificate.ts";

/** What follows from the artefacts of a run, whatever was intended or expected. */
export function gatherEvidence(run: Case): Evidence {
  const perPeer = <T>(find: (run: Case, peer: PeerName) => T) => ({
    alice: find(run, "alice"),
    bob: find(run, "bob"),
  });
  const openings = openWithHoldings(run);
  return {
    keyOrigin: perPeer(keyOrigin),
    link: perPeer(link),
    remoteCertificate: perPeer(remoteCertificate),
    possession: perPeer(possession),
    comparison: comparison(run),
    disclosed: disclosed(run, openings.content),
    decryption: openings.evidence,
    altered: altered(run),
    alarms: alarms(run),
  };
}
