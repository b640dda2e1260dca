import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type DtlsSocket, RTCCertificate, RTCDtlsParameters } from "werift";
import { continueRecordSequence, ignoreRepeatedHelloVerify } from "../lab/actors/guards/dtls.ts";
import { handleInOrder } from "../lab/actors/guards/handshakeOrder.ts";
import { dropRepeatedRecords } from "../lab/actors/guards/replay.ts";
import { reportFailedStart } from "../lab/actors/guards/startFailure.ts";
import { decryptAssociation } from "../src/dtls/crypto/decrypt.ts";
import { type Association, readAssociation } from "../src/dtls/handshake/association.ts";
import { nonceReuse } from "../src/dtls/judge/nonceReuse.ts";
import type { DtlsRecord } from "../src/dtls/wire/record.ts";
import { certificateFingerprint, formatFingerprint, type UsableAlgorithm } from "../src/sdp/fingerprint.ts";
import {
  closeAll,
  derOf,
  dtlsOf,
  meet,
  newCertificate,
  newConnection,
  outcome,
  reaches,
  talk,
} from "./stack/meeting.ts";
import {
  forgeFinished,
  loseFirstFinished,
  offerNoSrtp,
  repeatHelloVerify,
  timeToFirstSend,
  whenConnecting,
  withFingerprints,
} from "./stack/sabotage.ts";
import { watch } from "./stack/witness.ts";

const PINNED = "0.24.4";
const ENDS = ["caller", "callee"] as const;
const DTLS_ROLE = { caller: "server", callee: "client" } as const;
const OTHER = { caller: "callee", callee: "caller" } as const;
/** A state that must not change is watched for this long: twice what the failing side needs. */
const WATCH_MS = 300;
/** werift repeats a flight after 0.5 s, and again 1 s later. */
const RETRANSMISSIONS_MS = 2500;

describe("the facts about werift that this lab rests on", () => {
  let mine: RTCCertificate;
  let theirs: RTCCertificate;

  before(async () => {
    [mine, theirs] = await Promise.all([newCertificate(), newCertificate()]);
  });

  afterEach(closeAll);

  const right = (algorithm: UsableAlgorithm) =>
    formatFingerprint(certificateFingerprint(derOf(theirs), algorithm));
  const wrong = (algorithm: UsableAlgorithm) =>
    formatFingerprint(certificateFingerprint(derOf(mine), algorithm));

  it(`holds for werift ${PINNED}, which package.json names exactly`, () => {
    expect(readJson("package.json")).to.have.nested.property("dependencies.werift", PINNED);
    expect(readJson("node_modules/werift/package.json")).to.have.property("version", PINNED);
  });

  describe("a certificate", () => {
    it("is shared by all connections of a process, unless each is given its own", async () => {
      const fingerprints = async (...certificates: (RTCCertificate | undefined)[]) =>
        new Set(await Promise.all(certificates.map(offeredFingerprint)));
      expect(await fingerprints(undefined, undefined)).to.have.lengthOf(1);
      expect(await fingerprints(mine, theirs)).to.have.lengthOf(2);
    });

    for (const impostor of ENDS) {
      const role = DTLS_ROLE[impostor];

      it(`of somebody else connects a ${role} that has another key; our guard refutes it`, async () => {
        const borrowed = new RTCCertificate(mine.privateKey, theirs.certPem, theirs.signatureHash);
        const { ends, witnesses } = await watch({ [impostor]: borrowed });
        expect(await outcome(ends[OTHER[impostor]])).to.equal("connected");
        await talk(ends, 1);
        const { certificate, possession } = await witnesses[OTHER[impostor]].handshake;
        expect(isSame(certificate, derOf(theirs)), "the certificate is the victim's").to.equal(true);
        expect(possession).to.include({ kind: "refuted", code: "bad-signature" });
        expect((await witnesses[impostor].handshake).possession).to.eql({ kind: "proven" });
      });

      it(`serves a ${role} whose Finished fits no handshake; our guard refutes it`, async () => {
        const { ends, witnesses } = await watch({
          prepare: (end, name) => name === impostor && forgeFinished(end),
        });
        expect(await outcome(ends[OTHER[impostor]])).to.equal("connected");
        const { possession } = await witnesses[OTHER[impostor]].handshake;
        expect(possession).to.include({ kind: "refuted", code: "wrong-verify-data" });
      });
    }

    it("with its own key is proven by our guard, in both roles", async () => {
      const { witnesses } = await watch({ caller: mine, callee: theirs });
      const [fromCaller, fromCallee] = [await witnesses.callee.handshake, await witnesses.caller.handshake];
      for (const { possession } of [fromCaller, fromCallee]) expect(possession).to.eql({ kind: "proven" });
      expect([fromCaller.role, fromCallee.role]).to.eql(["client", "server"]);
      expect(isSame(fromCaller.certificate, derOf(mine))).to.equal(true);
      expect(isSame(fromCallee.certificate, derOf(theirs))).to.equal(true);
    });
  });

  describe("the fingerprint check", () => {
    const md5 = `md5 ${Array(16).fill("AB").join(":")}`;
    const cases = [
      ["refuses a wrong one", "failed", () => [wrong("sha-256")]],
      ["takes the right one after a wrong one", "connected", () => [wrong("sha-256"), right("sha-256")]],
      ["takes the right one before a wrong one", "connected", () => [right("sha-256"), wrong("sha-256")]],
      ["takes SHA-1 alone", "connected", () => [right("sha-1")]],
      ["refuses MD5 alone", "failed", () => [md5]],
      ["ignores MD5 beside a right one", "connected", () => [md5, right("sha-256")]],
      ["lets a wrong SHA-512 outdo a right SHA-256", "failed", () => [right("sha-256"), wrong("sha-512")]],
      ["lets a right SHA-512 outdo a wrong SHA-256", "connected", () => [wrong("sha-256"), right("sha-512")]],
    ] as const;
    const seen: string[] = [];

    before(async () => {
      const calls = cases.map(async ([, , lines]) =>
        outcome((await meet({ callee: theirs, onAnswer: withFingerprints(lines()) })).caller),
      );
      seen.push(...(await Promise.all(calls)));
    });

    cases.forEach(([title, state], index) => {
      it(title, () => expect(seen[index]).to.equal(state));
    });

    describe("says why it refused to nobody but a debug log; our guard tells", () => {
      const reasonFor = async (lines: readonly string[]) => {
        const failures: unknown[] = [];
        const { caller } = await meet({
          callee: theirs,
          onAnswer: withFingerprints(lines),
          prepare: ({ transport }, role) => {
            if (role === "caller") reportFailedStart(transport, (failure) => failures.push(failure));
          },
        });
        expect(await outcome(caller)).to.equal(lines.includes(right("sha-256")) ? "connected" : "failed");
        // A rejected promise is heard of one turn later than a state.
        await new Promise((resolve) => setImmediate(resolve));
        return failures;
      };

      it("of a fingerprint that does not fit", async () => {
        expect(await reasonFor([wrong("sha-256")])).to.eql([
          { reason: "certificate-not-signalled", detail: "remote certificate fingerprint mismatch" },
        ]);
      });

      it("of no fingerprint by a hash function that it accepts", async () => {
        expect(await reasonFor([md5])).to.eql([
          { reason: "no-usable-fingerprint", detail: "no supported remote fingerprint algorithms" },
        ]);
      });

      it("of no fingerprint at all, where the transport's own state stays as if nothing had been tried", async () => {
        const states: string[] = [];
        const failure = await new Promise((resolve, reject) => {
          meet({
            callee: theirs,
            onAnswer: withFingerprints([]),
            prepare: ({ transport }, role) => {
              if (role !== "caller") return;
              reportFailedStart(transport, (reason) => {
                states.push(transport.state);
                resolve(reason);
              });
            },
          }).catch(reject);
        });
        expect(failure).to.eql({ reason: "no-fingerprint", detail: "remote fingerprint not exist" });
        expect(states).to.eql(["new"]);
      });

      it("and is silent where the fingerprint fits", async () => {
        expect(await reasonFor([right("sha-256")])).to.eql([]);
      });
    });

    it("takes a certificate that only an earlier description named", async () => {
      const { caller } = await meet({
        callee: theirs,
        onAnswer: withFingerprints([wrong("sha-256")]),
        prepare: ({ transport }, role) => {
          const named = new RTCDtlsParameters(theirs.getFingerprints(), "auto");
          if (role === "caller") transport.setRemoteParams(named);
        },
      });
      expect(await outcome(caller)).to.equal("connected");
    });

    for (const deceived of ENDS) {
      it(`fails the deceived ${DTLS_ROLE[deceived]} only: the other one goes on connecting`, async () => {
        const deceive = withFingerprints([wrong("sha-256")]);
        const ends = await meet(
          deceived === "caller"
            ? { callee: theirs, onAnswer: deceive }
            : { caller: theirs, onOffer: deceive },
        );
        await reaches("failed", ends[deceived]);
        const { connection } = ends[OTHER[deceived]];
        const changed = new Promise((resolve) => connection.connectionStateChange.once(resolve));
        expect(await Promise.race([changed, patience()])).to.equal("unchanged");
        expect(connection.connectionState).to.equal("connecting");
        // The server's handshake was over with its own Finished: it never hears what the client thinks of it.
        if (deceived === "callee") expect(ends.caller.transport.state).to.equal("connected");
      });
    }

    it("cannot be seen in getStats(), which shows the description's first fingerprint", async () => {
      const onAnswer = withFingerprints([wrong("sha-256"), right("sha-256")]);
      const { caller } = await meet({ callee: theirs, onAnswer });
      expect(await outcome(caller)).to.equal("connected");
      const stats = await caller.transport.getStats();
      const remote = stats.find(({ type, id }) => type === "certificate" && id.includes("remote"));
      expect(remote).to.include({ fingerprintAlgorithm: "sha-256" });
      expect(remote).to.have.property("fingerprint", wrong("sha-256").replace("sha-256 ", ""));
    });
  });

  describe("DTLS", () => {
    for (const dataOnly of ENDS) {
      it(`fails with a ${DTLS_ROLE[dataOnly]} that offers no SRTP profile`, async () => {
        const failures: unknown[] = [];
        const ends = await meet({
          prepare: (end, role) => {
            if (role === dataOnly) offerNoSrtp(end);
            else reportFailedStart(end.transport, (failure) => failures.push(failure));
          },
        });
        const failed = ends[OTHER[dataOnly]];
        await reaches("failed", failed);
        expect(dtlsOf(failed).options.srtpProfiles).to.eql([7, 1]);
        expect(() => failed.transport.updateSrtpSession()).to.throw("need srtpProfile");
        expect(failures).to.eql([{ reason: "dtls-failed", detail: "need srtpProfile" }]);
        expect(await outcome(ends[dataOnly])).to.equal("connected");
      });
    }

    it("fails a client that hears HelloVerifyRequest twice, unless our guard lets it ignore the second", async () => {
      const meetTwice = (guard: (dtls: DtlsSocket) => void) =>
        meet({
          prepare: (end, role) => {
            if (role === "caller") repeatHelloVerify(end);
            else whenConnecting(end, () => guard(dtlsOf(end)));
          },
        });
      expect(await outcome((await meetTwice(() => undefined)).callee)).to.equal("failed");
      expect(await outcome((await meetTwice(ignoreRepeatedHelloVerify)).callee)).to.equal("connected");
    });

    it("never connects when a flight comes twice because its Finished was lost, unless our guard handles each message once", async () => {
      const meetOverLoss = async (guard: (dtls: DtlsSocket) => void) => {
        const { caller } = await meet({
          prepare: (end, role) => {
            if (role === "callee") loseFirstFinished(end);
            else whenConnecting(end, () => guard(dtlsOf(end)));
          },
        });
        return Promise.race([outcome(caller), sleep(RETRANSMISSIONS_MS, "pending")]);
      };
      expect(await meetOverLoss(() => undefined)).to.equal("pending");
      expect(await meetOverLoss(handleInOrder)).to.equal("connected");
    });

    it("lets its client wait for 100 ms before ClientHello", async () => {
      let waited: Promise<number> | undefined;
      await meet({
        prepare: (end, role) => {
          if (role === "callee") waited = timeToFirstSend(end);
        },
      });
      // A timer may fire a little early, never much. How late is the machine's affair.
      expect(await waited).to.be.at.least(95);
    });

    it("hands out what a key log needs: with it, a capture can be read", async () => {
      const { ends, witnesses } = await watch({});
      await talk(ends, 2);
      const association = readAssociation(witnesses.caller.datagrams());
      const { clientRandom, masterSecret } = dtlsSecrets(dtlsOf(ends.callee));
      expect(dtlsSecrets(dtlsOf(ends.caller))).to.eql({ clientRandom, masterSecret });
      expect((await witnesses.caller.handshake).secrets.entries[0]).to.eql({
        label: "CLIENT_RANDOM",
        value: masterSecret,
      });
      expect(isSame(association.clientHello?.value.random ?? Buffer.of(), unhex(clientRandom))).to.equal(
        true,
      );
      const opened = decrypted(association, unhex(masterSecret));
      expect(opened.every(({ text }) => text !== undefined)).to.equal(true);
      expect(Buffer.concat(opened.flatMap(({ text }) => text ?? [])).includes("answer 2")).to.equal(true);
      const withOther = decrypted(association, Buffer.alloc(48, 1));
      expect(withOther.every(({ text }) => text === undefined)).to.equal(true);
    });

    it("uses each side's nonce of Finished again, which tells 12 bytes of a data record", async () => {
      const { ends, witnesses } = await watch({});
      await talk(ends, 10);
      const association = readAssociation(witnesses.callee.datagrams());
      const { reused } = nonceReuse(association);
      expect(reused.map(({ first }) => first.from)).to.have.members(["a", "b"]);
      const opened = decrypted(association, unhex(dtlsSecrets(dtlsOf(ends.callee)).masterSecret));
      for (const { first, second } of reused) {
        expect([first.record.contentType, second.record.contentType]).to.eql([
          "handshake",
          "application_data",
        ]);
        expect(second.record.sequence).to.equal(first.record.sequence);
        const sum = xor(ciphertext(first.record), ciphertext(second.record));
        const text = opened.find(({ record }) => record === second.record)?.text;
        expect(xor(sum, FINISHED_HEADER[first.from]).toString("hex")).to.equal(
          text?.subarray(0, 12).toString("hex"),
        );
      }
    });

    it("uses no nonce twice with our guard, in both roles", async () => {
      const { ends, witnesses } = await watch({}, (dtls, { lastSequenceSent }) =>
        continueRecordSequence(dtls, lastSequenceSent),
      );
      await talk(ends, 10);
      const association = readAssociation(witnesses.callee.datagrams());
      const { nonce, reused } = nonceReuse(association);
      expect({ nonce, reused }).to.eql({ nonce: "explicit", reused: [] });
      for (const side of ["a", "b"]) {
        const sent = association.records.filter(({ from, epoch }) => from === side && epoch === 1);
        expect(sent).to.have.length.above(10);
      }
    });
  });

  it("takes a record as often as it comes, unless our guard drops the copies", async () => {
    for (const guarded of [false, true]) {
      const { ends, witnesses } = await watch({}, (dtls) => {
        if (guarded) dropRepeatedRecords(dtls);
      });
      await talk(ends, 2);
      const dtls = dtlsOf(ends.callee);
      const records = witnesses.callee
        .datagrams()
        .filter(({ from, bytes }) => from === "b" && bytes[0] === 23);
      const taken: Buffer[] = [];
      dtls.onData.subscribe((packet) => taken.push(packet));
      const { bytes } = records[0] ?? expect.fail("no record of application data came");
      for (let copy = 0; copy < 3; copy += 1) dtls["udpOnMessage"](Buffer.from(bytes));
      expect(taken, guarded ? "with the guard" : "without").to.have.length(guarded ? 0 : 3);
    }
  });
});

/** What every Finished begins with (RFC 6347 §4.2.2): type, length, message_seq, fragment offset and length. */
const finishedHeader = (messageSeq: number) => Buffer.of(20, 0, 0, 12, 0, messageSeq, 0, 0, 0, 0, 0, 12);
/** As the callee saw it: "a" is the DTLS client. */
const FINISHED_HEADER = { a: finishedHeader(5), b: finishedHeader(6) };

function decrypted(association: Association, masterSecret: Uint8Array) {
  const decryption = decryptAssociation(association, masterSecret);
  if (decryption.kind !== "tried") throw new Error("the capture has no handshake");
  return decryption.records.map(({ record, result }) => ({
    record,
    text: result.ok ? Buffer.from(result.plaintext) : undefined,
  }));
}

/** Of AES-GCM: behind the explicit nonce, with the tag. */
const ciphertext = ({ fragment }: DtlsRecord) => fragment.subarray(8);

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  const length = Math.min(a.length, b.length);
  return Buffer.from(a.subarray(0, length).map((byte, index) => byte ^ (b[index] ?? 0)));
}

function dtlsSecrets({ cipher, sessionType }: DtlsSocket) {
  const client = sessionType === 1 ? cipher.localRandom : cipher.remoteRandom;
  return {
    clientRandom: client.serialize().toString("hex"),
    masterSecret: cipher.masterSecret.toString("hex"),
  };
}

async function offeredFingerprint(certificate: RTCCertificate | undefined): Promise<string | undefined> {
  const connection = newConnection(certificate);
  connection.createDataChannel("chat");
  const { sdp } = await connection.createOffer();
  return /a=fingerprint:(\S+ \S+)/.exec(sdp)?.[1];
}

const patience = () => new Promise((resolve) => setTimeout(resolve, WATCH_MS, "unchanged"));
const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const unhex = (hex: string) => Buffer.from(hex, "hex");
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
