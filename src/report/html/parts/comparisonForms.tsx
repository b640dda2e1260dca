import { COMPARISON_METHODS } from "../../../comparison/index.ts";
import type { DirectMethod, FingerprintPair } from "../../../comparison/method.ts";
import type { CallTrace } from "../../../run/calls.ts";
import type { PeerFingerprints } from "../../../run/fingerprintSources.ts";
import { PEER_NAMES } from "../../model/parties.ts";
import { Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";

/** What each peer's screen would show, method by method, for the two certificates that it knows. */
export function ComparisonForms({ peers, call }: { peers: readonly PeerFingerprints[]; call: CallTrace }) {
  const screens = peers.map((peer) => ({ ...peer, pair: pairOf(peer) }));
  if (screens.some(({ pair }) => pair === undefined)) return null;
  const used = new Set(call.events.flatMap((event) => (event.kind === "compared" ? [event.method] : [])));
  return (
    <>
      <h3>What the two would read to each other</h3>
      <p>
        Each method turns the two certificates that a peer knows, its own and the one that DTLS delivered,
        into something to read aloud. Both screens show the same only if both peers see the same two
        certificates. The shorter the text, the sooner an attacker finds certificates that give it too.{" "}
        {used.size > 0 && `In this run the peers compared by: ${[...used].join(", ")}.`}
      </p>
      <Scroll label="Comparison methods, as each peer would see them">
        <table class="methods">
          <thead>
            <tr>
              <th scope="col">Method</th>
              {screens.map(({ peer }) => (
                <th scope="col">{PEER_NAMES[peer]}’s screen</th>
              ))}
              <th scope="col">Same?</th>
            </tr>
          </thead>
          <tbody>
            {SHOWN.map((method) => (
              <Method method={method} pairs={screens.flatMap(({ pair }) => pair ?? [])} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** Quick ones, from strong to weak. A safety number costs thousands of hashes, which a report need not spend. */
const SHOWN: readonly DirectMethod[] = [
  COMPARISON_METHODS["pgp-words"],
  COMPARISON_METHODS["decimal-groups"],
  COMPARISON_METHODS["matrix-emoji"],
  COMPARISON_METHODS["matrix-decimal"],
  COMPARISON_METHODS["short-code-16"],
];

function Method({ method, pairs }: { method: DirectMethod; pairs: readonly FingerprintPair[] }) {
  const texts = pairs.map((pair) => method.readAloud(pair));
  const same = texts.every((text) => text === texts[0]);
  return (
    <tr>
      <th scope="row">
        {method.title} <span class="faint">({Math.round(method.bits)} bits)</span>
      </th>
      {texts.map((text) => (
        <td>{text}</td>
      ))}
      <td>{same ? <Sign tone="good">same</Sign> : <Sign tone="bad">different</Sign>}</td>
    </tr>
  );
}

function pairOf({ meetings }: PeerFingerprints): FingerprintPair | undefined {
  const value = (place: "mine" | "dtls"): string | undefined =>
    meetings.find((meeting) => meeting.place === place)?.value;
  const mine = value("mine");
  const theirs = value("dtls");
  if (mine === undefined || theirs === undefined) return undefined;
  return { mine: { algorithm: "sha-256", value: mine }, theirs: { algorithm: "sha-256", value: theirs } };
}
