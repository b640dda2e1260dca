import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import type { JudgedReport } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { experiment } from "../run/experiment.ts";
import { HarnessError } from "../run/harnessError.ts";

export interface RunSettings {
  /** Where the run directory appears, under the scenario's id. Left out: nothing is kept but the returned report. */
  readonly out?: string;
  /** Bounds each wait of the run, in milliseconds. Left out: 15 seconds. */
  readonly deadlineMs?: number;
  /** "none" leaves out the instruments that take time: memory search, kernel capture, second opinion. Left out: "all". */
  readonly instruments?: "all" | "none";
  /** Called with each event of the trace as it happens. */
  readonly onEvent?: (event: TraceEvent) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

const DEADLINE_MS = 15_000;

/**
 * Runs one scenario with real actors, each in a process of its own, and judges what they left. The scenario is one of
 * the lab's, by its id, or your own from `defineScenario`. When this returns or throws, no actor is left running.
 * @throws RangeError when there is no scenario of that id.
 * @throws HarnessError when the lab itself fails or `signal` ends the run: that says nothing about WebRTC.
 */
export async function runScenario(
  scenario: Scenario | string,
  settings: RunSettings = {},
): Promise<JudgedReport> {
  const chosen = typeof scenario === "string" ? scenarioById(scenario) : scenario;
  const { signal = new AbortController().signal } = settings;
  if (signal.aborted) throw new HarnessError("interrupted", "interrupted");
  const { out = mkdtempSync(join(tmpdir(), "webrtc-mitm-lab-")) } = settings;
  try {
    const { report } = await experiment(chosen, {
      out,
      deadlineMs: settings.deadlineMs ?? DEADLINE_MS,
      instruments: settings.instruments ?? "all",
      onEvent: settings.onEvent ?? (() => undefined),
      signal,
    });
    return report;
  } finally {
    if (settings.out === undefined) rmSync(out, { recursive: true, force: true });
  }
}

function scenarioById(id: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (!scenario) throw new RangeError(`there is no scenario "${id}"`);
  return scenario;
}
