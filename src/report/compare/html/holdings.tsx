import { Foreign } from "../../html/components/foreign.tsx";
import { Part } from "../../html/components/part.tsx";
import { HOLDER_NAMES, HOW_HELD } from "../../model/holdingWords.ts";
import type { ComparedHoldings, HeldThing } from "../model/results.ts";
import { Beside, BesideRow, type PartProps } from "./sides.tsx";

/** Who held which secret, and who could read which content. */
export function Holdings({ comparison }: PartProps) {
  const { holdings } = comparison;
  return (
    <Part id="holdings" title="Who holds what, and could read">
      {holdings.every(({ differs }) => !differs) && <p>In both runs the same parties held the same.</p>}
      <Beside comparison={comparison} label="Keys, session secrets and content, and who has them">
        {holdings.map(({ kind, left, right, differs }) => (
          <BesideRow
            comparison={comparison}
            head={KINDS[kind]}
            differs={differs}
            cells={[<Things things={left} />, <Things things={right} />]}
          />
        ))}
      </Beside>
    </Part>
  );
}

const KINDS: Readonly<Record<ComparedHoldings["kind"], string>> = {
  "certificate-key": "Private keys",
  "session-secret": "Session secrets",
  content: "Content",
};

function Things({ things }: { things: readonly HeldThing[] }) {
  if (things.length === 0) return <span class="faint">none in this run</span>;
  return (
    <ul class="held-list">
      {things.slice(0, MAX_THINGS).map(({ what, holders, isInBoth }) => (
        <li class={isInBoth ? "shared" : "own"}>
          <Foreign text={what} limit={120} />:{" "}
          {holders.length === 0
            ? "nobody"
            : holders
                .map(({ who, how }) => `${HOLDER_NAMES[who]} (${HOW_HELD[how].words.replace(/^yes, /, "")})`)
                .join(", ")}
        </li>
      ))}
      {things.length > MAX_THINGS && <li>and {things.length - MAX_THINGS} more</li>}
    </ul>
  );
}

const MAX_THINGS = 20;
