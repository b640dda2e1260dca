import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { secretsOf } from "../../src/run/secrets.ts";
import { eventsOf, type Fact, type TraceEvent } from "../../src/trace/events.ts";
import { keyLogOf } from "../../src/trace/keyLog.ts";
import type { Role } from "../actors/protocol.ts";
import { KernelCapture } from "./kernelCapture.ts";
import { type Subject, searchMemory } from "./memory.ts";
import { SecondOpinion } from "./tshark.ts";

/** Why an instrument shows nothing in a quick run. */
export const LEFT_OUT = "left out by --quick";

export interface InstrumentSettings {
  /** "none": each instrument is reported as left out. */
  readonly wanted: "all" | "none";
  readonly captureFile: string;
  /** Where the kernel's capture is written, if there is one. */
  readonly kernelFile: string;
  /** Bounds what is done once the calls are over. */
  readonly deadlineMs: number;
  readonly note: (fact: Fact) => void;
}

/** The conductor's own instruments, in the order of a run: start, ready, searchMemory, read, and stop in any case. */
export class Instruments {
  #settings: InstrumentSettings;
  #subjects: Subject[] = [];
  #memorySearched = false;
  #kernel: KernelCapture | undefined;
  #opinion: SecondOpinion | undefined;

  constructor(settings: InstrumentSettings) {
    this.#settings = settings;
  }

  /** A random word to plant in an actor: the memory search must find it there. */
  plant(): string {
    return randomBytes(32).toString("hex");
  }

  watch(name: Role, pid: number, marker: string): void {
    this.#subjects.push({ name, pid, marker });
  }

  startCapture(): void {
    if (this.#settings.wanted === "none") return;
    this.#kernel = new KernelCapture();
  }

  /** @param associations how many DTLS associations the run will have, as far as one can tell */
  startReaders(associations: number): void {
    if (this.#settings.wanted === "none") return;
    const folder = join(dirname(this.#settings.captureFile), ".second-opinion");
    this.#opinion = new SecondOpinion(folder, associations);
  }

  async ready(): Promise<void> {
    await this.#kernel?.ready();
  }

  /** Searches once in a run. Session secrets only while the link is up: afterwards nobody needs to keep them. */
  searchMemory(trace: readonly TraceEvent[], linkIsUp: boolean): void {
    if (this.#memorySearched || this.#settings.wanted === "none") return;
    this.#memorySearched = true;
    const secrets = secretsOf(trace).filter(
      // The premaster secret is forgotten once the master secret is derived: only reports would still have it.
      (secret) => secret.what === "certificate-key" || (linkIsUp && secret.label !== "PMS_CLIENT_RANDOM"),
    );
    for (const fact of searchMemory(this.#subjects, secrets)) this.#settings.note(fact);
  }

  /** When the network has closed its recording: ends the kernel's capture and asks for the second opinion. */
  async read(trace: readonly TraceEvent[]): Promise<void> {
    const { note, deadlineMs, wanted } = this.#settings;
    if (wanted === "none") {
      for (const instrument of ["memory-search", "kernel-capture", "second-opinion"] as const)
        note({ kind: "instrument-missing", instrument, because: LEFT_OUT });
      return;
    }
    const canaries = eventsOf(trace, "canary-made");
    const capture = readFileSync(this.#settings.captureFile);
    const [kernel, opinion] = await Promise.all([
      this.#kernel?.finish(portsOf(trace)),
      this.#opinion?.read({ capture, keyLog: masterSecretsOf(trace), canaries }, deadlineMs),
    ]);
    if (kernel?.file) writeFileSync(this.#settings.kernelFile, kernel.file, { flag: "wx" });
    if (kernel) note(kernel.fact);
    if (opinion) note(opinion);
  }

  /** Leaves nothing running and nothing behind but the kernel's capture. */
  stop(): void {
    this.#kernel?.stop();
    this.#opinion?.stop();
  }
}

/** tshark 4.0 reads DTLS 1.2 only, and takes the lines of 1.3 for nothing. */
function masterSecretsOf(trace: readonly TraceEvent[]): string {
  const lines = keyLogOf(trace).split("\n");
  return lines
    .filter((line) => line.startsWith("CLIENT_RANDOM "))
    .map((line) => `${line}\n`)
    .join("");
}

/** The network's ports and the actors' own sockets behind them, of all calls. */
function portsOf(trace: readonly TraceEvent[]): Set<number> {
  return new Set(
    [...eventsOf(trace, "port-opened"), ...eventsOf(trace, "socket-opened")].map(({ port }) => port),
  );
}
