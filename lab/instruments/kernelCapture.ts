import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { type PacketBlock, udpPacket } from "../../src/capture/packet.ts";
import type { UdpDatagram } from "../../src/capture/udp.ts";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../src/capture/writePcapng.ts";
import type { FactOf } from "../../src/trace/events.ts";
import { CaptureProcess } from "./captureProcess.ts";
import { CAPTURE_PROGRAMS, type CaptureProgram } from "./captureProgram.ts";

/** What the kernel showed of the run: a pcapng file with the run's own datagrams, or why there is none. */
export interface KernelRecording {
  readonly fact: FactOf<"kernel-captured"> | FactOf<"instrument-missing">;
  readonly file?: Uint8Array;
}

/**
 * Records loopback during the run, independently of the lab's own recorder. What other programs of this machine send
 * on loopback passes through memory and is discarded: only datagrams between two ports of the run are kept.
 */
export class KernelCapture {
  #process: Promise<CaptureProcess | string>;
  #ending = new AbortController();

  /** Starts at once and does not wait. @param programs tried in order, until one may read loopback */
  constructor(programs: readonly CaptureProgram[] = CAPTURE_PROGRAMS) {
    this.#process = this.#start(programs);
  }

  /** Resolves when every packet from now on is seen, or when it is clear that none will be. */
  async ready(): Promise<void> {
    await this.#process;
  }

  /** Ends the capture once all that was sent so far is in it. `ports`: both sides of the network, of all calls. */
  async finish(ports: ReadonlySet<number>): Promise<KernelRecording> {
    const process = await this.#process;
    if (typeof process === "string") return missing(process);
    try {
      await sendEndMark(process);
      const droppedByKernel = await process.end();
      const own = process.packets.filter((packet) => isBetween(packet, ports));
      const { length: packets } = own;
      const program = process.program;
      return {
        fact: { kind: "kernel-captured", program, packets, droppedByKernel },
        file: fileOf(program, own),
      };
    } catch (error) {
      return missing(error instanceof Error ? error.message : String(error));
    } finally {
      process.kill();
    }
  }

  /** Leaves no program behind, whatever happened before. */
  stop(): void {
    this.#ending.abort();
  }

  async #start(programs: readonly CaptureProgram[]): Promise<CaptureProcess | string> {
    const refusals: string[] = [];
    for (const program of programs) {
      const started = await CaptureProcess.start(program, this.#ending.signal);
      if (typeof started !== "string") return started;
      refusals.push(`${program.name}: ${started}`);
    }
    return refusals.join("; ");
  }
}

const END_MARK_DEADLINE_MS = 2000;

/** A datagram that the conductor sends to itself. Once the program shows it, all that came before it is there. */
async function sendEndMark(process: CaptureProcess): Promise<void> {
  const mark = randomBytes(32);
  const socket = createSocket("udp4");
  const timer = new AbortController();
  try {
    const seen = process.when((packet) => mark.equals(datagramIn(packet)?.payload ?? new Uint8Array()));
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    socket.send(mark, socket.address().port, "127.0.0.1");
    const late = sleep(END_MARK_DEADLINE_MS, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`${process.program} did not show the mark at the end of the run`);
    });
    late.catch(() => undefined);
    await Promise.race([seen, late]);
  } finally {
    timer.abort();
    socket.close();
  }
}

function isBetween(packet: PacketBlock, ports: ReadonlySet<number>): boolean {
  const datagram = datagramIn(packet);
  return datagram !== undefined && ports.has(datagram.source.port) && ports.has(datagram.destination.port);
}

/** Loopback carries other traffic too. A packet that is not a complete UDP datagram does not belong to the run. */
function datagramIn(packet: PacketBlock): UdpDatagram | undefined {
  try {
    return udpPacket(packet);
  } catch (error) {
    if (error instanceof CaptureParseError) return undefined;
    throw error;
  }
}

function fileOf(program: string, packets: readonly PacketBlock[]): Uint8Array {
  const [first] = packets;
  return Buffer.concat([
    sectionHeader({
      application: "webrtc-mitm-lab",
      comment: `Loopback as the kernel showed it to ${program}, cut down to the datagrams of the run.`,
    }),
    interfaceDescription({ name: "lo", ...(first && { linkType: first.linkType }) }),
    ...packets.map(({ bytes, timeNs }) => enhancedPacket({ bytes, timestampNs: timeNs })),
  ]);
}

function missing(because: string): KernelRecording {
  return { fact: { kind: "instrument-missing", instrument: "kernel-capture", because } };
}
