import { createDecipheriv } from "node:crypto";
import { expect } from "chai";
import { followedHandshakes } from "../../../src/report/model/followedHandshake.ts";
import { followedMessage } from "../../../src/report/model/followedMessage.ts";
import {
  contentLayer,
  openingLayer,
  packetLayer,
  recordLayer,
  sctpLayer,
} from "../../../src/report/model/hopLayers.ts";
import { legWords } from "../../../src/report/model/hopWords.ts";
import type { Run } from "../../../src/run/run.ts";
import { recordedCase, runOf, withPayloads, withTrace } from "../../verdict/recordedCase.ts";
import { coverageFaults } from "../dissection/coverage.ts";

const runs = async (scenario: string): Promise<Run> => runOf(await recordedCase(scenario));

async function found(scenario: string) {
  const followed = followedMessage(await runs(scenario));
  if (followed.kind !== "followed") throw new Error(followed.because);
  return followed;
}

describe("the message that is followed", () => {
  it("crosses once in honest, and reaches Bob as Alice sent it", async () => {
    const { hops, message, lost, opening } = await found("honest");
    expect(hops.map(({ from, to }) => `${from} ${to}`)).to.deep.equal(["alice bob"]);
    expect(Buffer.from(hops[0].content).toString()).to.contain("Bob");
    expect(message.received?.sha256).to.equal(message.sent?.sha256);
    expect(lost).to.equal(undefined);
    expect(opening?.payload[0]).to.equal(3);
  });

  it("crosses twice in mitm: one plaintext, two keys, two ciphertexts", async () => {
    const { hops } = await found("mitm");
    const [first, second] = hops;
    expect(hops.map(({ from, to }) => `${from} ${to}`)).to.deep.equal(["alice alice-leg", "bob-leg bob"]);
    expect(second?.plaintext).to.deep.equal(first.plaintext);
    expect(second?.ciphertext).not.to.deep.equal(first.ciphertext);
    expect(second?.key.key.export()).not.to.deep.equal(first.key.key.export());
    expect(second?.datagram.packet).to.be.greaterThan(first.datagram.packet);
    const words = second ? legWords(first, second).join(" ") : "";
    expect(words).to.contain("the same SCTP packet, byte for byte").and.to.contain("the key of its own leg");
    expect(legWords(first, first).join(" "))
      .to.contain("same key")
      .and.to.contain("ciphertexts are the same");
  });

  it("is not the same on both legs where the attacker changed it", async () => {
    const { hops, message } = await found("mitm-tamper");
    const [first, second] = hops;
    expect(message.received?.sha256).not.to.equal(message.sent?.sha256);
    expect(second && legWords(first, second)[0]).to.contain("are not the same");
  });

  for (const scenario of ["honest", "mitm"]) {
    it(`has every byte of every layer in one field, in ${scenario}`, async () => {
      const { hops, opening } = await found(scenario);
      const layers = hops.flatMap((hop) => [
        contentLayer(hop, "text"),
        sctpLayer(hop, []),
        recordLayer(hop),
        packetLayer(hop),
        ...(opening ? [openingLayer(opening)] : []),
      ]);
      for (const { title, fields, bytes } of layers) {
        expect(bytes.length, title).to.be.greaterThan(0);
        expect(coverageFaults(fields, bytes.length), title).to.deep.equal([]);
      }
    });

    it(`can be opened by anybody with the key, nonce and additional data shown, in ${scenario}`, async () => {
      for (const hop of (await found(scenario)).hops) {
        const decipher = createDecipheriv("aes-128-gcm", hop.key.key, hop.nonce);
        decipher.setAAD(hop.additionalData);
        decipher.setAuthTag(hop.record.fragment.subarray(-16));
        const text = Buffer.concat([decipher.update(hop.ciphertext), decipher.final()]);
        expect(text.equals(hop.plaintext)).to.equal(true);
        expect(text.includes(Buffer.from(hop.content))).to.equal(true);
      }
    });
  }

  it("is none, with the reason, where nothing was sent, where no secret is known, and where its record was changed", async () => {
    const recorded = await recordedCase("honest");
    const because = (run: Run) => {
      const followed = followedMessage(run);
      return followed.kind === "followed" ? "followed" : followed.because;
    };
    const unsent = withTrace(recorded, (event) => (event.kind === "message-sent" ? undefined : event));
    expect(because(runOf(unsent))).to.contain("No message of content was sent");
    const secret = withTrace(recorded, (event) => (event.kind === "session-secrets" ? undefined : event));
    expect(because(runOf(secret))).to.contain("no secret that opens its records");
    const { hops } = await found("honest");
    const changed = withPayloads(recorded, ({ number, payload }) =>
      number === hops[0].datagram.packet
        ? payload.map((byte, at) => (at === payload.length - 1 ? byte ^ 1 : byte))
        : undefined,
    );
    expect(because(runOf(changed))).to.contain("in no record that opens");
  });
});

describe("the handshake that is followed", () => {
  for (const scenario of ["honest", "mitm"]) {
    it(`goes from ClientHello to an opened Finished of both sides, every byte in one field, in ${scenario}`, async () => {
      const run = await runs(scenario);
      const { association } = await found(scenario);
      const [handshake] = followedHandshakes(run, association);
      const steps = handshake?.steps ?? [];
      const titles = steps.map(({ title }) => title).join(", ");
      for (const name of [
        "ServerHello",
        "Certificate",
        "ServerKeyExchange",
        "CertificateVerify",
        "ChangeCipherSpec",
      ])
        expect(titles).to.contain(name);
      expect(steps[0]?.title).to.equal("ClientHello");
      const finished = steps.filter(({ title }) => title === "Finished");
      expect(new Set(finished.map(({ from }) => from)).size).to.equal(2);
      for (const { opened, notes } of finished) {
        expect(notes.join()).to.contain("it fits the handshake");
        expect(opened?.sealed[0]?.bytes.length).to.equal(opened?.bytes.length);
        expect(coverageFaults(opened?.fields ?? [], opened?.bytes.length ?? 1)).to.deep.equal([]);
      }
      for (const { record, title } of steps)
        expect(coverageFaults(record.fields, record.bytes.length), title).to.deep.equal([]);
    });
  }

  it("is followed on both legs where an attacker has two, that of the message first, and once where peers meet", async () => {
    const { association } = await found("mitm");
    const handshakes = followedHandshakes(await runs("mitm"), association);
    expect(
      handshakes.map(({ association: { ends } }) => ends.filter((end) => end.endsWith("-leg"))),
    ).to.deep.equal([["alice-leg"], ["bob-leg"]]);
    for (const { steps } of handshakes) expect(steps[0]?.title).to.equal("ClientHello");
    expect(followedHandshakes(await runs("honest"), undefined)).to.have.length(1);
  });

  it("says so when a signature or a Finished does not fit", async () => {
    const recorded = await recordedCase("honest");
    const [before] = followedHandshakes(runOf(recorded), undefined);
    const step = before?.steps.find(({ title }) => title.includes("ServerKeyExchange"));
    const at = step?.record.fields.find(({ name }) => name === "signature")?.to ?? 0;
    const changed = runOf(
      withPayloads(recorded, ({ number, payload }) => {
        if (number !== step?.packet) return undefined;
        const start = Buffer.from(payload).indexOf(step.record.bytes);
        return payload.map((byte, index) => (index === start + at - 1 ? byte ^ 1 : byte));
      }),
    );
    const notes = followedHandshakes(changed, undefined)[0]?.steps.flatMap((each) => each.notes) ?? [];
    expect(notes.join(" ")).to.contain("it does not hold").and.to.contain("it does not fit");
  });
});
