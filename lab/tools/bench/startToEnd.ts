import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeTrace } from "../../../src/trace/codec.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { inTurn, median, ratio, row, say, type Timing, timeProgram } from "./measure.ts";

interface Run extends Timing {
  readonly trace: readonly TraceEvent[];
}

/** What a user waits for, against two werift peers with no lab around them; and where the time goes. */
export async function startToEnd(runs: number, directory: string): Promise<void> {
  const lab = (name: string, options: readonly string[]) => (): Run => {
    const out = join(directory, name);
    const words = ["run", "--silent", "scenario", "honest", "--", "--quiet", "--out", out, ...options];
    const timing = timeProgram("npm", words);
    return { ...timing, trace: decodeTrace(readFileSync(join(out, "honest", "trace.jsonl"), "utf8")) };
  };
  const bare = (): Run => ({
    ...timeProgram(process.execPath, ["lab/tools/bench/barePeers.cjs"]),
    trace: [],
  });
  const [quick = [], full = [], yardstick = []] = await inTurn(runs, [
    lab("quick", ["--quick"]),
    lab("full", []),
    bare,
  ]);
  say(`From the command to its end, median of ${runs}:`);
  row("npm run scenario honest -- --quick --quiet", median(walls(quick)) / 1000, "s");
  row("npm run scenario honest -- --quiet (all instruments)", median(walls(full)) / 1000, "s");
  row("a bare script: two werift peers, one message, process.exit", median(walls(yardstick)) / 1000, "s");
  row("ratio, quick to bare (aim: at most 1.5)", ratio(walls(quick), walls(yardstick)), "");
  row("ratio, all instruments to bare (aim: at most 2)", ratio(walls(full), walls(yardstick)), "");
  say();
  const typical = quick.find(({ wallMs }) => wallMs === median(walls(quick)));
  if (typical) whereTimeGoes(typical);
}

const walls = (runs: readonly Run[]) => runs.map(({ wallMs }) => wallMs);

/** Splits a run at its trace's own events. */
function whereTimeGoes({ wallMs, startedAt, trace }: Run): void {
  const start = trace.find((event) => event.kind === "run-started");
  if (start?.kind !== "run-started") throw new Error("the trace has no start");
  const before = Date.parse(start.startedAt) - startedAt;
  const first = (matches: (event: TraceEvent) => boolean) => trace.find(matches)?.at ?? Number.NaN;
  const last = (matches: (event: TraceEvent) => boolean) => trace.findLast(matches)?.at ?? Number.NaN;
  const ends: readonly (readonly [string, number])[] = [
    ["npm, and the conductor's own start", 0],
    ["the actors' start, until both keys are made", last(({ kind }) => kind === "key-made")],
    ["the room, and both peers in it", first(({ kind }) => kind === "description-sent")],
    ["signalling, until ICE checks begin", last((event) => isState(event, "ice", "checking"))],
    ["ICE", last((event) => isState(event, "ice", "connected"))],
    ["DTLS, and the peers' own checks (werift waits 100 ms)", last(({ kind }) => kind === "link")],
    ["SCTP, until all channels are open", last(({ kind }) => kind === "channel-open")],
    ["the script", first(({ kind }) => kind === "hung-up")],
    ["hanging up, closing the logs, instruments", last(({ kind }) => kind === "run-ended")],
    ["ending the actors, judging, writing", wallMs - before],
  ];
  say("Where the time of the median run with --quick goes:");
  let reached = -before;
  for (const [phase, end] of ends) {
    row(phase, end - reached, "ms", 0);
    reached = end;
  }
  say();
}

function isState(event: TraceEvent, of: "ice" | "dtls", state: string): boolean {
  return event.kind === "state" && event.of === of && event.state === state;
}
