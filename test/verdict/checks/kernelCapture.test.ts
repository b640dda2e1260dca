import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import type { UdpPacket } from "../../../src/capture/packet.ts";
import type { RecordedDatagram } from "../../../src/run/recording.ts";
import { eventsOf, type Fact } from "../../../src/trace/events.ts";
import type { EndName } from "../../../src/trace/parties.ts";
import { kernelCapture } from "../../../src/verdict/checks/kernelCapture.ts";
import { caseOf, traceOf } from "../cases.ts";

const PORTS = { alice: { inside: 1001, outside: 2001 }, bob: { inside: 1002, outside: 2002 } } as const;
type Peer = keyof typeof PORTS;

const facts: Fact[] = [
  { kind: "port-opened", owner: "alice", call: 1, port: PORTS.alice.outside },
  { kind: "port-opened", owner: "bob", call: 1, port: PORTS.bob.outside },
  { kind: "socket-opened", owner: "alice", port: PORTS.alice.inside },
  { kind: "socket-opened", owner: "bob", port: PORTS.bob.inside },
  { kind: "marker-recorded", marker: "marker-00", packet: 1 },
];
const marker: RecordedDatagram = {
  ...recorded(1, "alice", "bob", "the recorder's marker"),
  isMarker: true,
  from: "unknown",
  to: "unknown",
};
const recording = [
  marker,
  recorded(2, "alice", "bob", "hello"),
  recorded(3, "bob", "alice", "hello"),
  recorded(4, "alice", "bob", "hello"),
];
const kernel = [
  ...crossings("alice", "bob", "hello"),
  ...crossings("bob", "alice", "hello"),
  ...crossings("alice", "bob", "hello"),
];

describe("the recorder against the kernel", () => {
  it("agree when each recorded datagram crossed twice, but for the recorder's own marker", () => {
    expect(judged(recording, kernel)).to.deep.equal([true, "3 datagrams, 6 passages over loopback"]);
  });

  for (const [what, packets, observed] of [
    [
      "misses the way in",
      kernel.toSpliced(0, 1),
      "1 passages that the kernel did not show, 0 that the recorder did not keep",
    ],
    [
      "misses the way out",
      kernel.toSpliced(5, 1),
      "1 passages that the kernel did not show, 0 that the recorder did not keep",
    ],
    [
      "saw one more",
      [...kernel, ...crossings("alice", "bob", "more")],
      "0 passages that the kernel did not show, 2 that the recorder did not keep",
    ],
    [
      "saw one more often",
      [...kernel, ...crossings("bob", "alice", "hello")],
      "0 passages that the kernel did not show, 2 that the recorder did not keep",
    ],
    [
      "saw a datagram past the network",
      [...kernel, packet(1001, 1002, "direct")],
      "0 passages that the kernel did not show, 1 that the recorder did not keep",
    ],
  ] as const) {
    it(`disagree when the kernel ${what}`, () => {
      expect(judged(recording, packets)).to.deep.equal([false, observed]);
    });
  }

  it("agree on an attacker on the path, who has no socket: what he takes or sends crosses once", () => {
    const taken = [
      ...recording,
      recorded(5, "alice", "alice-leg", "to bob"),
      recorded(6, "alice-leg", "alice", "as bob"),
    ];
    const into = packet(PORTS.alice.inside, PORTS.bob.outside, "to bob");
    const out = packet(PORTS.bob.outside, PORTS.alice.inside, "as bob");
    expect(judged(taken, [...kernel, into, out])).to.deep.equal([
      true,
      "5 datagrams, 8 passages over loopback",
    ]);
    expect(judged(taken, [...kernel, into])[0]).to.equal(false);
  });

  it("agree on a bad path, when a lost datagram went in and not out, and a doubled one went out twice", () => {
    const bad = [
      ...recording,
      { ...recorded(5, "alice", "bob", "lost"), deliveries: 0 },
      { ...recorded(6, "bob", "alice", "doubled"), deliveries: 2 },
    ];
    const [lostIn, lostOut] = crossings("alice", "bob", "lost");
    const doubled = crossings("bob", "alice", "doubled");
    const shown = [...kernel, ...(lostIn ? [lostIn] : []), ...doubled, ...doubled.slice(1)];
    expect(judged(bad, shown)).to.deep.equal([true, "5 datagrams, 10 passages over loopback"]);
    expect(judged(bad, [...shown, ...(lostOut ? [lostOut] : [])])[0], "the lost one came out").to.equal(
      false,
    );
    expect(judged(bad, shown.slice(0, -1))[0], "the second copy is missing").to.equal(false);
  });

  it("disagree when the recorder changed one byte", () => {
    const changed = recording.with(2, recorded(3, "bob", "alice", "hellO"));
    expect(judged(changed, kernel)[0]).to.equal(false);
  });

  it("are not judged where the kernel itself says that it dropped what is missing", () => {
    expect(judged(recording, kernel.toSpliced(0, 1), 1)).to.deep.equal([
      null,
      "1 passages that the kernel did not show (the kernel dropped 1 packets), 0 that the recorder did not keep",
    ]);
    expect(judged(recording, [...kernel.toSpliced(0, 1), packet(1001, 1002, "direct")], 1)[0]).to.equal(
      false,
    );
  });

  it("are not judged where neither saw anything", () => {
    expect(judged([marker], [])).to.deep.equal([null, "nothing to compare: neither of them saw a datagram"]);
  });

  it("are not judged where the kernel was not asked, and the check says why", () => {
    const missing: Fact = {
      kind: "instrument-missing",
      instrument: "kernel-capture",
      because: "tcpdump: not installed",
    };
    const trace = traceOf(...[...facts, missing].map((fact) => ["conductor", fact] as const));
    const [check] = kernelCapture(caseOf(honest, trace, { datagrams: recording, associations: [] }));
    expect(check).to.include({ ok: null, observed: "not captured: tcpdump: not installed" });
    expect(eventsOf(trace, "instrument-missing").map(({ seq }) => seq)).to.deep.equal(check?.basis);
  });
});

function judged(
  datagrams: readonly RecordedDatagram[],
  kernelPackets: readonly UdpPacket[],
  droppedByKernel = 0,
): [boolean | null | undefined, string | undefined] {
  const captured: Fact = {
    kind: "kernel-captured",
    program: "tcpdump",
    packets: kernelPackets.length,
    droppedByKernel,
  };
  const trace = traceOf(...[...facts, captured].map((fact) => ["conductor", fact] as const));
  const [check] = kernelCapture(caseOf(honest, trace, { datagrams, associations: [] }, kernelPackets));
  return [check?.ok, check?.observed];
}

function recorded(number: number, from: EndName, to: EndName, text: string): RecordedDatagram {
  return {
    packet: number,
    atMs: 0,
    from,
    to,
    protocol: "other",
    isMarker: false,
    payload: Buffer.from(text),
    deliveries: 1,
  };
}

function crossings(from: Peer, to: Peer, text: string): UdpPacket[] {
  return [
    packet(PORTS[from].inside, PORTS[to].outside, text),
    packet(PORTS[from].outside, PORTS[to].inside, text),
  ];
}

function packet(source: number, destination: number, text: string): UdpPacket {
  const end = (port: number) => ({ address: "127.0.0.1", port });
  return {
    number: 1,
    timeNs: 0n,
    source: end(source),
    destination: end(destination),
    payload: Buffer.from(text),
  };
}
