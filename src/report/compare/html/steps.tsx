import type { Attacker } from "../../../run/attacker.ts";
import { Part } from "../../html/components/part.tsx";
import { Bands } from "../../html/picture/bands.tsx";
import { RowDrawing, Time } from "../../html/picture/diagram.tsx";
import { Heads } from "../../html/picture/heads.tsx";
import type { Listing } from "../../model/listing.ts";
import type { Heading } from "../../sequence/row.ts";
import type { StepRow } from "../model/rowAspects.ts";
import { STAGE_NAMES } from "../model/stages.ts";
import type { ComparedCall, ComparedStage, Step } from "../model/steps.ts";
import { type PartProps, sameWords } from "./sides.tsx";

/** Picture beside picture, row beside row. Only rows that differ are marked. */
export function Steps({ comparison }: PartProps) {
  const { calls } = comparison;
  const steps = calls.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  const differing = steps.filter(({ kind }) => kind !== "same").length;
  return (
    <Part id="steps" title="Picture beside picture">
      <p>
        {differing === 0
          ? "No row of the two pictures differs."
          : `${differing} of ${steps.length} rows differ, and are marked.`}{" "}
        Rows that tell the same act stand beside each other. Processes that act at the same moment may come
        out in another order in the next run, so within a stage the order counts only where people speak. Each
        time is counted from its own run’s beginning, and leads into its report.
      </p>
      {calls.map((call) => (
        <Call call={call} comparison={comparison} />
      ))}
    </Part>
  );
}

function Call({ call, comparison }: PartProps & { call: ComparedCall }) {
  const { left, right, stages } = call;
  if (!left || !right) {
    const { scenario } = left ? comparison.left : comparison.right;
    return (
      <>
        <h3>
          {(left ?? right)?.text} <strong class="difference">≠ only in {scenario.id}</strong>
        </h3>
        <p>
          The other run has no such call, so there is nothing to set beside it:{" "}
          <a href={`../${encodeURIComponent(scenario.id)}/report.html#picture`}>
            its picture is in the report
          </a>
          .
        </p>
      </>
    );
  }
  return (
    <div class="picture beside-picture">
      <div class="step heads-row">
        <Side run={comparison.left.scenario.id} heading={left} />
        <span class="step-mark" />
        <Side run={comparison.right.scenario.id} heading={right} />
      </div>
      {stages.map((stage) => (
        <StageRows stage={stage} call={call} comparison={comparison} />
      ))}
    </div>
  );
}

/** The heads of one side's lanes, under the name of its run and its call. */
function Side({ run, heading }: { run: string; heading: Heading }) {
  return (
    <div class="side">
      <p class="side-call">
        <strong>{run}</strong> {heading.text}
      </p>
      <div class={lanesOf(heading.attacker)}>
        <Heads hasPath={heading.attacker === "path"} />
      </div>
    </div>
  );
}

function StageRows({
  stage: { stage, steps },
  call,
  comparison,
}: PartProps & { stage: ComparedStage; call: ComparedCall }) {
  const differing = steps.filter(({ kind }) => kind !== "same").length;
  const rows = (
    <ol class="rows" aria-label={STAGE_NAMES[stage]}>
      {steps.map((step) => (
        <StepPair step={step} call={call} comparison={comparison} />
      ))}
    </ol>
  );
  if (differing > 0) {
    return (
      <>
        <h3 class="stage">
          {STAGE_NAMES[stage]}{" "}
          <span class="stage-count">{`${differing} of ${steps.length} rows differ`}</span>
        </h3>
        {rows}
      </>
    );
  }
  return (
    <details class="stage">
      <summary>
        {STAGE_NAMES[stage]} <span class="stage-count">= {sameWords(steps.length, ["row", "rows"])}</span>
      </summary>
      {rows}
    </details>
  );
}

function StepPair({ step, call, comparison }: PartProps & { step: Step; call: ComparedCall }) {
  const { left, right, listings } = comparison;
  const names = [left.scenario.id, right.scenario.id] as const;
  return (
    <li class={`step ${step.kind}`}>
      <StepSide run={names[0]} row={step.left} attacker={call.left?.attacker} />
      <div class="step-mark">
        <p class="step-times">
          <StepTime run={names[0]} row={step.left} listing={listings.left} />
          <StepTime run={names[1]} row={step.right} listing={listings.right} />
        </p>
        <p>
          <StepMark step={step} names={names} />
        </p>
      </div>
      <StepSide run={names[1]} row={step.right} attacker={call.right?.attacker} />
    </li>
  );
}

function StepTime({ run, row, listing }: { run: string; row: StepRow | undefined; listing: Listing }) {
  return (
    <span>
      {row && (
        <>
          <span class="route">{run} </span>
          <Time row={row} listing={listing} in={`../${encodeURIComponent(run)}/report.html`} />
        </>
      )}
    </span>
  );
}

function StepSide({
  run,
  row,
  attacker,
}: {
  run: string;
  row: StepRow | undefined;
  attacker: Attacker | undefined;
}) {
  return (
    <div class="side">
      <span class="route side-name">{run}</span>
      <div class={lanesOf(attacker)}>
        {row === undefined ? (
          <div class="row absent">
            <span class="route">no such row</span>
            <Bands attacker={attacker} />
          </div>
        ) : (
          <div class={`row ${row.kind}`}>
            <RowDrawing row={row} attacker={attacker} />
          </div>
        )}
      </div>
    </div>
  );
}

function StepMark({ step, names: [left, right] }: { step: Step; names: readonly [string, string] }) {
  switch (step.kind) {
    case "same":
      return (
        <span class="sameness">
          <span aria-hidden="true">=</span> <span class="route">the same</span>
        </span>
      );
    case "differs":
      return (
        <>
          <strong class="difference">≠</strong> {step.aspects.join("; ")}
        </>
      );
    case "left-only":
      return (
        <>
          <strong class="difference">≠</strong> only in {left}
        </>
      );
    case "right-only":
      return (
        <>
          <strong class="difference">≠</strong> only in {right}
        </>
      );
  }
}

function lanesOf(attacker: Attacker | undefined): string {
  return attacker === "path" ? "lanes with-path" : "lanes";
}
