import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { type UdpPacket, udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import type { Artefact } from "../../src/report/model/build.ts";
import { type Recording, readRecording } from "../../src/run/recording.ts";
import { decodeTrace, TraceError } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";

/** A file of a run directory is missing or cannot be read as what it should be. */
export class ArtefactError extends Error {
  override readonly name = "ArtefactError";
}

/** Parses the artefacts of a run. @throws ArtefactError that names the file. */
export function parseArtefacts(artefacts: readonly Artefact[]): {
  trace: TraceEvent[];
  recording: Recording;
  kernelPackets?: UdpPacket[];
} {
  const trace = decodeTrace(Buffer.from(contentOf(artefacts, "trace.jsonl")).toString("utf8"));
  const recording = parseCapture(contentOf(artefacts, "capture.pcapng"), trace);
  const kernel = artefacts.find(({ path }) => path === "kernel.pcapng");
  return { trace, recording, ...(kernel && { kernelPackets: packetsOf(kernel.content) }) };
}

/** Parses a capture file; the trace tells whose ports are whose. @throws CaptureParseError */
export function parseCapture(content: Uint8Array, trace: readonly TraceEvent[]): Recording {
  return readRecording(packetsOf(content), trace);
}

function packetsOf(content: Uint8Array): UdpPacket[] {
  return [...readPcapng(content)].flatMap((block) => (block.kind === "packet" ? udpPacket(block) : []));
}

function contentOf(artefacts: readonly Artefact[], path: string): Uint8Array {
  const artefact = artefacts.find((candidate) => candidate.path === path);
  if (!artefact) throw new ArtefactError(`${path} is missing`);
  return artefact.content;
}

/** One line for a person when a run's file cannot be used, or undefined when the error is of another kind. */
export function unusable(error: unknown): string | undefined {
  if (error instanceof ArtefactError) return error.message;
  if (error instanceof TraceError) return `trace.jsonl cannot be used: ${error.message}`;
  if (error instanceof CaptureParseError) return `capture.pcapng cannot be used: ${error.message}`;
  return undefined;
}
