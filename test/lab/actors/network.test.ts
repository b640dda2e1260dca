import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { ActorPool } from "../../../lab/actors/actorPool.ts";
import type { HarnessError } from "../../../lab/run/harnessError.ts";
import { type UdpPacket, udpPacket } from "../../../src/capture/packet.ts";
import { readPcapng } from "../../../src/capture/readPcapng.ts";
import { searchFor } from "../../../src/run/search.ts";
import type { Fact } from "../../../src/trace/events.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const MARKER = "marker-0123456789abcdef";

/** A UDP socket of an actor, behind the network. */
class End {
  readonly socket: Socket = createSocket("udp4");
  readonly #heard: { payload: Buffer; from: RemoteInfo }[] = [];

  static async open(): Promise<End> {
    const end = new End();
    end.socket.bind(0, "127.0.0.1");
    await once(end.socket, "listening");
    end.socket.on("message", (payload, from) => end.#heard.push({ payload, from }));
    return end;
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** Resolves when the kernel has taken the datagram. */
  send(port: number, payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.send(payload, port, "127.0.0.1", (error) => (error ? reject(error) : resolve()));
    });
  }

  /** The next `count` datagrams. Rejects when they do not come. */
  async hear(count: number): Promise<{ payload: Buffer; from: RemoteInfo }[]> {
    const limit = performance.now() + 8000;
    while (this.#heard.length < count) {
      if (performance.now() > limit) throw new Error(`only ${this.#heard.length} of ${count} datagrams came`);
      await sleep(5);
    }
    return this.#heard.splice(0, count);
  }

  get pending(): number {
    return this.#heard.length;
  }
}

describe("the network", () => {
  let network: ActorPool;
  let facts: Fact[] = [];
  let failures: HarnessError[] = [];
  let capture = "";
  let alice: End;
  let bob: End;
  let ports: { alice?: number | undefined; bob?: number | undefined } = {};

  beforeEach(async () => {
    facts = [];
    failures = [];
    capture = join(temporaryDirectory(), "capture.pcapng");
    network = new ActorPool(PROGRAMS, {
      fact: (_actor, fact) => facts.push(fact),
      failed: (error) => failures.push(error),
    });
    network.start("network", "00".repeat(16));
    await network.ready("network");
    await network.order("network", { order: "record-to", file: capture, marker: MARKER });
    [alice, bob] = [await End.open(), await End.open()];
    ports =
      (await network.order("network", { order: "open-ports", call: 1, owners: ["alice", "bob"] })).ports ??
      {};
  });
  afterEach(async () => {
    for (const { socket } of [alice, bob]) socket.close();
    await network.end(1000);
    expect(failures, "the network ended").to.deep.equal([]);
  });

  const attach = (owner: "alice" | "bob", { port }: End) =>
    network.order("network", { order: "attach", owner, privatePort: port });
  const portOf = (owner: "alice" | "bob") => ports[owner] ?? expect.fail(`no port for ${owner}`);
  const recorded = async (): Promise<UdpPacket[]> => {
    await network.order("network", { order: "close-log" });
    return [...readPcapng(readFileSync(capture))].flatMap((block) =>
      block.kind === "packet" ? udpPacket(block) : [],
    );
  };

  it("carries datagrams of every size byte for byte, and each seems to come from its sender's public port", async () => {
    await attach("alice", alice);
    await attach("bob", bob);
    const payloads = [0, 1, 2, 20, 1200, 1500, 9000].map((size) =>
      Uint8Array.from({ length: size }, (_, index) => (index * 31 + size) & 0xff),
    );
    for (const payload of payloads) await alice.send(portOf("bob"), payload);
    const atBob = await bob.hear(payloads.length);
    expect(atBob.map(({ payload }) => [...payload])).to.deep.equal(payloads.map((payload) => [...payload]));
    expect(new Set(atBob.map(({ from }) => `${from.address}:${from.port}`))).to.deep.equal(
      new Set([`127.0.0.1:${portOf("alice")}`]),
    );
    // The answer goes where the question seemed to come from.
    await bob.send(atBob[0]?.from.port ?? 0, Buffer.from("answer"));
    const [answer] = await alice.hear(1);
    expect(String(answer?.payload)).to.equal("answer");
    expect(answer?.from.port).to.equal(portOf("bob"));
  });

  it("holds what comes before its receiver has attached, and delivers it in order", async () => {
    await attach("alice", alice);
    for (const text of ["one", "two", "three"]) await alice.send(portOf("bob"), Buffer.from(text));
    // Orders and datagrams come on different ways: this one, to a port that is open, shows that they were read.
    await alice.send(portOf("alice"), Buffer.from("echo"));
    await alice.hear(1);
    await attach("bob", bob);
    await alice.send(portOf("bob"), Buffer.from("four"));
    expect((await bob.hear(4)).map(({ payload }) => String(payload))).to.deep.equal([
      "one",
      "two",
      "three",
      "four",
    ]);
  });

  it("holds what comes before its sender has attached", async () => {
    await attach("bob", bob);
    await alice.send(portOf("bob"), Buffer.from("early"));
    await bob.send(portOf("bob"), Buffer.from("echo"));
    await bob.hear(1);
    await attach("alice", alice);
    const [early] = await bob.hear(1);
    expect(String(early?.payload)).to.equal("early");
    expect(early?.from.port).to.equal(portOf("alice"));
  });

  it("carries nothing that a stranger sends", async () => {
    await attach("alice", alice);
    await attach("bob", bob);
    const stranger = await End.open();
    await stranger.send(portOf("bob"), Buffer.from("let me in"));
    await alice.send(portOf("bob"), Buffer.from("after it"));
    const [heard] = await bob.hear(1);
    expect(String(heard?.payload)).to.equal("after it");
    stranger.socket.close();
    expect((await recorded()).map(({ payload }) => Buffer.from(payload).toString())).to.not.include(
      "let me in",
    );
  });

  it("records every datagram once, with the ports that the actors saw, the time and the names of the two ends", async () => {
    await attach("alice", alice);
    await attach("bob", bob);
    const texts = Array.from({ length: 200 }, (_, index) => `message ${index}`);
    for (const text of texts) await alice.send(portOf("bob"), Buffer.from(text));
    await bob.hear(texts.length);
    await bob.send(portOf("alice"), Buffer.from("back"));
    await alice.hear(1);
    const packets = await recorded();
    expect(packets).to.have.length(texts.length + 2);
    const [marker, ...datagrams] = packets;
    expect(datagrams.map(({ payload }) => Buffer.from(payload).toString())).to.deep.equal([...texts, "back"]);
    for (const [index, { source, destination, comment }] of datagrams.entries()) {
      const [from, to] = index < texts.length ? (["alice", "bob"] as const) : (["bob", "alice"] as const);
      expect([source.port, destination.port, comment]).to.deep.equal([
        portOf(from),
        portOf(to),
        `${from} → ${to}`,
      ]);
      expect(source.address).to.equal("127.0.0.1");
    }
    const times = packets.map(({ timeNs }) => timeNs);
    expect(times).to.deep.equal(times.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    expect(Math.abs(Number((times[0] ?? 0n) / 1_000_000n) - Date.now())).to.be.lessThan(60_000);
    const bytes = packets.reduce((sum, { payload }) => sum + payload.length, 0);
    expect(facts.at(-1)).to.deep.equal({ kind: "recording-ended", packets: packets.length, bytes });
    expect(marker?.comment).to.equal("marker of the recorder");
  });

  it("records its marker in clear, where the search for secrets finds it", async () => {
    const packets = await recorded();
    const places = packets.map(({ number, payload }) => ({ basis: number, bytes: payload }));
    const hits = searchFor(Buffer.from(MARKER), places).map(({ basis, encoding }) => ({ basis, encoding }));
    expect(hits).to.deep.equal([{ basis: 1, encoding: "raw" }]);
    expect(facts).to.deep.include({ kind: "marker-recorded", marker: MARKER, packet: 1 });
  });

  it("gives each call ports of its own, and keeps the earlier ones open", async () => {
    await attach("alice", alice);
    await attach("bob", bob);
    const second = await network.order("network", { order: "open-ports", call: 2, owners: ["alice", "bob"] });
    const all = [ports.alice, ports.bob, second.ports?.alice, second.ports?.bob];
    expect(new Set(all).size).to.equal(4);
    const [again, other] = [await End.open(), await End.open()];
    await attach("alice", again);
    await attach("bob", other);
    await again.send(second.ports?.bob ?? 0, Buffer.from("second call"));
    const [heard] = await other.hear(1);
    expect(heard?.from.port).to.equal(second.ports?.alice);
    await alice.send(portOf("bob"), Buffer.from("first call"));
    expect(String((await bob.hear(1))[0]?.payload)).to.equal("first call");
    expect(other.pending).to.equal(0);
    for (const { socket } of [again, other]) socket.close();
  });

  it("refuses a third socket for two ports, and a capture file that is there already", async () => {
    await attach("alice", alice);
    await attach("bob", bob);
    const third = await attach("bob", bob).catch((error: Error) => error.message);
    expect(third).to.contain("network refused").and.contain("bob opened a socket");
    const again = await network
      .order("network", { order: "record-to", file: capture, marker: MARKER })
      .catch((error: Error) => error.message);
    expect(again).to.contain("network refused").and.contain("EEXIST");
  });
});
