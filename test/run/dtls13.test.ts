import { expect } from "chai";
import { renderHtml } from "../../src/report/html/html.tsx";
import { followedMessage } from "../../src/report/model/followedMessage.ts";
import { handshake13 } from "../../src/report/model/handshake13.ts";
import { pictureRows } from "../../src/report/sequence/rows.ts";
import { protectedRecords } from "../../src/run/associations.ts";
import { kindOf } from "../../src/run/flows.ts";
import { finishedProofs, possessionProof } from "../../src/run/proofs.ts";
import type { Run } from "../../src/run/run.ts";
import { makeChecks } from "../../src/verdict/checks/index.ts";
import { gatherEvidence } from "../../src/verdict/evidence/index.ts";
import { withoutHybrid } from "../dtls13/fixture.ts";
import { pageOf } from "../report/pages.ts";
import { browserCase } from "../verdict/browserCase.ts";
import { check, judged } from "../verdict/judged.ts";
import { type RecordedCase, runOf, withPayloads, withTrace } from "../verdict/recordedCase.ts";

describe("a run over DTLS 1.3", () => {
  const opened = browserCase();
  const closed = browserCase(undefined, { secrets: false });

  it("is read as one association of DTLS 1.3 and opened with the secrets that an end reported", () => {
    const recorded = only13(runOf(opened));
    expect(recorded.ends).to.deep.equal(["alice", "bob"]);
    expect(recorded.secrets.map(({ label }) => label)).to.have.length(5);
    const { all, opened: count } = protectedRecords(recorded);
    expect(count).to.equal(all).and.to.be.greaterThan(10);
    expect(runOf(opened).canaries.map(({ inOpened }) => inOpened.length)).to.deep.equal([1]);
  });

  it("stays closed where nobody reported a secret, and with secrets of another connection", () => {
    expect(only13(runOf(closed)).opened).to.equal(undefined);
    expect(protectedRecords(only13(runOf(closed))).opened).to.equal(0);
    const foreign = withTrace(opened, (event) =>
      event.kind === "session-secrets" ? { ...event, clientRandom: "ab".repeat(32) } : event,
    );
    expect(only13(runOf(foreign)).opened).to.equal(undefined);
  });

  it("proves possession and Finished of both ends from the opened handshake alone", () => {
    const recorded = only13(runOf(opened));
    for (const role of ["client", "server"] as const) {
      expect(possessionProof(recorded, role).proof.kind).to.equal("proven");
      expect(finishedProofs(recorded)?.[role].proof.kind).to.equal("proven");
      expect(possessionProof(only13(runOf(closed)), role).proof).to.deep.equal({
        kind: "none",
        reason: "not-opened",
      });
    }
    expect(finishedProofs(only13(runOf(closed)))).to.equal(undefined);
  });

  it("gives evidence of possession and certificates that is unknown without the secrets", () => {
    const known = evidenceOf(opened);
    expect(known.possession.alice.value).to.equal("proven");
    expect(known.remoteCertificate.bob.value).to.equal("genuine");
    const unknown = evidenceOf(closed);
    expect(unknown.possession.alice.value).to.equal("unknown");
    expect(unknown.possession.alice.because).to.contain("encrypted (DTLS 1.3)");
    expect(unknown.remoteCertificate.bob).to.deep.include({ value: "genuine" });
    expect(unknown.remoteCertificate.bob.because).to.contain("by Bob's word alone");
    expect(unknown.nonces.value).to.equal("unknown");
    expect(known.nonces.value).to.equal("unique");
  });

  it("reads in the opened handshake which certificate a browser was shown that does not show it", () => {
    const silent = (recorded: RecordedCase) =>
      withTrace(recorded, (event) => {
        if (event.kind === "certificate-delivered" && event.actor === "bob") return undefined;
        // In the place of a fact that does not matter here.
        return event.kind === "actor-started" && event.name === "bob"
          ? { seq: event.seq, at: event.at, actor: "bob", kind: "stack-started", owner: "bob", ...FIREFOX }
          : event;
      });
    const known = evidenceOf(silent(opened)).remoteCertificate.bob;
    expect(known).to.deep.include({ value: "genuine", accepted: true });
    expect(known.because).to.contain("as the capture shows it");
    const unknown = evidenceOf(silent(closed)).remoteCertificate.bob;
    expect(unknown).to.deep.include({ value: "unknown" });
    expect(unknown.because).to.contain("does not show the certificate");
  });

  it("names the version, the group and whether both ends signed", () => {
    const [exchange] = evidenceOf(opened).keyExchanges;
    expect(exchange).to.deep.include({
      version: "DTLS 1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      mechanism: "ephemeral-dh",
      group: "X25519MLKEM768",
      fresh: true,
      bothAuthenticated: true,
      certificateKeys: ["EC prime256v1", "EC prime256v1"],
    });
    expect(evidenceOf(closed).keyExchanges[0]).to.deep.include({
      bothAuthenticated: false,
      certificateKeys: [],
    });
    expect(evidenceOf(browserCase(withoutHybrid)).keyExchanges[0]?.group).to.equal("x25519");
  });

  it("lists the hellos as what stands in clear, and no certificate", () => {
    const { cleartext } = evidenceOf(opened);
    const shown = (what: string) => cleartext.find((fact) => fact.what === what)?.value;
    expect(shown("versions offered")).to.match(/^DTLS 1\.3, DTLS 1\.2/);
    expect(shown("version chosen")).to.equal("DTLS 1.3");
    expect(shown("client’s key shares")).to.equal("X25519MLKEM768 (1216 bytes), x25519 (32 bytes)");
    expect(shown("server’s key share")).to.equal("X25519MLKEM768 (1120 bytes)");
    expect(shown("length of every protected record")).to.match(/^\d+ records of/);
    expect(cleartext.filter(({ what }) => what.includes("certificate,"))).to.deep.equal([]);
  });

  it("opens nothing with what the operator holds, and all of it once the server's log has a secret", () => {
    const { decryption } = evidenceOf(opened);
    expect(decryption.attempts).to.be.greaterThan(50);
    expect(decryption).to.deep.include({ recordsOpened: 0, peerAssociations: 1, peerAssociationsOpened: 0 });
    const secret = only13(runOf(opened)).secrets.find(({ label }) => label === "CLIENT_TRAFFIC_SECRET_0");
    const hex = Buffer.from(secret?.bytes ?? []).toString("hex");
    const leaked = evidenceOf(saidToServer(opened, hex));
    expect(leaked.decryption.peerAssociationsOpened).to.equal(1);
  });

  it("says that nothing was shown where neither end's stack tells a secret, and answers nothing", () => {
    const silent = withTrace(closed, (event) =>
      event.kind === "actor-started" && (event.name === "alice" || event.name === "bob")
        ? {
            seq: event.seq,
            at: event.at,
            actor: event.name,
            kind: "stack-started",
            owner: event.name,
            ...CHROMIUM,
            pid: event.pid,
          }
        : event,
    );
    const verdict = judged(silent);
    for (const id of [
      "holdings-decrypt",
      "decryption-control",
      "premaster-control",
      "secrets-held",
    ] as const) {
      expect(check(verdict, id).ok, id).to.equal(null);
      expect(check(verdict, id).observed, id).to.match(/^not tested: /);
    }
    const sentence = (recorded: RecordedCase) => recorded.scenario.answer(evidenceOf(recorded)).sentence;
    expect(sentence(silent)).to.match(/^Unknown: no record opened, but these stacks tell nobody/);
    expect(sentence(opened)).not.to.contain("these stacks");
    expect(verdict.evidence.keyOrigin.alice).to.deep.include({ value: "unknown" });
    expect(verdict.evidence.keyOrigin.alice.because).to.match(/^Chromium 156 gives its key to nobody/);
    const because = verdict.claims.find(({ id }) => id === "rsa-transports-keys")?.because;
    expect(because).to.match(/^The certificates are encrypted, and nobody opened them; /);
  });

  it("has a control for trying secrets, which fails when a protected record was changed", () => {
    const verdict = judged(opened);
    expect(check(verdict, "premaster-control")).to.deep.include({ ok: true });
    expect(check(verdict, "premaster-control").observed).to.match(/^4 of 4 records, one for each/);
    expect(check(verdict, "decryption-control")).to.deep.include({ ok: true });
    expect(check(verdict, "finished")).to.deep.equal({ observed: "all 2", ok: true });
    expect(check(verdict, "nonces-unique")).to.deep.equal({ observed: "none", ok: true });
    const last = only13(runOf(opened)).opened?.applicationData.at(-1)?.packet;
    const changed = judged(
      withPayloads(opened, ({ number, payload }) => (number === last ? flippedLast(payload) : undefined)),
    );
    expect(check(changed, "decryption-control").ok).to.equal(false);
    expect(check(judged(closed), "premaster-control").ok).to.equal(null);
    expect(check(judged(closed), "nonces-unique").observed).to.contain("numbers are encrypted");
  });

  it("finds a nonce that came twice once both records are opened", () => {
    const recorded = only13(runOf(opened));
    const twice = recorded.opened?.records.map((record) => ({ ...record })) ?? [];
    const data = twice.filter(({ inside }) => inside?.contentType === 23);
    const [first, second] = data.filter(({ from }) => from === data[0]?.from);
    if (!first || !second || !recorded.opened) throw new Error("too few records");
    const records = twice.map((record) =>
      record.packet === second.packet ? { ...record, inside: first.inside } : record,
    );
    const run = {
      ...runOf(opened),
      associations: [{ ...recorded, opened: { ...recorded.opened, records } }],
    };
    const { scenario } = opened;
    const found = makeChecks({ scenario, run }, gatherEvidence(run));
    expect(found.find(({ id }) => id === "nonces-unique")?.observed).to.match(/^some: 1 pair/);
  });

  it("says what of the second opinion was not asked", () => {
    const verdict = judged(
      withTrace(opened, (event) =>
        event.kind === "recording-ended"
          ? {
              seq: event.seq,
              at: event.at,
              actor: "conductor",
              kind: "second-opinion",
              program: "tshark",
              version: "4.0.17",
              readings: [{ keys: "none", packets: opened.packets.length, recordsDecrypted: 0, canaries: [] }],
            }
          : event,
      ),
    );
    expect(check(verdict, "second-opinion-without-keys").ok).to.equal(true);
    expect(check(verdict, "second-opinion-with-keys").observed).to.contain("speaks DTLS 1.3");
  });

  it("tells handshake from later records by the epoch in the header alone", () => {
    const kinds = runOf(closed).recording.datagrams.map(kindOf);
    expect(new Set(kinds)).to.deep.equal(new Set(["DTLS handshake", "DTLS application data"]));
    expect(kinds.indexOf("DTLS application data")).to.be.greaterThan(2);
  });
});

describe("the report of a run over DTLS 1.3", () => {
  const opened = browserCase();
  const closed = browserCase(undefined, { secrets: false });

  it("shows the handshake message by message, in clear or opened, with what was checked", () => {
    const run = runOf(opened);
    const messages = handshake13(run, only13(run));
    expect(messages.filter(({ inClear }) => inClear).map(({ title }) => title)).to.deep.equal([
      "ClientHello",
      "ServerHello",
    ]);
    const checked = messages.flatMap(({ title, notes }) =>
      notes.some((note) => note.startsWith("Checked: ")) ? title : [],
    );
    expect(checked.toSorted()).to.deep.equal([
      "CertificateVerify",
      "CertificateVerify",
      "Finished",
      "Finished",
    ]);
    expect(handshake13(runOf(closed), only13(runOf(closed))).map(({ title }) => title)).to.deep.equal([
      "ClientHello",
      "ServerHello",
    ]);
  });

  it("says in words that a message is not followed byte by byte, and in which packet it is", () => {
    const followed = followedMessage(runOf(opened));
    expect(followed.kind === "not-followed" && followed.because).to.match(
      /not shown byte by byte for DTLS 1\.3\. It is in packet \d+,/,
    );
    const without = followedMessage(runOf(closed));
    expect(without.kind === "not-followed" && without.because).to.contain("No secret that opens its records");
  });

  it("draws the flights, and names what is encrypted only where it was opened", () => {
    const texts = (recorded: RecordedCase) =>
      pictureRows(pageOf(recorded)).flatMap((row) =>
        row.kind === "arrow" && row.medium === "dtls" ? row.text : [],
      );
    expect(texts(opened).join("; "))
      .to.contain("CertificateVerify (encrypted)")
      .and.to.contain("ClientHello");
    expect(texts(closed).join("; "))
      .to.contain("a part of the handshake (encrypted)")
      .and.not.to.contain("CertificateVerify");
  });

  it("renders as a page, with the certificates left out of what is in clear", () => {
    const html = renderHtml(pageOf(opened));
    expect(html).to.contain("by DTLS 1.3").and.to.contain("X25519MLKEM768 (1216 bytes)");
    expect(renderHtml(pageOf(closed))).to.contain("nobody reported a secret that opens it");
  });
});

function only13(run: Run) {
  const [recorded] = run.associations;
  if (recorded?.dtls !== "1.3" || run.associations.length > 1)
    throw new Error("not one DTLS 1.3 association");
  return recorded;
}

function evidenceOf(recorded: RecordedCase) {
  return gatherEvidence(runOf(recorded));
}

/** The server's log with one more signal that holds the text. */
function saidToServer(recorded: RecordedCase, text: string): RecordedCase {
  return {
    ...recorded,
    trace: [
      ...recorded.trace,
      {
        seq: recorded.trace.length + 1,
        at: 900,
        actor: "server",
        kind: "signal-received",
        from: "alice",
        raw: `{"kind":"note","text":"${text}"}`,
      },
    ],
  };
}

function flippedLast(payload: Uint8Array): Uint8Array {
  return payload.map((byte, index) => (index === payload.length - 1 ? byte ^ 1 : byte));
}

const CHROMIUM = { stack: "chromium", name: "Chromium 156" } as const;
const FIREFOX = { stack: "firefox", name: "Firefox 153", pid: 1002 } as const;
