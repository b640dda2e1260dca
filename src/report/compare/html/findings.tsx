import { Part } from "../../html/components/part.tsx";
import { inCommon } from "../model/comparison.ts";
import { asSentence, Beside, BesideRow, type PartProps, Rest, sameWords } from "./sides.tsx";

/** What differs, in the order in which it comes about, and what both runs have in common. */
export function Findings({ comparison }: PartProps) {
  const differing = comparison.findings.filter(({ differs }) => differs);
  const same = comparison.findings.filter(({ differs }) => !differs);
  const common = inCommon(comparison);
  const rows = (findings: typeof differing) =>
    findings.map(({ name, left, right, differs }) => (
      <BesideRow
        comparison={comparison}
        head={name}
        differs={differs}
        cells={[asSentence(left), asSentence(right)]}
      />
    ));
  return (
    <Part id="findings" title="What differs, from first to last">
      {differing.length === 0 ? (
        <p>Nothing that was found in one run was otherwise in the other.</p>
      ) : (
        <Beside comparison={comparison} label="Findings that differ">
          {rows(differing)}
        </Beside>
      )}
      {common !== undefined && <p class="in-common">{common}</p>}
      {same.length > 0 && (
        <Rest summary={sameWords(same.length, ["finding", "findings"])}>
          <Beside comparison={comparison} label="Findings that are the same">
            {rows(same)}
          </Beside>
        </Rest>
      )}
    </Part>
  );
}
