import type { CallTrace } from "../../../run/calls.ts";
import { type Meeting, type PeerFingerprints, peerFingerprints } from "../../../run/fingerprintSources.ts";
import { OWNERS, PEER_NAMES } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { differingBytes, Hex } from "../components/hex.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import { CertificateGallery } from "./certificateGallery.tsx";
import { ComparisonForms } from "./comparisonForms.tsx";

/** What each peer could know about the other's certificate, from four sources. */
export function Fingerprints({ view }: { view: View }) {
  return (
    <Part id="fingerprints" title="The fingerprints">
      <p>
        A fingerprint is the SHA-256 of a whole certificate. WebRTC compares the second row with the third:
        the SDP with DTLS. Whoever carries the SDP can make these two agree. Only the fourth row comes by
        another way.
      </p>
      {view.calls.map((call) => (
        <Call call={call} view={view} />
      ))}
      <h3>The certificates of this run</h3>
      <CertificateGallery view={view} />
    </Part>
  );
}

function Call({ call, view }: { call: CallTrace; view: View }) {
  const peers = (["alice", "bob"] as const).map((peer) => peerFingerprints(view.trace, call, peer));
  return (
    <>
      {view.calls.length > 1 && <h3>Call {call.start.call}</h3>}
      {peers.map((fingerprints) => (
        <PeerTable fingerprints={fingerprints} view={view} />
      ))}
      <ComparisonForms peers={peers} call={call} />
    </>
  );
}

function PeerTable({
  fingerprints: { peer, meetings, genuine },
  view,
}: {
  fingerprints: PeerFingerprints;
  view: View;
}) {
  const other = PEER_NAMES[peer === "alice" ? "bob" : "alice"];
  return (
    <Scroll label={`Fingerprints as ${PEER_NAMES[peer]} met them`}>
      <table class={`fingerprints ${peer}`}>
        <caption>{PEER_NAMES[peer]}</caption>
        <thead>
          <tr>
            <th scope="col">Where from</th>
            <th scope="col">SHA-256 fingerprint</th>
            <th scope="col">Whose it is</th>
            <th scope="col">Basis</th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((meeting) => (
            <tr>
              <th scope="row">{PLACES[meeting.place](other)}</th>
              <td>
                {meeting.value === undefined ? (
                  <Foreign text={meeting.text} />
                ) : (
                  <Hex value={meeting.value} against={meeting.place === "mine" ? undefined : genuine} />
                )}
              </td>
              <td>
                <Whose meeting={meeting} genuine={genuine} other={other} view={view} />
              </td>
              <td>
                <Basis basis={meeting.basis} listing={view.listing} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const PLACES: Readonly<Record<Meeting["place"], (other: string) => string>> = {
  mine: () => "my own certificate",
  sdp: () => "what the SDP said",
  dtls: () => "what DTLS delivered",
  aloud: (other) => `what ${other} read aloud`,
};

function Whose({
  meeting: { place, value },
  genuine,
  other,
  view,
}: {
  meeting: Meeting;
  genuine: string | undefined;
  other: string;
  view: View;
}) {
  if (value === undefined) return <Sign tone="plain">no fingerprint to compare</Sign>;
  const maker = view.certificates.find(({ fingerprint }) => fingerprint === value);
  const who = OWNERS[maker?.owner ?? "unknown"];
  if (place === "mine") return <>made by {who}</>;
  if (genuine === undefined) return <>made by {who}</>;
  if (value === genuine) return <Sign tone="good">genuine: {other} made it</Sign>;
  const { differing, of } = differingBytes(value, genuine);
  return (
    <Sign tone="bad">
      not {other}’s: {differing} of {of} bytes differ; made by {who}
    </Sign>
  );
}
