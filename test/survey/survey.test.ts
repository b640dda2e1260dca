import { expect } from "chai";
import { type UdpPacket, udpPacket } from "../../src/capture/packet.ts";
import { readPcapng } from "../../src/capture/readPcapng.ts";
import { enhancedUdpPacket, interfaceDescription, sectionHeader } from "../../src/capture/writePcapng.ts";
import { nonceReuse } from "../../src/dtls/judge/nonceReuse.ts";
import { type ContentType, serialiseRecord } from "../../src/dtls/wire/record.ts";
import { readRecording } from "../../src/run/recording.ts";
import { searchFor } from "../../src/run/search.ts";
import { CaptureSurvey, MAX_PACKETS_NAMED, surveyCapture } from "../../src/survey/survey.ts";
import { MAX_DIRECTIONS } from "../../src/survey/surveyDirection.ts";
import { decodeTrace } from "../../src/trace/codec.ts";
import { eventsOf } from "../../src/trace/events.ts";
import { recordedArtefacts } from "../lab/recordedRun.ts";

const SUITE_AES_128_GCM = 0xc02b;
const SUITE_CHACHA20 = 0xcca9;

describe("survey of a capture", () => {
  for (const scenario of ["honest", "unguarded-stack"]) {
    it(`agrees with the judge, who holds the whole file, on a run of ${scenario}`, async () => {
      const [trace, capture] = await recordedArtefacts(scenario);
      if (!trace || !capture) throw new Error("the run left no files");
      const events = decodeTrace(Buffer.from(trace.content).toString("utf8"));
      const packets = [...readPcapng(capture.content)].flatMap((block) =>
        block.kind === "packet" ? udpPacket(block) : [],
      );
      const { datagrams, associations: recorded } = readRecording(packets, events);
      const associations = recorded.filter((candidate) => candidate.dtls === "1.2");
      expect(associations.length).to.equal(recorded.length);
      const [{ marker } = { marker: "" }] = eventsOf(events, "marker-recorded");
      const texts = [marker, ...eventsOf(events, "canary-made").map(({ value }) => value)];
      const patterns = texts.map((text) => ({ name: text, bytes: Buffer.from(text) }));

      const survey = await surveyCapture(inChunksOf(1000, capture.content), patterns);

      expect(survey.packets).to.equal(datagrams.length).and.above(20);
      for (const protocol of ["stun", "dtls", "rtp", "turn-channel", "other"] as const) {
        expect(survey.protocols[protocol], protocol).to.equal(
          datagrams.filter((datagram) => datagram.protocol === protocol).length,
        );
      }
      const records = associations.flatMap(({ association }) => association.records);
      const tallies = survey.directions.flatMap((direction) => direction.records);
      expect(sum(tallies.map((tally) => tally.records))).to.equal(records.length);
      expect(sum(tallies.map((tally) => tally.bytes))).to.equal(sum(records.map(({ length }) => length)));
      expect(sum(tallies.filter(({ epoch }) => epoch > 0).map((tally) => tally.records))).to.equal(
        survey.nonces.judged,
      );
      const reuse = associations.map(({ association }) => nonceReuse(association));
      expect(survey.nonces.unjudged).to.equal(0);
      expect(survey.nonces.reused.count).to.equal(sum(reuse.map(({ reused }) => reused.length)));
      expect(survey.nonces.reused.count > 0).to.equal(scenario === "unguarded-stack");
      expect(survey.nonces.retransmitted).to.equal(
        sum(reuse.map(({ retransmitted }) => retransmitted.length)),
      );
      expect(survey.clearApplicationData.count).to.equal(0);
      const places = datagrams.map(({ packet, payload }) => ({ basis: packet, bytes: payload }));
      for (const [index, { bytes }] of patterns.entries()) {
        const hits = searchFor(bytes, places).filter(({ encoding }) => encoding === "raw");
        expect(survey.found[index]?.packets).to.deep.equal(hits.map(({ basis }) => basis));
      }
      expect(survey.found.map(({ count }) => count)).to.deep.equal([1, ...patterns.slice(1).map(() => 0)]);
    });
  }

  it("gives the same answer however the file is cut into chunks", async () => {
    const file = capture(callOf(SUITE_AES_128_GCM, [1, 2, 3, 3]));
    const whole = await surveyCapture(inChunksOf(file.length, file), []);
    for (const size of [1, 7, 64]) {
      expect(await surveyCapture(inChunksOf(size, file), [])).to.deep.equal(whole);
    }
  });

  it("tells a nonce that two records share from a record that was sent twice", () => {
    const survey = surveyOf(callOf(SUITE_AES_128_GCM, [1, 2, 2, 3], [2]));
    expect(survey.nonces).to.deep.include({ judged: 5, unjudged: 0, retransmitted: 1 });
    expect(survey.nonces.reused).to.deep.equal({ count: 1, packets: [4] });
  });

  it("takes the record number for the nonce when the suite sends none", () => {
    const survey = surveyOf(callOf(SUITE_CHACHA20, [1, 2, 2]));
    expect(survey.nonces.reused.count).to.equal(1);
  });

  it("keeps directions and epochs apart", () => {
    const there = callOf(SUITE_AES_128_GCM, [1, 2]);
    const back = there.slice(1).map((packet) => ({
      ...packet,
      number: packet.number + 10,
      source: packet.destination,
      destination: packet.source,
    }));
    const later = [dataPacket(20, record("application_data", 2, 1, sealed(1, 9)))];
    expect(surveyOf([...there, ...back, ...later]).nonces).to.deep.include({ judged: 5, retransmitted: 0 });
  });

  it("judges no nonce without a ServerHello, and says so", () => {
    const [, ...withoutHello] = callOf(SUITE_AES_128_GCM, [1, 1]);
    expect(surveyOf(withoutHello).nonces).to.deep.include({ judged: 0, unjudged: 2 });
  });

  it("names application data in clear, broken records, and what is neither STUN nor DTLS", () => {
    const survey = surveyOf([
      dataPacket(1, record("application_data", 0, 0, Buffer.from("in clear"))),
      dataPacket(2, Buffer.of(22, 254, 253, 0)),
      dataPacket(3, Buffer.from("\x00 neither")),
      dataPacket(4, Buffer.of(0x80, 96, 0, 1)),
    ]);
    expect(survey.clearApplicationData).to.deep.equal({ count: 1, packets: [1] });
    expect(survey.malformed).to.deep.equal({ count: 1, packets: [2] });
    expect(survey.protocols).to.deep.equal({
      stun: 0,
      dtls: 2,
      "turn-channel": 0,
      rtp: 1,
      other: 1,
    });
  });

  it("names only the first packets of many, and counts all", () => {
    const packets = Array.from({ length: 100 }, (_, index) =>
      dataPacket(index + 1, Buffer.from("canary-0123")),
    );
    const survey = new CaptureSurvey([{ name: "canary", bytes: Buffer.from("canary-0123") }]);
    for (const packet of packets) survey.add(packet);
    const [found] = survey.result().found;
    expect(found?.count).to.equal(100);
    expect(found?.packets).to.have.length(MAX_PACKETS_NAMED);
  });

  it("does not grow with invented addresses", () => {
    const survey = new CaptureSurvey([]);
    for (let number = 1; number <= MAX_DIRECTIONS + 5; number += 1) {
      survey.add({ ...dataPacket(number, Buffer.of(0)), source: { address: "127.0.0.1", port: number } });
    }
    const { directions, unlisted, packets } = survey.result();
    expect(directions).to.have.length(MAX_DIRECTIONS);
    expect({ unlisted, packets }).to.deep.equal({ unlisted: 5, packets: MAX_DIRECTIONS + 5 });
  });
});

function surveyOf(packets: readonly UdpPacket[]) {
  const survey = new CaptureSurvey([]);
  for (const packet of packets) survey.add(packet);
  return survey.result();
}

/** A ServerHello with this suite, then one encrypted record for each nonce; `again`: of these, a copy at the end. */
function callOf(suite: number, nonces: readonly number[], again: readonly number[] = []): UdpPacket[] {
  const hello = Buffer.alloc(12 + 38);
  hello.set([2, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 38, 254, 253]);
  hello.writeUInt16BE(suite, 12 + 2 + 32 + 1);
  // Where the suite sends no nonce, nothing in the fragment counts along with the records.
  const explicit = (nonce: number, index: number) => (suite === SUITE_CHACHA20 ? 100 + index : nonce);
  const records = nonces.map((nonce, index) =>
    record("application_data", 1, nonce, sealed(explicit(nonce, index), index)),
  );
  const copies = again.flatMap((nonce) => records[nonces.indexOf(nonce)] ?? []);
  return [record("handshake", 0, 0, hello), ...records, ...copies].map((bytes, index) =>
    dataPacket(index + 1, bytes),
  );
}

/** An explicit nonce, and something that differs from record to record. */
function sealed(nonce: number, filling: number): Buffer {
  const bytes = Buffer.alloc(40, filling + 1);
  bytes.writeBigUInt64BE(BigInt(nonce));
  return bytes;
}

function record(contentType: ContentType, epoch: number, sequence: number, fragment: Uint8Array): Uint8Array {
  return serialiseRecord({ contentType, version: { major: 254, minor: 253 }, epoch, sequence, fragment });
}

function dataPacket(number: number, payload: Uint8Array): UdpPacket {
  const source = { address: "127.0.0.1", port: 1000 };
  return { number, timeNs: 0n, source, destination: { address: "127.0.0.1", port: 2000 }, payload };
}

function capture(packets: readonly UdpPacket[]): Uint8Array {
  const blocks = packets.map((packet) => enhancedUdpPacket({ ...packet, timestampNs: packet.timeNs }));
  return Buffer.concat([
    sectionHeader({ application: "test" }),
    interfaceDescription({ name: "lo" }),
    ...blocks,
  ]);
}

async function* inChunksOf(size: number, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
