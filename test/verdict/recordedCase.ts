import honest from "../../scenarios/honest.ts";
import mitm from "../../scenarios/mitm.ts";
import { type UdpPacket, udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import { readRecording } from "../../src/run/recording.ts";
import type { Scenario } from "../../src/scenario.ts";
import { decodeTrace } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { judge, type Verdict } from "../../src/verdict/judge.ts";
import { recordedArtefacts } from "../lab/recordedRun.ts";

const SCENARIOS = { honest, mitm } as const;

/** What a real run left, parsed but not yet judged, so that a test can put something else in its place. */
export interface RecordedCase {
  readonly scenario: Scenario;
  readonly trace: readonly TraceEvent[];
  readonly packets: readonly UdpPacket[];
}

export async function recordedCase(id: keyof typeof SCENARIOS): Promise<RecordedCase> {
  const [trace, capture] = await recordedArtefacts(id);
  if (!trace || !capture) throw new Error("the run left no trace or no capture");
  return {
    scenario: SCENARIOS[id],
    trace: decodeTrace(Buffer.from(trace.content).toString("utf8")),
    packets: [...readPcapng(capture.content)].flatMap((block) =>
      block.kind === "packet" ? udpPacket(block) : [],
    ),
  };
}

export function judged({ scenario, trace, packets }: RecordedCase): Verdict {
  return judge({ scenario, trace, recording: readRecording(packets, trace) });
}

/** What one check observed, and whether it held. */
export function check(verdict: Verdict, id: string): { observed: string; ok: boolean | null } {
  const found = verdict.checks.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`the verdict has no check "${id}"`);
  return { observed: found.observed, ok: found.ok };
}

/** The case with each event replaced by what `change` makes of it; `undefined` leaves it out. */
export function withTrace(
  recorded: RecordedCase,
  change: (event: TraceEvent) => TraceEvent | undefined,
): RecordedCase {
  return { ...recorded, trace: recorded.trace.flatMap((event) => change(event) ?? []) };
}

/** The case with each packet's payload replaced by what `change` makes of it; `undefined` leaves it as it is. */
export function withPayloads(
  recorded: RecordedCase,
  change: (packet: UdpPacket) => Uint8Array | undefined,
): RecordedCase {
  const packets = recorded.packets.map((packet) => ({
    ...packet,
    payload: change(packet) ?? packet.payload,
  }));
  return { ...recorded, packets };
}
