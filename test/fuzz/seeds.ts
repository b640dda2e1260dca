import {
  decryptionSecrets,
  enhancedUdpPacket,
  interfaceDescription,
  sectionHeader,
} from "../../src/capture/writePcapng.ts";
import { encodeCodeMessage } from "../../src/comparison/codeMessage.ts";
import { handshakeType, parseHandshakeFragments } from "../../src/dtls/wire/handshake.ts";
import { HandshakeReassembler } from "../../src/dtls/wire/reassembler.ts";
import { scanRecords } from "../../src/dtls/wire/record.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { encodeEvent } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { udpDatagram } from "../capture/udpDatagram.ts";
import { recordings } from "../dtls/fixture.ts";
import { bytesOf, data, fragmentsOf, packet } from "../sctp/packets.ts";
import { serialiseDcep } from "../sctp/serialise.ts";
import { SAMPLES, WERIFT } from "../sdp/samples.ts";
import * as rfc5769 from "../stun/rfc5769.ts";
import { joinPieces } from "./pieces.ts";

/** Genuine input for each parser: real recordings where there are some, else what the lab's own writers make. */

export const datagrams = recordings.flatMap((recording) => recording.datagrams.map(({ bytes }) => bytes));

const clearHandshakes = recordings.map(({ datagrams: all }) =>
  all.flatMap(({ bytes }) =>
    scanRecords(bytes).records.flatMap(({ contentType, epoch, fragment }) =>
      contentType === "handshake" && epoch === 0 ? [fragment] : [],
    ),
  ),
);
export const fragments = clearHandshakes.flat();
export const handshakes = clearHandshakes.map((records) => joinPieces(records));
export const calls = recordings.map(({ datagrams: all }) => joinPieces(alternating(all)));

/** The reader takes the sides in turn: an empty datagram where one side speaks twice. */
function alternating(all: readonly { from: "a" | "b"; bytes: Uint8Array }[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const { from, bytes } of all) {
    if ((pieces.length % 2 === 0 ? "a" : "b") !== from) pieces.push(new Uint8Array());
    pieces.push(bytes);
  }
  return pieces;
}

/** A message that no recording shows in clear, as Finished, is twelve bytes of anything. */
const wholeMessages = clearHandshakes.flatMap((records) => {
  const reassemblers = new Map<number, HandshakeReassembler>();
  return records.flatMap((record, index) =>
    parseHandshakeFragments(record).flatMap((fragment) => {
      // Both sides number from 0; the type keeps apart what they say at the same number.
      const reassembler = reassemblers.get(fragment.type) ?? new HandshakeReassembler();
      reassemblers.set(fragment.type, reassembler);
      const outcome = reassembler.accept(fragment, index);
      return outcome.kind === "message" ? [outcome.message] : [];
    }),
  );
});
export const handshakeBodies = Object.values(handshakeType)
  .map((type) => ({ type, bodies: wholeMessages.filter((message) => message.type === type) }))
  .map(({ type, bodies }) => ({
    type,
    bodies: bodies.length > 0 ? bodies.map(({ body }) => body) : [new Uint8Array(12).fill(7)],
  }));

/** Two RSA key-transport suites; extensions: extended master secret, signature algorithms, renegotiation. */
export const tlsHellos = [
  Buffer.concat([
    Buffer.of(3, 3),
    Buffer.alloc(32, 5),
    Buffer.from("0000049c009d01000013", "hex"),
    Buffer.from("00170000000d0006000404010403ff01000100", "hex"),
  ]),
];
const tlsMessage = (type: number, body: Uint8Array) =>
  Buffer.concat([Buffer.of(type, 0, body.length >> 8, body.length & 0xff), body]);
export const tlsHandshakes = [
  Buffer.concat([...tlsHellos.map((hello) => tlsMessage(1, hello)), tlsMessage(14, Buffer.of())]),
];
export const tlsStreams = tlsHandshakes.map((content) =>
  Buffer.concat([
    Buffer.of(22, 3, 3, content.length >> 8, content.length & 0xff),
    content,
    Buffer.of(20, 3, 3, 0, 1, 1),
  ]),
);

export const stun = [rfc5769.request, rfc5769.ipv4Response, rfc5769.ipv6Response, rfc5769.longTermRequest];

export const dcep = [
  serialiseDcep({ kind: "ack" }),
  serialiseDcep({
    kind: "open",
    label: "chat",
    protocol: "sub",
    ordered: false,
    reliability: { kind: "max-retransmits", retransmits: 3 },
    priority: 256,
  }),
];
const long = data({ payload: bytesOf("a message that needs several chunks ".repeat(20)) });
const session = [
  packet(data({ ppid: PPID.DCEP, payload: dcep[1] ?? new Uint8Array() })),
  ...fragmentsOf({ ...long, tsn: 2 }, 100).map((chunk) => packet(chunk)),
  packet(data({ tsn: 20, streamSequenceNumber: 1, ppid: PPID.BINARY }), data({ tsn: 21, unordered: true })),
  packet({ kind: "control", type: 192, flags: 0, value: Uint8Array.of(0, 0, 0, 30, 0, 1, 0, 2) }),
];
export const sctp = session;
export const sctpSessions = [joinPieces(session)];

const ends = {
  source: { address: "127.0.0.1", port: 5000 },
  destination: { address: "127.0.0.1", port: 5001 },
};
const payloads = [...datagrams.slice(0, 12), ...stun.slice(0, 2)];
export const frames = payloads.slice(0, 4).map((payload) => udpDatagram({ ...ends, payload }));
const packetBlocks = payloads.map((payload, index) =>
  enhancedUdpPacket({ ...ends, payload, timestampNs: BigInt(index), comment: "alice → bob" }),
);
export const pcapng = [
  Buffer.concat([
    sectionHeader({ application: "fuzz", comment: "a comment", hardware: "none" }),
    interfaceDescription({ name: "network" }),
    decryptionSecrets("CLIENT_RANDOM 00 00\n"),
    ...packetBlocks,
  ]),
  Buffer.concat([sectionHeader({ application: "short" }), interfaceDescription({ name: "lo" })]),
];

export const pcap = [
  Buffer.concat([
    Buffer.from("d4c3b2a10200040000000000000000000000040065000000", "hex"),
    ...frames.flatMap((frame) => {
      const head = Buffer.alloc(16);
      head.writeUInt32LE(frame.length, 8);
      head.writeUInt32LE(frame.length, 12);
      return [head, frame];
    }),
  ]),
];

export const description = WERIFT;
export const descriptions = Object.values(SAMPLES);
const linesOf = (attribute: string) =>
  descriptions.flatMap((sdp) => sdp.split("\r\n").filter((line) => line.startsWith(`a=${attribute}:`)));
/** A known algorithm allows only one length, which few mutations keep: hence some of unknown algorithms. */
export const fingerprints = [...linesOf("fingerprint"), "blake3 AB:CD:EF", "a=fingerprint:x AA", "y 00:11"];
export const candidates = linesOf("candidate");

const events: readonly TraceEvent[] = [
  {
    seq: 1,
    at: 0,
    actor: "conductor",
    kind: "run-started",
    format: 2,
    scenario: "honest",
    startedAt: "2026-01-01T00:00:00.000Z",
    environment: { lab: "0", node: "20", werift: "0.24.4", platform: "linux x64" },
  },
  { seq: 2, at: 1.5, actor: "network", kind: "port-opened", owner: "alice", call: 1, port: 5000 },
  { seq: 3, at: 2, actor: "alice", kind: "description-sent", type: "offer", sdp: WERIFT },
  { seq: 4, at: 3, actor: "alice", kind: "alarm", code: "FINGERPRINT_MISMATCH", message: "“other”" },
];
export const traces = [events.map(encodeEvent).join("")];

export const signals = [
  { type: "join", room: "call-1", name: "alice" },
  { type: "offer", sdp: WERIFT },
  { type: "candidate", candidate: candidates[0], sdpMid: "0", sdpMLineIndex: 0 },
  { type: "bye" },
  { type: "telemetry", value: "0" },
].map((signal) => JSON.stringify(signal));

export const codeMessages = [encodeCodeMessage({ kind: "commitment", commitment: new Uint8Array(32) })].map(
  (message) => Buffer.from(message).toString("utf8"),
);
