import { COMPARISON_METHODS, isComparisonMethodId } from "../../../comparison/index.ts";
import type { DirectMethod, FingerprintPair } from "../../../comparison/method.ts";
import type { RunCall } from "../../../run/calls.ts";
import type { PeerFingerprints } from "../../../run/fingerprintSources.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import { pairOf } from "../../model/fingerprintWords.ts";
import { printable } from "../../model/printable.ts";
import type { View } from "../../model/view.ts";
import { Prose } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/** What each peer's screen would show, method by method, for the two certificates that it knows. */
export function ComparisonForms({
  peers,
  call,
  view,
}: {
  peers: readonly PeerFingerprints[];
  call: RunCall;
  view: View;
}) {
  const screens = peers.map((peer) => ({ ...peer, pair: pairOf(peer) }));
  if (screens.some(({ pair }) => pair === undefined)) return null;
  return (
    <>
      <h3>What the two would read to each other</h3>
      <p>
        <Prose>
          Each method turns the two certificates that a peer knows, its own and the one that DTLS delivered,
          into something to read aloud. Both screens show the same only if both peers see the same two
          certificates, or if an attacker has found certificates that give the same text: the shorter the
          text, the sooner it does. <Used call={call} view={view} />
        </Prose>
      </p>
      <Table
        label="Comparison methods, as each peer would see them"
        kind="methods"
        columns={["Method", ...screens.map(({ peer }) => `${PEER_NAMES[peer]}’s screen`), "Same?"]}
      >
        {SHOWN.map((method) => (
          <Method method={method} pairs={screens.flatMap(({ pair }) => pair ?? [])} />
        ))}
      </Table>
      <details>
        <summary>What each method does, and what it does not give</summary>
        <dl>
          {SHOWN.map(({ title, explain, limits }) => (
            <>
              <dt>{title}</dt>
              <dd>
                <Prose>{`${explain()} ${limits()}`}</Prose>
              </dd>
            </>
          ))}
        </dl>
      </details>
    </>
  );
}

function Used({ call, view }: { call: RunCall; view: View }) {
  const used = view.run.comparisons.filter(({ call: of }) => of === call.number);
  const titles = used.map(({ method, over }) => {
    const title = isComparisonMethodId(method) ? COMPARISON_METHODS[method].title : printable(method, 40);
    return over === undefined ? title : `${title} (over the call itself)`;
  });
  if (titles.length === 0) return <>In this call nobody compared.</>;
  return <>In this call the peers compared by: {[...new Set(titles)].join("; ")}.</>;
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
