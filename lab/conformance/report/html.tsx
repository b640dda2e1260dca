import { Document, renderDocument } from "../../../src/report/html/components/document.tsx";
import { Part } from "../../../src/report/html/components/part.tsx";
import type { Conformance } from "../result.ts";
import { summaryOf } from "../summary.ts";
import { AttackTable } from "./attackTable.tsx";
import { FeatureTable } from "./featureTable.tsx";
import { Findings } from "./findings.tsx";

/** `conformance.html`: one file without script or outside resources. What a stack said of itself is escaped. */
export function renderHtml(result: Conformance): string {
  const { stacks, startedAt, durationMs, environment } = result;
  const { lines } = summaryOf(result);
  return renderDocument(
    <Document title="The interceptor and WebRTC stacks: what works, and which attack which stack refuses">
      <h1>The interceptor and the WebRTC stacks of this machine</h1>
      <p>
        Each call was made twice: directly, which is the control, and through the interceptor. Content
        received is compared with content sent, and what the interceptor read with both.
      </p>
      <p>
        <strong>{lines.at(-1)}</strong>
      </p>
      <ul>
        {stacks.map((stack) => (
          <li>
            {"missing" in stack
              ? `${stack.title}: not here: ${stack.missing}`
              : `${stack.title} ${stack.version}`}
          </li>
        ))}
      </ul>
      <p>
        {startedAt}, {Math.round(durationMs / 1000)} s, Node {environment.node}, {environment.platform},{" "}
        {environment.processors} processors
      </p>
      <Part id="features" title="Pairs and features">
        <FeatureTable result={result} />
      </Part>
      <Part id="findings" title="What did not simply work">
        <Findings result={result} />
      </Part>
      <Part id="attacks" title="Which attack which stack refuses">
        <AttackTable result={result} />
      </Part>
    </Document>,
  );
}
