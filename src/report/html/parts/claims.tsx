import type { Claim } from "../../../verdict/contract.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { Sign, type Tone } from "../components/sign.tsx";

/** What people say about WebRTC's security, against this run's evidence. */
export function Claims({ view: { report, listing } }: { view: View }) {
  if (report.claims.length === 0) return null;
  return (
    <Part id="claims" title="What people say about it">
      <p>Claims from discussions about WebRTC, each held against the evidence of this run alone.</p>
      <Scroll label="Claims and what this run says about them">
        <table class="claims">
          <thead>
            <tr>
              <th scope="col">Does it hold?</th>
              <th scope="col">Claim</th>
              <th scope="col">Because</th>
              <th scope="col">Basis</th>
            </tr>
          </thead>
          <tbody>
            {report.claims.map(({ id, statement, holds, because, basis }) => (
              <tr id={`claim-${id}`}>
                <td>
                  <Sign tone={HOLDS[holds].tone}>{HOLDS[holds].word}</Sign>
                </td>
                <th scope="row">
                  <Foreign text={statement} limit={300} />
                </th>
                <td>
                  <Foreign text={because} limit={600} />
                </td>
                <td>
                  <Basis basis={basis} listing={listing} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Part>
  );
}

/** How a claim's fate is shown: the word says it, the symbol and the colour repeat it. */
export const HOLDS: Readonly<Record<Claim["holds"], { readonly tone: Tone; readonly word: string }>> = {
  yes: { tone: "good", word: "holds" },
  no: { tone: "bad", word: "does not hold" },
  partly: { tone: "open", word: "holds in part" },
  "not-tested": { tone: "plain", word: "not tested here" },
};
