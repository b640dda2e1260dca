import type { Claim } from "../../../contract/claim.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Sign, type Tone } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/** What people say about WebRTC's security, beside this run's evidence. */
export function Claims({ view: { report, listing } }: { view: View }) {
  if (report.claims.length === 0) return null;
  return (
    <Part
      id="claims"
      title="What people say about it"
      folded="What people say about WebRTC, and what this run shows of it."
    >
      <p>
        <Prose>
          Claims from discussions about WebRTC, each compared with the evidence of this run alone.
        </Prose>
      </p>
      <Table
        label="Claims and what this run says about them"
        kind="claims"
        columns={["Is it so?", "Claim", "Because", "Basis"]}
      >
        {report.claims.map(({ id, statement, holds, because, basis }) => (
          <tr id={`claim-${id}`}>
            <td>
              <Sign tone={CLAIM_SIGNS[holds].tone}>{CLAIM_SIGNS[holds].word}</Sign>
            </td>
            <th scope="row">
              <ForeignProse text={statement} limit={300} />
            </th>
            <td>
              <ForeignProse text={because} limit={1200} />
            </td>
            <td>
              <Basis basis={basis} listing={listing} />
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

/**
 * How a claim's fate is shown: the word says it, symbol and colour repeat it. A claim is so or not so; that it "holds" is
 * said of checks only.
 */
export const CLAIM_SIGNS: Readonly<Record<Claim["holds"], { readonly tone: Tone; readonly word: string }>> = {
  yes: { tone: "good", word: "it is so" },
  no: { tone: "bad", word: "it is not so" },
  partly: { tone: "partly", word: "partly so" },
  "not-tested": { tone: "plain", word: "not tested here" },
};
