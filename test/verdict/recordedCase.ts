import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import { type UdpPacket, udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import { readRecording } from "../../src/run/recording.ts";
import { type Run, readRun } from "../../src/run/run.ts";
import type { Scenario } from "../../src/scenario.ts";
import { decodeTrace, encodeEvent } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { recordedRun } from "../lab/recordedRun.ts";

/** What a real run left, parsed but not yet judged, so that a test can put something else in its place. */
export interface RecordedCase {
  readonly scenario: Scenario;
  readonly trace: readonly TraceEvent[];
  readonly packets: readonly UdpPacket[];
  readonly kernelPackets?: readonly UdpPacket[];
}

const cases = new Map<string, Promise<RecordedCase>>();

/** A run of this scenario by the real actors, without the slow instruments. Tests share it. */
export function recordedCase(id: string, instruments: "all" | "none" = "none"): Promise<RecordedCase> {
  const key = `${id} ${instruments}`;
  const made = cases.get(key) ?? read(id, instruments);
  cases.set(key, made);
  return made;
}

async function read(id: string, instruments: "all" | "none"): Promise<RecordedCase> {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (!scenario) throw new Error(`there is no scenario "${id}"`);
  const { directory } = await recordedRun(id, instruments);
  const trace = decodeTrace(readFileSync(join(directory, "trace.jsonl"), "utf8"));
  const captureFile = join(directory, "capture.pcapng");
  const kernelFile = join(directory, "kernel.pcapng");
  return caseIn(scenario, trace, { captureFile, kernelFile });
}

/** The case that a finished run left in its files. */
export function caseIn(
  scenario: Scenario,
  trace: readonly TraceEvent[],
  { captureFile, kernelFile }: { readonly captureFile: string; readonly kernelFile: string },
): RecordedCase {
  // As a verifier reads it: from the file's text.
  return {
    scenario,
    trace: decodeTrace(trace.map(encodeEvent).join("")),
    packets: packetsIn(captureFile),
    ...(trace.some(({ kind }) => kind === "kernel-captured") && { kernelPackets: packetsIn(kernelFile) }),
  };
}

function packetsIn(file: string): UdpPacket[] {
  return [...readPcapng(readFileSync(file))].flatMap((block) =>
    block.kind === "packet" ? udpPacket(block) : [],
  );
}

export function runOf({ trace, packets, kernelPackets }: RecordedCase): Run {
  return readRun(trace, readRecording(packets, trace), kernelPackets);
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
