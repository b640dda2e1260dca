import { type MetFingerprint, peerFingerprints } from "../../../run/fingerprintSources.ts";
import { PEER_NAMES, PEERS } from "../../../trace/parties.ts";
import { sourceWords } from "../../model/fingerprintWords.ts";
import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";
import { Sign } from "../components/sign.tsx";

/** So many sources of a peer fit the page; the part "Fingerprints" has them all. */
const MOST_SOURCES = 4;

/** What each peer met of the other's certificate, in the call that somebody attacks, or else the first. */
export function FingerprintsSlide({ view: { run } }: { view: View }) {
  const call = run.calls.find(({ attacker }) => attacker !== undefined) ?? run.calls[0];
  if (!call) return <p>No call was begun in this run.</p>;
  return (
    <div class="slide-columns">
      {PEERS.map((peer) => (
        <section>
          <h3 class={peer}>{PEER_NAMES[peer]}</h3>
          <ul class="slide-list">
            {peerFingerprints(run, call, peer)
              .met.slice(0, MOST_SOURCES)
              .map((met) => (
                <li>
                  {sourceWords(met, peer)}: <Short met={met} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Short({ met: { source, fingerprint, text, genuine } }: { met: MetFingerprint }) {
  if (!fingerprint) return <Foreign text={text} limit={40} />;
  return (
    <>
      <code>{fingerprint.value.slice(0, SHORT_LENGTH)}…</code>{" "}
      {source.place !== "own" && genuine !== undefined && (
        <Sign tone={fingerprint.value === genuine ? "good" : "bad"}>
          {fingerprint.value === genuine ? "genuine" : "not the other peer’s"}
        </Sign>
      )}
    </>
  );
}

/** Four bytes with their colons. */
const SHORT_LENGTH = 11;
