import { createHash } from "node:crypto";
import { SCENARIOS } from "../../scenarios/index.ts";
import type { UdpPacket } from "../../src/capture/packet.ts";
import { type Fact, KEY_LOG_LABELS, TRACE_FORMAT, type TraceEvent } from "../../src/trace/events.ts";
import { counterpartOf, type PeerName } from "../../src/trace/parties.ts";
import { type BrowserCall, chromiumFirefox } from "../dtls13/fixture.ts";
import { traceOf } from "./cases.ts";
import type { RecordedCase } from "./recordedCase.ts";

/**
 * A recorded call between two browsers, as if the lab had run it: Alice on side a. The certificates are those that the
 * handshake shows once it is opened; with `secrets: false` nobody reported what opens it.
 */
export function browserCase(
  call: BrowserCall = chromiumFirefox,
  {
    secrets = true,
    scenario: id = "honest",
  }: { readonly secrets?: boolean; readonly scenario?: string } = {},
): RecordedCase {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (!scenario) throw new Error(`there is no scenario "${id}"`);
  const facts: [TraceEvent["actor"], Fact][] = [
    ["conductor", started(scenario.id)],
    ["conductor", { kind: "actor-started", name: "alice", pid: 1001 }],
    ["conductor", { kind: "actor-started", name: "bob", pid: 1002 }],
    ["conductor", { kind: "canary-made", name: "account", value: call.sent.a }],
    ["network", { kind: "port-opened", owner: "alice", call: 1, port: PORTS.alice }],
    ["network", { kind: "port-opened", owner: "bob", call: 1, port: PORTS.bob }],
    ["conductor", { kind: "call-started", call: 1, caller: "alice", room: "room" }],
    ...certificates(call),
    ...(secrets ? [keyLog(call)] : []),
    ...(["alice", "bob"] as const).map((peer): [PeerName, Fact] => [
      peer,
      { kind: "link", state: "connected" },
    ]),
    [
      "alice",
      { kind: "dtls-stats", owner: "alice", tlsVersion: "FEFC", dtlsCipher: "TLS_AES_128_GCM_SHA256" },
    ],
    ["alice", { kind: "message-sent", ...contentOf(call.sent.a) }],
    ["bob", { kind: "message-received", ...contentOf(call.sent.a) }],
    ["server", { kind: "log-ended", messagesRead: 0, signals: 0 }],
    ["network", { kind: "recording-ended", packets: call.datagrams.length, bytes: 0 }],
    ["conductor", { kind: "run-ended", durationMs: 1000 }],
  ];
  return { scenario, trace: traceOf(...facts), packets: packetsOf(call) };
}

const PORTS = { alice: 4001, bob: 4002 } as const;

function started(scenario: string): Fact {
  return {
    kind: "run-started",
    format: TRACE_FORMAT,
    scenario,
    startedAt: "2026-01-01T00:00:00.000Z",
    environment: { lab: "", node: "", werift: "", platform: "" },
  };
}

function certificates({ opened: { association } }: BrowserCall): [PeerName, Fact][] {
  const ofSide = (side: "a" | "b") =>
    Buffer.from(
      association.certificates[side === association.client ? "client" : "server"]?.value.certificates[0] ??
        [],
    ).toString("base64");
  const shown = { alice: ofSide("a"), bob: ofSide("b") };
  return (["alice", "bob"] as const).flatMap((peer): [PeerName, Fact][] => [
    [
      peer,
      {
        kind: "key-made",
        pid: peer === "alice" ? 1001 : 1002,
        owner: peer,
        algorithm: "ECDSA P-256",
        certificate: shown[peer],
      },
    ],
    [
      peer,
      {
        kind: "certificate-delivered",
        owner: peer,
        role: association.client === (peer === "alice" ? "a" : "b") ? "client" : "server",
        certificate: shown[counterpartOf(peer)],
      },
    ],
  ]);
}

function keyLog({ keyLog }: BrowserCall): [PeerName, Fact] {
  const lines = keyLog.trim().split("\n");
  return [
    "bob",
    {
      kind: "session-secrets",
      owner: "bob",
      clientRandom: lines[0]?.split(" ")[1] ?? "",
      entries: KEY_LOG_LABELS.flatMap((label) => {
        const line = lines.find((candidate) => candidate.startsWith(`${label} `));
        return line === undefined ? [] : { label, value: line.split(" ")[2] ?? "" };
      }),
    },
  ];
}

function contentOf(text: string) {
  return {
    channel: "chat",
    type: "text",
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    head: Buffer.from(text).toString("base64"),
  } as const;
}

function packetsOf({ datagrams }: BrowserCall): UdpPacket[] {
  const endpoint = (peer: PeerName) => ({ address: "127.0.0.1", port: PORTS[peer] });
  return datagrams.map(({ packet, from, bytes }) => {
    const sender = from === "a" ? "alice" : "bob";
    return {
      number: packet,
      timeNs: BigInt(packet) * 1_000_000n,
      source: endpoint(sender),
      destination: endpoint(counterpartOf(sender)),
      payload: bytes,
    };
  });
}
