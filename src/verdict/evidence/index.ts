import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import type { PeerName } from "../../trace/parties.ts";
import { alarms } from "./alarms.ts";
import { altered } from "./altered.ts";
import { certificatesInClear } from "./certificatesInClear.ts";
import { cleartext } from "./cleartext.ts";
import { comparison } from "./comparison.ts";
import { openWithHoldings } from "./decryption.ts";
import { delivery } from "./delivery.ts";
import { disclosed } from "./disclosed.ts";
import { exchangeBreaks } from "./exchangeBreaks.ts";
import { forgeries } from "./forgeries.ts";
import { guesses } from "./guesses.ts";
import { holdings } from "./holdings.ts";
import { keyExchanges } from "./keyExchanges.ts";
import { keyOrigin } from "./keyOrigin.ts";
import { link } from "./link.ts";
import { memory } from "./memory.ts";
import { nonces } from "./nonces.ts";
import { possession } from "./possession.ts";
import { remoteCertificate } from "./remoteCertificate.ts";
import { replays } from "./replays.ts";
import { signalling } from "./signalling.ts";
import { dtlsStats, stack } from "./stacks.ts";
import { traffic } from "./traffic.ts";

/** What follows from a run, whatever was intended or expected. */
export function gatherEvidence(run: Run): Evidence {
  const perPeer = <T>(find: (run: Run, peer: PeerName) => T) => ({
    alice: find(run, "alice"),
    bob: find(run, "bob"),
  });
  const opened = openWithHoldings(run);
  return {
    keyOrigin: perPeer(keyOrigin),
    link: perPeer(link),
    remoteCertificate: perPeer(remoteCertificate),
    possession: perPeer(possession),
    comparison: comparison(run),
    disclosed: disclosed(run, opened.content),
    altered: altered(run),
    delivery: delivery(run),
    decryption: opened.evidence,
    alarms: alarms(run),
    holdings: holdings(run, opened.content),
    memory: memory(run),
    stacks: perPeer(stack),
    dtlsStats: dtlsStats(run),
    certificatesInClear: certificatesInClear(run),
    keyExchanges: keyExchanges(run),
    exchangeBreaks: exchangeBreaks(run),
    signalling: signalling(run),
    traffic: traffic(run),
    guesses: guesses(run),
    replays: replays(run),
    forgeries: forgeries(run),
    nonces: nonces(run),
    cleartext: cleartext(run),
  };
}
