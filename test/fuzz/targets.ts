import { generateKeyPairSync } from "node:crypto";
import { parseSignal } from "../../lab/actors/signalling.ts";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import { parseUdp } from "../../src/capture/udp.ts";
import { withSecrets } from "../../src/capture/withSecrets.ts";
import { decodeCodeMessage } from "../../src/comparison/codeMessage.ts";
import { staticEcdh } from "../../src/dtls/crypto/staticEcdh.ts";
import { readAssociation } from "../../src/dtls/handshake/association.ts";
import { judgePossession } from "../../src/dtls/judge/judgePossession.ts";
import { nonceReuse } from "../../src/dtls/judge/nonceReuse.ts";
import { DtlsParseError } from "../../src/dtls/wire/dtlsParseError.ts";
import { parseHandshakeFragments } from "../../src/dtls/wire/handshake.ts";
import { parseHandshakeBody } from "../../src/dtls/wire/messages.ts";
import { HandshakeReassembler } from "../../src/dtls/wire/reassembler.ts";
import { scanRecords } from "../../src/dtls/wire/record.ts";
import { parseDcep } from "../../src/sctp/dataChannel.ts";
import { Insertions } from "../../src/sctp/insertions.ts";
import { parsePacket } from "../../src/sctp/packet.ts";
import { DataChannelReader } from "../../src/sctp/reassembly.ts";
import { renumber } from "../../src/sctp/renumber.ts";
import { rewriteData } from "../../src/sctp/rewrite.ts";
import { readSack } from "../../src/sctp/sack.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { parseCandidate } from "../../src/sdp/candidate.ts";
import { diffDescriptions } from "../../src/sdp/compare.ts";
import { parseDescription } from "../../src/sdp/description.ts";
import { replaceSignals } from "../../src/sdp/embeddedSignals.ts";
import { fingerprintsOf, parseFingerprint } from "../../src/sdp/fingerprint.ts";
import { rewriteDescription } from "../../src/sdp/rewrite.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { parseStun } from "../../src/stun/message.ts";
import { StunParseError } from "../../src/stun/stunParseError.ts";
import { CaptureSurvey } from "../../src/survey/survey.ts";
import { parseTlsClientHello, parseTlsHandshake } from "../../src/tls/handshake.ts";
import { parseTlsRecords } from "../../src/tls/record.ts";
import { decodeTrace, TraceError } from "../../src/trace/codec.ts";
import { readPcap } from "../capture/readPcap.ts";
import type { Target } from "./fuzz.ts";
import { piecesOf } from "./pieces.ts";
import * as seeds from "./seeds.ts";

/** Every parser that takes bytes or text from somebody else. */
export const TARGETS: readonly Target[] = [
  { name: "DTLS records", seeds: seeds.datagrams, refusals: [], parse: scanRecords },
  {
    name: "DTLS handshake fragments",
    seeds: seeds.fragments,
    refusals: [DtlsParseError],
    parse: parseHandshakeFragments,
  },
  {
    name: "DTLS handshake reassembler",
    seeds: seeds.handshakes,
    refusals: [DtlsParseError],
    parse: reassemble,
  },
  ...seeds.handshakeBodies.map(
    ({ type, bodies }): Target => ({
      name: `DTLS handshake message of type ${type}`,
      seeds: bodies,
      refusals: [DtlsParseError],
      parse: (body) => parseHandshakeBody({ type, body }),
    }),
  ),
  { name: "DTLS association and its judgement", seeds: seeds.calls, refusals: [], parse: judgeAssociation },
  { name: "TLS records", seeds: seeds.tlsStreams, refusals: [DtlsParseError], parse: parseTlsRecords },
  { name: "TLS handshake", seeds: seeds.tlsHandshakes, refusals: [DtlsParseError], parse: parseTlsHandshake },
  { name: "TLS ClientHello", seeds: seeds.tlsHellos, refusals: [DtlsParseError], parse: parseTlsClientHello },
  { name: "STUN message", seeds: seeds.stun, refusals: [StunParseError], parse: parseStun },
  { name: "SCTP packet", seeds: seeds.sctp, refusals: [SctpParseError], parse: parsePacket },
  {
    name: "SCTP rewriting",
    seeds: seeds.sctp,
    refusals: [SctpParseError],
    parse: (packet) => rewriteData(packet, () => ({ content: Buffer.from("replaced") })),
  },
  {
    name: "data-channel reassembly",
    seeds: seeds.sctpSessions,
    refusals: [SctpParseError],
    parse: readSession,
  },
  {
    name: "messages inserted into an SCTP session",
    seeds: seeds.sctpSessions,
    refusals: [SctpParseError],
    parse: insertIntoSession,
  },
  { name: "DCEP message", seeds: seeds.dcep, refusals: [SctpParseError], parse: parseDcep },
  {
    name: "pcapng file",
    seeds: seeds.pcapng,
    refusals: [CaptureParseError],
    parse: (file) => [...readPcapng(file)],
  },
  {
    name: "pcap file",
    seeds: seeds.pcap,
    refusals: [CaptureParseError],
    parse: (file) => [...readPcap(file)],
  },
  {
    name: "IPv4 and UDP",
    seeds: seeds.frames,
    refusals: [CaptureParseError],
    parse: (frame) => parseUdp(frame),
  },
  {
    name: "secrets put into a capture",
    seeds: seeds.pcapng,
    refusals: [CaptureParseError],
    parse: (file) => withSecrets(file, "CLIENT_RANDOM 00 00\n"),
  },
  { name: "survey of a capture", seeds: seeds.pcapng, refusals: [CaptureParseError], parse: survey },
  text("SDP description", seeds.descriptions, [SdpParseError], parseDescription),
  text("SDP fingerprints of a description", seeds.descriptions, [SdpParseError], fingerprintsOf),
  text("SDP rewriting", seeds.descriptions, [SdpParseError], (sdp) =>
    rewriteDescription(sdp, { iceUfrag: "abcd", dropCandidates: true }),
  ),
  text("SDP comparison", seeds.descriptions, [SdpParseError], (sdp) =>
    diffDescriptions(seeds.description, sdp),
  ),
  text("SDP fingerprint", seeds.fingerprints, [SdpParseError], parseFingerprint),
  text("SDP candidate", seeds.candidates, [SdpParseError], parseCandidate),
  text("trace", seeds.traces, [TraceError], decodeTrace),
  text("signal", seeds.signals, [], parseSignal),
  text("signals in an app's frame", [...seeds.signals, ...seeds.descriptions], [], (frame) =>
    replaceSignals(frame, { description: ({ sdp }) => `${sdp} `, candidate: (candidate) => `${candidate} ` }),
  ),
  text("message of the code exchange", seeds.codeMessages, [], decodeCodeMessage),
];

function text(
  name: string,
  texts: readonly string[],
  refusals: Target["refusals"],
  parse: (text: string) => unknown,
): Target {
  const asBytes = texts.map((text) => Buffer.from(text));
  // Bytes that are not UTF-8 become U+FFFD, as they do when a file or a socket is read.
  return { name, seeds: asBytes, refusals, parse: (bytes) => parse(Buffer.from(bytes).toString("utf8")) };
}

function reassemble(input: Uint8Array): unknown {
  const reassembler = new HandshakeReassembler();
  return piecesOf(input).map((record, index) =>
    parseHandshakeFragments(record).map((fragment) => reassembler.accept(fragment, index)),
  );
}

const STOLEN_KEY = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({
  format: "der",
  type: "pkcs8",
});

/** Never refuses: a passive observer takes everything, and lists what is wrong with it. */
function judgeAssociation(input: Uint8Array): unknown {
  const association = readAssociation(
    piecesOf(input).map((bytes, index) => ({
      packet: index + 1,
      from: index % 2 === 0 ? "a" : "b",
      bytes,
    })),
  );
  return [judgePossession(association), nonceReuse(association), staticEcdh(STOLEN_KEY, association)];
}

function readSession(input: Uint8Array): unknown {
  const reader = new DataChannelReader({ maxHeldBytes: 1 << 20 });
  return piecesOf(input).map((packet) => reader.push(packet));
}

/** A message after each packet, and what the packet acknowledges; the packet is of either end. */
function insertIntoSession(input: Uint8Array): unknown {
  const [own, reverse] = [new Insertions(), new Insertions()];
  return piecesOf(input).map((packet) => {
    own.see(packet);
    for (const chunk of parsePacket(packet).chunks) {
      const sack = chunk.kind === "control" ? readSack(chunk.flags, chunk.value) : undefined;
      if (sack) own.acknowledged(sack);
    }
    const inserted = own.insert({ streamId: 1, ppid: 51, content: Buffer.alloc(2000) }, "data");
    return [inserted, renumber(packet, own, reverse), renumber(packet, reverse, own)];
  });
}

function survey(file: Uint8Array): unknown {
  const capture = new CaptureSurvey([{ name: "pattern", bytes: Buffer.from("canary-0123") }]);
  for (const block of readPcapng(file)) {
    if (block.kind !== "packet") continue;
    const packet = udpPacket(block);
    scanRecords(packet.payload);
    capture.add(packet);
  }
  return capture.result();
}
