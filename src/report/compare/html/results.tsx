import type { Check } from "../../../contract/check.ts";
import type { Claim } from "../../../contract/claim.ts";
import { Foreign } from "../../html/components/foreign.tsx";
import { Part } from "../../html/components/part.tsx";
import { Sign } from "../../html/components/sign.tsx";
import { CLAIM_SIGNS } from "../../html/parts/claims.tsx";
import { Beside, BesideRow, type PartProps, Rest } from "./sides.tsx";

/** The checks that came out differently. */
export function Checks({ comparison }: PartProps) {
  const made = comparison.checks.filter(({ left, right }) => left && right);
  const differing = made.filter(({ differs }) => differs);
  const alone = comparison.checks.length - made.length;
  return (
    <Part
      id="checks"
      title="The checks"
      folded={`${differing.length} of ${made.length} checks that both runs make came out differently${alone > 0 ? `; ${alone} more are made in one run only` : ""}.`}
    >
      <p>
        A check holds where its run went as its own scenario expects: two runs can observe the opposite, and
        both checks hold.
      </p>
      <Beside comparison={comparison} label="Checks that came out differently">
        {differing.map(({ left, right, differs }) => (
          <BesideRow
            comparison={comparison}
            head={<Foreign text={left?.claim ?? right?.claim ?? ""} limit={300} />}
            differs={differs}
            cells={[<CheckCell check={left} />, <CheckCell check={right} />]}
          />
        ))}
      </Beside>
      {alone > 0 && (
        <Rest
          summary={
            alone === 1 ? "1 check is made in one run only" : `${alone} checks are made in one run only`
          }
        >
          <ul class="only">
            {comparison.checks
              .filter(({ left, right }) => !left || !right)
              .map(({ left, right }) => (
                <li>
                  {(left ? comparison.left : comparison.right).scenario.id}:{" "}
                  <Foreign text={left?.claim ?? right?.claim ?? ""} limit={300} />{" "}
                  <CheckCell check={left ?? right} />
                </li>
              ))}
          </ul>
        </Rest>
      )}
    </Part>
  );
}

function CheckCell({ check }: { check: Check | undefined }) {
  if (check === undefined) return <span class="faint">not made</span>;
  const { ok, observed } = check;
  return (
    <>
      <Sign tone={ok === null ? "open" : ok ? "good" : "bad"}>
        {ok === null ? "not tested" : ok ? "holds" : "fails"}
      </Sign>{" "}
      <Foreign text={observed} limit={240} />
    </>
  );
}

/** The claims about which the two runs say different things. */
export function Claims({ comparison }: PartProps) {
  const differing = comparison.claims.filter(({ differs }) => differs);
  return (
    <Part
      id="claims"
      title="What people say about it"
      folded={
        differing.length === 0
          ? "The two runs say the same about every claim."
          : `The two runs say different things about ${differing.length} of ${comparison.claims.length} claims.`
      }
    >
      {differing.length === 0 && <p>No claim came out differently.</p>}
      {differing.length > 0 && (
        <Beside comparison={comparison} label="Claims that came out differently">
          {differing.map(({ left, right, differs }) => (
            <BesideRow
              comparison={comparison}
              head={<Foreign text={left?.statement ?? right?.statement ?? ""} limit={300} />}
              differs={differs}
              cells={[<ClaimCell claim={left} />, <ClaimCell claim={right} />]}
            />
          ))}
        </Beside>
      )}
    </Part>
  );
}

function ClaimCell({ claim }: { claim: Claim | undefined }) {
  if (claim === undefined) return <span class="faint">not in this run</span>;
  const { tone, word } = CLAIM_SIGNS[claim.holds];
  return (
    <>
      <Sign tone={tone}>{word}</Sign> <Foreign text={claim.because} limit={600} />
    </>
  );
}
