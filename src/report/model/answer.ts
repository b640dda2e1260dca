import type { Scenario } from "../../scenario.ts";
import type { Evidence, Result } from "../../verdict/contract.ts";

/** The answer to the scenario's question, in one sentence made from this run's evidence. */
export function answer({ lesson }: Scenario, result: Result, evidence: Evidence): string {
  switch (result) {
    case "as-expected":
      return `${reading(evidence)} ${lesson}`;
    case "not-as-expected":
      return `${reading(evidence)} This is not what the scenario expects; the failed checks below say where it differs.`;
    case "inconclusive":
      return "This run cannot answer the question: the checks below name what is missing.";
    case "harness-error":
      return "This run says nothing about the question: the lab itself failed.";
  }
}

function reading({ disclosed }: Evidence): string {
  switch (disclosed.value) {
    case "yes":
      return `The operator read ${disclosed.canaries.map((name) => `the ${name}`).join(" and ")} in clear.`;
    case "no":
      return "The operator read no content.";
    case "unknown":
      return "It is unknown whether the operator read content.";
  }
}
