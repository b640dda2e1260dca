import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CAPTURE_PROGRAMS } from "../../../lab/instruments/captureProgram.ts";
import { KernelCapture } from "../../../lab/instruments/kernelCapture.ts";
import { udpPacket } from "../../../src/capture/packet.ts";
import { readPcapng } from "../../../src/capture/readPcapng.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";
import { withPath } from "./withPath.ts";

describe("the kernel's capture", () => {
  for (const program of CAPTURE_PROGRAMS) {
    it(`by ${program.name} keeps every datagram between the run's ports, and nobody else's`, async function () {
      const capture = new KernelCapture([program]);
      await capture.ready();
      const [alice, network, stranger] = await Promise.all([socket(), socket(), socket()]);
      for (let number = 0; number < 20; number += 1) {
        await send(alice, network, `to the network ${number}`);
        await send(network, alice, `from the network ${number}`);
        await send(stranger, network, "a stranger's");
      }
      const { fact, file } = await capture.finish(new Set([portOf(alice), portOf(network)]));
      for (const each of [alice, network, stranger]) each.close();
      if (fact.kind === "instrument-missing") this.skip(); // reason: no right to capture on this machine, or no such program
      expect(fact).to.deep.equal({
        kind: "kernel-captured",
        program: program.name,
        packets: 40,
        droppedByKernel: 0,
      });
      const packets = [...readPcapng(file ?? new Uint8Array())].flatMap((block) =>
        block.kind === "packet" ? udpPacket(block) : [],
      );
      expect(packets.map(({ payload }) => Buffer.from(payload).toString())).to.deep.equal(
        Array.from({ length: 40 }, (_, index) =>
          index % 2 === 0 ? `to the network ${index / 2}` : `from the network ${(index - 1) / 2}`,
        ),
      );
    });
  }

  it("is reported as missing where no program is installed", async () => {
    const { fact, file } = await withPath(temporaryDirectory(), () => new KernelCapture().finish(new Set()));
    expect(fact).to.deep.equal({
      kind: "instrument-missing",
      instrument: "kernel-capture",
      because: "tcpdump: not installed; dumpcap: not installed",
    });
    expect(file).to.equal(undefined);
  });

  it("is reported as missing where the right is missing, and does not pass the program's own words on", async () => {
    const folder = join(temporaryDirectory(), "bin");
    mkdirSync(folder);
    const refusal = '#!/bin/sh\necho "lo: You don\'t have permission, ask /root/admin" >&2\nexit 1\n';
    for (const name of ["tcpdump", "dumpcap"]) writeFileSync(join(folder, name), refusal, { mode: 0o755 });
    const { fact } = await withPath(folder, () => new KernelCapture().finish(new Set()));
    expect(fact).to.deep.include({
      because: "tcpdump: no right to capture on loopback; dumpcap: no right to capture on loopback",
    });
  });

  it("tries the second program where the first one fails", async () => {
    const folder = join(temporaryDirectory(), "bin");
    mkdirSync(folder);
    writeFileSync(join(folder, "tcpdump"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const { fact } = await withPath(folder, () => new KernelCapture().finish(new Set()));
    expect(fact).to.deep.include({
      because: "tcpdump: it could not capture on loopback; dumpcap: not installed",
    });
  });

  it("is reported as missing when the program ends before the run does", async () => {
    const folder = join(temporaryDirectory(), "bin");
    mkdirSync(folder);
    const early = '#!/bin/sh\necho "listening on lo" >&2\n';
    writeFileSync(join(folder, "tcpdump"), early, { mode: 0o755 });
    const { fact } = await withPath(folder, () => new KernelCapture().finish(new Set()));
    expect(fact).to.deep.include({ because: "tcpdump ended before the run did" });
  });

  it("can be stopped at once, and then says that it is missing", async () => {
    const capture = new KernelCapture();
    capture.stop();
    const { fact } = await capture.finish(new Set());
    expect(fact.kind).to.equal("instrument-missing");
  });
});

async function socket(): Promise<Socket> {
  const made = createSocket("udp4");
  made.bind(0, "127.0.0.1");
  await once(made, "listening");
  return made;
}

function portOf(of: Socket): number {
  return of.address().port;
}

async function send(from: Socket, to: Socket, text: string): Promise<void> {
  const arrived = once(to, "message");
  from.send(text, portOf(to), "127.0.0.1");
  await arrived;
}
