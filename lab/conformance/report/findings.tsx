import { Table } from "../../../src/report/html/components/table.tsx";
import type { Conformance } from "../result.ts";
import { STACK_TITLES } from "../stacks.ts";
import { inWords, OUTCOME_WORDS } from "../words.ts";

/** Everything but plain success and what a stack does not offer, with the reason. Our own defects first. */
export function Findings({ result: { features, cells } }: { result: Conformance }) {
  const titles = new Map(features.map(({ id, title }) => [id, title]));
  const kinds = ["fails-intercepted", "unread-in-silence", "works-unread", "fails-directly"] as const;
  const found = kinds.flatMap((kind) => cells.filter(({ outcome }) => outcome.outcome === kind));
  const repeated = cells.filter(({ firstFailures }) => firstFailures.length > 0);
  if (found.length + repeated.length === 0) return <p>Nothing: everything works.</p>;
  return (
    <Table label="What did not simply work" columns={["offerer → answerer", "feature", "outcome"]}>
      {found.map(({ offerer, answerer, feature, outcome }) => (
        <tr>
          <th scope="row">
            {STACK_TITLES[offerer]} → {STACK_TITLES[answerer]}
          </th>
          <td>{titles.get(feature)}</td>
          <td>
            {OUTCOME_WORDS[outcome.outcome].sign} {inWords(outcome)}
          </td>
        </tr>
      ))}
      {repeated.map(({ offerer, answerer, feature, firstFailures }) => (
        <tr>
          <th scope="row">
            {STACK_TITLES[offerer]} → {STACK_TITLES[answerer]}
          </th>
          <td>{titles.get(feature)}</td>
          <td>done twice; at first {firstFailures.join("; ")}</td>
        </tr>
      ))}
    </Table>
  );
}
