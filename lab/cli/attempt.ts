import { join } from "node:path";
import type { PathConditions } from "../../src/pathConditions.ts";
import { failedReport } from "../../src/report/model/build.ts";
import { printable } from "../../src/report/model/printable.ts";
import type { Prediction } from "../../src/report/model/quiz.ts";
import type { Report } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { environment } from "../run/environment.ts";
import { experiment } from "../run/experiment.ts";
import { HarnessError } from "../run/harnessError.ts";
import type { Stacks } from "../run/stacks.ts";
import type { Terminal } from "./terminal.ts";

interface AttemptSettings {
  readonly out: string;
  readonly deadlineMs: number;
  readonly quick: boolean;
  readonly verbose: boolean;
  readonly stderr: Terminal;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TraceEvent) => void;
  readonly prediction?: Prediction;
  readonly path: PathConditions | undefined;
  readonly stacks: Stacks | undefined;
}

/** A scenario that the lab fails to run becomes a report that says so; the others still run. */
export async function attempt(
  scenario: Scenario,
  { out, deadlineMs, quick, verbose, stderr, signal, onEvent, prediction, path, stacks }: AttemptSettings,
): Promise<{ report: Report; place?: string }> {
  const startedAt = new Date().toISOString();
  try {
    const { report, directory } = await experiment(scenario, {
      out,
      deadlineMs,
      onEvent,
      signal,
      instruments: quick ? "none" : "all",
      ...(path && { path }),
      ...(stacks && { stacks }),
      ...(prediction && { prediction }),
    });
    return { report, place: join(directory, "report.html") };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    tell(error, { scenario: scenario.id, verbose, stderr });
    return {
      report: failedReport(scenario, {
        failure: { code: error.code, message: error.message },
        startedAt,
        environment: environment(),
      }),
    };
  }
}

function tell(
  { code, message, detail }: HarnessError,
  { scenario, verbose, stderr }: { scenario: string } & Pick<AttemptSettings, "verbose" | "stderr">,
): void {
  if (code === "interrupted") {
    stderr.line(`${scenario}: ${message}`);
    return;
  }
  const more = detail !== undefined && !verbose ? "; --verbose shows the whole error" : "";
  stderr.line(`${scenario}: the lab itself failed (${code}): ${message}${more}`);
  if (verbose)
    for (const line of detail?.trimEnd().split("\n") ?? []) stderr.line(`  ${printable(line, 500)}`);
}
