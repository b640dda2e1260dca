import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { type UdpPacket, udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import type { Artefact } from "../../src/report/model/build.ts";
import { type Recording, readRecording } from "../../src/run/recording.ts";
import { type Run, readRun } from "../../src/run/run.ts";
import { decodeTrace, TraceError } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";

/** A file of a run directory is missing or cannot be read as what it should be. */
export class ArtefactError extends Error {
  override readonly name = "ArtefactError";
}

/** What the files of a run say happened. @throws ArtefactError that names the file; TraceError; CaptureParseError. */
export function parseArtefacts(artefacts: readonly Artefact[]): Run {
  const trace = parseTrace(artefacts);
  const recording = parseCapture(contentOf(artefacts, "capture.pcapng"), trace);
  const kernel = artefacts.find(({ path }) => path === "kernel.pcapng");
  return readRun(trace, recording, kernel && packetsOf(kernel.content));
}

/** @throws ArtefactError, TraceError */
export function parseTrace(artefacts: readonly Artefact[]): TraceEvent[] {
  return decodeTrace(Buffer.from(contentOf(artefacts, "trace.jsonl")).toString("utf8"));
}

/** Parses a capture file; the trace tells whose ports are whose. @throws CaptureParseError */
export function parseCapture(content: Uint8Array, trace: readonly TraceEvent[]): Recording {
  return readRecording(packetsOf(content), trace);
}

function packetsOf(content: Uint8Array): UdpPacket[] {
  return [...readPcapng(content)].flatMap((block) => (block.kind === "packet" ? udpPacket(block) : []));
}

/** @throws ArtefactError when there is no such file among them. */
export function contentOf(artefacts: readonly Artefact[], path: string): Uint8Array {
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
