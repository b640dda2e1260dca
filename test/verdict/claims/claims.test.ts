import { expect } from "chai";
import type { UdpPacket } from "../../../src/capture/packet.ts";
import type { Check, CheckId } from "../../../src/contract/check.ts";
import { CLAIM_IDS, type Claim, type ClaimId } from "../../../src/contract/claim.ts";
import type { Evidence } from "../../../src/contract/evidence.ts";
import type { Run } from "../../../src/run/run.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";
import { makeChecks } from "../../../src/verdict/checks/index.ts";
import type { Findings } from "../../../src/verdict/claims/claim.ts";
import { CLAIMS, testClaims } from "../../../src/verdict/claims/index.ts";
import { gatherEvidence } from "../../../src/verdict/evidence/index.ts";
import { recordedCase, runOf, withPayloads, withTrace } from "../recordedCase.ts";

/** A recorded run, and what is changed of it: the trace before it is read, or what followed from it. */
interface From {
  readonly scenario: string;
  readonly trace?: (event: TraceEvent) => TraceEvent | undefined;
  readonly payload?: (packet: UdpPacket) => Uint8Array | undefined;
  readonly run?: (run: Run) => Partial<Run>;
  readonly evidence?: (evidence: Evidence) => Partial<Evidence>;
  /** Checks that fail, whatever the run shows. */
  readonly failed?: readonly CheckId[];
}

type Holds = Claim["holds"];
type Case = readonly [title: string, holds: Holds, from: From];

const honest = { scenario: "honest" };
const mitm = { scenario: "mitm" };
const onPath = { scenario: "on-path" };

/** Puts a text into the first offer at the server, as it came and as it went on. */
const inSignals =
  (text: string): NonNullable<From["trace"]> =>
  (event) =>
    event.kind === "signal-received" || event.kind === "signal-sent"
      ? { ...event, raw: event.raw.replace("v=0", `v=0${text}`) }
      : event;

/** The hexadecimal text of a secret of the run, in every signal: it is known only once the run was read. */
const secretInSignals =
  (what: "certificate-key" | "session-secret"): NonNullable<From["run"]> =>
  (run) => {
    const secret = run.secrets.find((candidate) => candidate.what === what);
    const hex = Buffer.from(secret?.bytes ?? []).toString("hex");
    return {
      moments: run.moments.map((moment) =>
        moment.event.kind === "signal-sent"
          ? { ...moment, event: { ...moment.event, raw: `${moment.event.raw}${hex}` } }
          : moment,
      ),
    };
  };

const both = <T>(value: T) => ({ alice: value, bob: value });
const origin = (value: "own-process" | "elsewhere" | "unknown"): NonNullable<From["evidence"]> => {
  const finding = { value, basis: [], because: value };
  return () => ({ keyOrigin: both(finding) });
};
const found = (actors: readonly ("alice" | "bob" | "server" | "network")[]): NonNullable<From["run"]> => {
  const at = (actor: "alice" | "bob" | "server" | "network") => ({
    count: actors.includes(actor) ? 1 : 0,
    encodings: [],
    sought: [],
  });
  return ({ memory }) => ({
    memory: {
      ...memory,
      works: true,
      secrets: memory.secrets.map((row) => ({
        ...row,
        found: { alice: at("alice"), bob: at("bob"), server: at("server"), network: at("network") },
      })),
    },
  });
};
const exchanges =
  (...changes: readonly Partial<Evidence["keyExchanges"][number]>[]): NonNullable<From["evidence"]> =>
  ({ keyExchanges: [first] }) => ({
    keyExchanges: changes.map((change) => ({ ...(first ?? expect.fail("no handshake")), ...change })),
  });
const unsigned: NonNullable<From["run"]> = ({ associations }) => ({
  associations: associations.map((recorded) =>
    recorded.dtls === "1.2"
      ? { ...recorded, association: { ...recorded.association, certificateVerify: undefined } }
      : recorded,
  ),
});
const traffic =
  (change: Partial<Evidence["traffic"]>): NonNullable<From["evidence"]> =>
  (evidence) => ({ traffic: { ...evidence.traffic, ...change } });
const nothingCrossed = traffic({ datagrams: 0, stun: 0, dtls: 0, other: 0, faults: 0 });
const decryption =
  (change: Partial<Evidence["decryption"]>): NonNullable<From["evidence"]> =>
  (evidence) => ({ decryption: { ...evidence.decryption, ...change } });
const broken = { scenario: "record-now-break-later" };
const afterBreak =
  (...changes: readonly Partial<Evidence["exchangeBreaks"][number]>[]): NonNullable<From["evidence"]> =>
  ({ exchangeBreaks: [first] }) => ({
    exchangeBreaks: changes.map((change) => ({ ...(first ?? expect.fail("no key exchange")), ...change })),
  });
const unknownDisclosure: NonNullable<From["evidence"]> = ({ disclosed }) => ({
  disclosed: { ...disclosed, value: "unknown", canaries: [], to: [] },
});
const without =
  (kind: TraceEvent["kind"]): NonNullable<From["trace"]> =>
  (event) =>
    event.kind === kind ? undefined : event;
const linkReason =
  (reason: "ice-failed"): NonNullable<From["trace"]> =>
  (event) =>
    event.kind === "link" ? { ...event, reason } : event;

const CASES: Readonly<Record<ClaimId, readonly Case[]>> = {
  "dtls-is-ssl": [
    ["DTLS 1.2", "partly", honest],
    ["SSL 3.0", "yes", { ...honest, evidence: exchanges({ version: "SSL 3.0" }) }],
    ["a version of no known family", "no", { ...honest, evidence: exchanges({ version: "9.9" }) }],
    ["no handshake", "not-tested", { ...honest, evidence: () => ({ keyExchanges: [] }) }],
  ],
  "all-traffic-is-dtls": [
    ["STUN in clear beside it", "no", honest],
    ["nothing but DTLS, introduced over WebSockets", "partly", { ...honest, evidence: traffic({ stun: 0 }) }],
    [
      "nothing but DTLS, and no signal",
      "yes",
      {
        ...honest,
        evidence: traffic({ stun: 0 }),
        run: ({ calls }) => ({ calls: calls.map((call) => ({ ...call, signals: [] })) }),
      },
    ],
    ["nothing crossed", "not-tested", { ...honest, evidence: nothingCrossed }],
  ],
  "keys-on-peers": [
    ["the peers' processes alone", "yes", { ...honest, evidence: origin("own-process") }],
    ["the server made the certificates' keys", "no", { scenario: "server-makes-keys" }],
    [
      "the server made the certificates' keys, and session secrets were with the peers alone",
      "partly",
      { scenario: "server-makes-keys", run: found(["alice", "bob"]) },
    ],
    [
      "a session secret was in the server's memory too",
      "partly",
      { ...honest, evidence: origin("own-process"), run: found(["alice", "bob", "server"]) },
    ],
    ["nobody searched", "not-tested", { ...honest, evidence: origin("unknown") }],
  ],
  "keys-over-signalling": [
    ["no secret in the signals", "no", honest],
    ["a session secret, sent by client code", "yes", { scenario: "leaked-session-secrets" }],
    [
      "a session secret that nobody says it sent",
      "yes",
      { scenario: "leaked-session-secrets", trace: without("secret-leaked") },
    ],
    ["a session secret in an honest run", "yes", { ...honest, run: secretInSignals("session-secret") }],
    ["an SRTP key in the SDP", "yes", { ...honest, trace: inSignals("\\r\\na=crypto:1 AES_CM_128") }],
    ["an SRTP key that only the server put into the SDP", "no", { scenario: "keys-in-sdp" }],
    ["a certificate's key", "partly", { ...honest, run: secretInSignals("certificate-key") }],
    ["keys that the server handed out", "partly", { scenario: "server-makes-keys" }],
    ["a log that may be cut short", "not-tested", { ...honest, trace: without("log-ended") }],
    ["no signals", "not-tested", { ...honest, run: () => ({ moments: [] }) }],
  ],
  "rsa-transports-keys": [
    ["ECDHE", "no", honest],
    ["a capture with static RSA, which has no ServerKeyExchange", "yes", { ...honest, payload: asStaticRsa }],
    ["one of each", "partly", { ...honest, evidence: exchanges({}, { mechanism: "rsa-transport" }) }],
    ["an unknown exchange", "not-tested", { ...honest, evidence: exchanges({ mechanism: "unknown" }) }],
  ],
  "diffie-hellman": [
    ["one handshake", "yes", honest],
    ["two handshakes with their own values", "yes", mitm],
    ["static RSA", "no", { ...honest, evidence: exchanges({ mechanism: "rsa-transport" }) }],
    ["a public value that comes twice", "partly", { ...mitm, evidence: exchanges({ fresh: false }, {}) }],
    ["one of each", "partly", { ...honest, evidence: exchanges({}, { mechanism: "rsa-transport" }) }],
    ["no handshake", "not-tested", { ...honest, evidence: () => ({ keyExchanges: [] }) }],
  ],
  "always-encrypted": [
    ["nothing else seen, and nothing else asked for", "partly", honest],
    ["a datagram that is neither", "no", { ...honest, evidence: traffic({ other: 1 }) }],
    ["application data before encryption", "no", { ...honest, evidence: traffic({ faults: 1 }) }],
    ["SDP without a fingerprint, refused", "yes", { scenario: "no-fingerprint" }],
    ["SDP that asks for SDES, refused", "yes", { scenario: "keys-in-sdp" }],
    ["data channels without DTLS asked for, and the peers went on", "partly", { scenario: "plain-sctp" }],
    [
      "SDP without a fingerprint, and ICE failed",
      "not-tested",
      {
        scenario: "no-fingerprint",
        trace: (event) => (event.kind === "link" ? { ...event, reason: "ice-failed" } : event),
      },
    ],
    [
      "SDP without DTLS, and the peers went on",
      "partly",
      {
        ...honest,
        trace: (event) =>
          event.kind === "description-received"
            ? { ...event, sdp: event.sdp.replace("UDP/DTLS/SCTP", "UDP/SCTP") }
            : event,
      },
    ],
    ["nothing crossed", "not-tested", { ...honest, evidence: nothingCrossed }],
    ["STUN only", "not-tested", { ...honest, evidence: traffic({ dtls: 0 }) }],
  ],
  "recording-reveals-nothing": [
    ["nothing opened", "yes", honest],
    ["the first call of two, which nobody attacked", "yes", { scenario: "pinned-certificate" }],
    ["a session secret given away", "no", { scenario: "leaked-session-secrets" }],
    ["a connection that opened", "no", { ...honest, evidence: decryption({ peerAssociationsOpened: 1 }) }],
    ["messages told apart by their length", "partly", { scenario: "traffic-analysis" }],
    [
      "a nonce that came twice",
      "partly",
      { ...honest, evidence: ({ nonces }) => ({ nonces: { ...nonces, reused: 1, value: "reused" } }) },
    ],
    ["an attacked call alone", "not-tested", mitm],
    ["an unknown disclosure", "not-tested", { ...honest, evidence: unknownDisclosure }],
    ["a decryption that failed its control", "not-tested", { ...honest, failed: ["decryption-control"] }],
    [
      "premaster secrets that failed their control",
      "not-tested",
      { ...honest, failed: ["premaster-control"] },
    ],
    ["no content recorded", "not-tested", { ...honest, run: () => ({ associations: [] }) }],
  ],
  "forward-secrecy": [
    ["stolen keys that open nothing", "no", { scenario: "stolen-certificate-keys" }],
    [
      "stolen keys, and a recording that opened",
      "yes",
      { scenario: "stolen-certificate-keys", evidence: decryption({ peerAssociationsOpened: 1 }) },
    ],
    [
      "stolen keys that were not combined with the handshake",
      "not-tested",
      { scenario: "stolen-certificate-keys", evidence: decryption({ staticKeyCandidates: 0 }) },
    ],
    [
      "stolen keys and a decryption that failed its control",
      "not-tested",
      { scenario: "stolen-certificate-keys", failed: ["decryption-control"] },
    ],
    ["nothing stolen", "not-tested", honest],
  ],
  "recording-stays-closed": [
    ["a curve that was broken in simulation", "no", broken],
    [
      "a hybrid of which the curve was broken",
      "partly",
      { ...broken, evidence: afterBreak({ value: "stays-closed", group: "X25519MLKEM768", hybrid: true }) },
    ],
    [
      "one that opened beside one that was not tested",
      "no",
      { ...broken, evidence: afterBreak({}, { value: "not-tested", group: "X25519MLKEM768", hybrid: true }) },
    ],
    ["no simulation", "not-tested", honest],
    [
      "a hybrid, and no simulation",
      "not-tested",
      { ...honest, evidence: afterBreak({ group: "X25519MLKEM768", hybrid: true }) },
    ],
    ["a decryption that failed its control", "not-tested", { ...broken, failed: ["decryption-control"] }],
    ["no connection", "not-tested", { ...broken, evidence: afterBreak() }],
  ],
  "server-cannot-eavesdrop": [
    ["a server in the middle", "no", mitm],
    ["a defence in time", "partly", { scenario: "extra-fingerprint-refused" }],
    ["the attacker's own mistake", "not-tested", { scenario: "weak-fingerprint-md5" }],
    ["an honest server", "not-tested", honest],
    ["a server that holds no legs", "not-tested", { scenario: "plain-sctp" }],
    ["client code that gives secrets away", "not-tested", { scenario: "leaked-session-secrets" }],
    ["an unknown disclosure", "not-tested", { ...mitm, evidence: unknownDisclosure }],
  ],
  "no-identity": [
    ["both fooled, and an alarm", "partly", mitm],
    ["both fooled, and no alarm", "yes", { ...mitm, trace: without("alarm") }],
    [
      "both fooled, and one alarm",
      "yes",
      { ...mitm, trace: (event) => (event.kind === "alarm" && event.actor === "bob" ? undefined : event) },
    ],
    [
      "Bob alone connected",
      "yes",
      {
        ...mitm,
        trace: without("alarm"),
        evidence: ({ remoteCertificate: { alice, bob } }) => ({
          remoteCertificate: { alice: { ...alice, accepted: false }, bob },
        }),
      },
    ],
    ["genuine certificates, and keys that the server made", "yes", { scenario: "server-makes-keys-mitm" }],
    ["the genuine certificate without its key", "yes", { scenario: "replayed-certificate-unguarded" }],
    ["the lab's guard", "partly", { scenario: "replayed-certificate" }],
    ["a defence in time", "partly", { scenario: "extra-fingerprint-refused" }],
    ["the stack's own comparison", "partly", onPath],
    ["an ICE failure", "not-tested", { ...onPath, trace: linkReason("ice-failed") }],
    ["nobody in the middle", "not-tested", honest],
  ],
  "integrity-verification-helps": [
    ["content changed, then exposed", "partly", { scenario: "mitm-tamper" }],
    ["content changed, and nobody noticed", "no", { scenario: "mitm-tamper", trace: without("alarm") }],
    ["a comparison that matched all the same", "no", { scenario: "server-makes-keys-mitm" }],
    ["something said that nobody sent, then exposed", "partly", { scenario: "mitm-inject" }],
    ["a defence in time", "yes", { scenario: "extra-fingerprint-refused" }],
    ["the stack's own comparison", "yes", onPath],
    ["the lab's guard", "yes", { scenario: "replayed-certificate" }],
    ["the attacker's own mistake", "not-tested", { scenario: "weak-fingerprint-md5" }],
    ["nobody in the middle", "not-tested", honest],
  ],
  "trusted-server-is-enough": [
    ["the stack's own comparison", "partly", onPath],
    ["the lab's guard", "partly", { scenario: "replayed-certificate" }],
    ["a stack that does not look", "no", { scenario: "replayed-certificate-unguarded" }],
    ["an attacker on the way to the server", "no", { scenario: "plain-ws-path" }],
    ["an attacker on the way to the server, in TLS", "partly", { scenario: "wss-path" }],
    [
      "an attacker of whom nobody knows that it was on the way",
      "not-tested",
      { scenario: "wss-path", trace: without("signalling-diverted") },
    ],
    ["an ICE failure", "not-tested", { ...onPath, trace: linkReason("ice-failed") }],
    ["a server that attacks", "not-tested", mitm],
  ],
  "certificates-authenticate": [
    ["both signatures", "no", honest],
    ["both signatures, of which some do not fit", "no", { scenario: "replayed-certificate" }],
    [
      "static RSA without signatures of both",
      "yes",
      {
        ...honest,
        evidence: exchanges({ mechanism: "rsa-transport", bothAuthenticated: false }),
        run: unsigned,
      },
    ],
    ["no signature of the client", "partly", { ...honest, run: unsigned }],
    ["no handshake", "not-tested", { ...honest, evidence: () => ({ keyExchanges: [] }) }],
  ],
  "nothing-to-do": [
    ["read without an alarm", "no", { ...mitm, trace: without("alarm") }],
    ["exposed by a comparison", "no", mitm],
    ["a defence in time", "no", { scenario: "extra-fingerprint-refused" }],
    ["the lab's guard", "no", { scenario: "replayed-certificate" }],
    ["the stack's own comparison", "partly", onPath],
    ["the attacker's own mistake", "not-tested", { scenario: "weak-fingerprint-md5" }],
    ["nobody in the middle", "not-tested", honest],
  ],
};

describe("the claims", function () {
  this.timeout(60_000);

  it("are those of the contract, in its order", () => {
    expect(CLAIMS.map(({ id }) => id)).to.deep.equal(CLAIM_IDS);
  });

  for (const { id, values } of CLAIMS) {
    it(`have a case for each value that ${id} can take, and no other`, () => {
      expect(new Set(CASES[id].map(([, holds]) => holds))).to.deep.equal(new Set(values));
    });

    for (const [title, holds, from] of CASES[id]) {
      it(`${id}: ${holds}, with ${title} (${from.scenario})`, async () => {
        const claim = testClaims(await findingsOf(from)).find((candidate) => candidate.id === id);
        expect(claim?.because)
          .to.match(/\.$/)
          .and.not.match(/undefined| {2}| \./);
        expect(claim?.holds, claim?.because).to.equal(holds);
      });
    }
  }

  it("cite a section of a standard wherever they decide", async () => {
    for (const scenario of ["honest", "mitm", "on-path"]) {
      for (const { id, holds, because } of testClaims(await findingsOf({ scenario }))) {
        const isPlain =
          holds === "not-tested" || id === "keys-on-peers" || id === "recording-reveals-nothing";
        if (!isPlain) expect(because, `${scenario} ${id}`).to.match(/RFC \d{4}/);
      }
    }
  });
});

/** The handshake with another suite in ServerHello, and another message in the place of ServerKeyExchange. */
function asStaticRsa({ payload }: UdpPacket): Uint8Array | undefined {
  if (payload[0] !== 22) return undefined;
  const changed = Buffer.from(payload);
  // DTLS record: 11 bytes of header, 2 of length. Handshake: the type, 11 bytes of header, the body.
  for (let at = 0; at + 13 <= changed.length; at += 13 + changed.readUInt16BE(at + 11)) {
    const type = changed[at + 13];
    const sessionId = changed[at + 13 + 12 + 34] ?? 0;
    if (type === SERVER_HELLO)
      changed.writeUInt16BE(TLS_RSA_WITH_AES_128_GCM_SHA256, at + 13 + 12 + 35 + sessionId);
    if (type === SERVER_KEY_EXCHANGE) changed[at + 13] = CERTIFICATE_STATUS;
  }
  return changed;
}
const SERVER_HELLO = 2;
const SERVER_KEY_EXCHANGE = 12;
const CERTIFICATE_STATUS = 22;
const TLS_RSA_WITH_AES_128_GCM_SHA256 = 0x009c;

async function findingsOf(from: From): Promise<Findings> {
  const isChanged = from.trace !== undefined || from.payload !== undefined || from.run !== undefined;
  const read = await (isChanged ? readChanged(from) : readAsItIs(from.scenario));
  const { evidence, failed = [] } = from;
  return {
    run: read.run,
    evidence: { ...read.evidence, ...evidence?.(read.evidence) },
    checks: read.checks.map((check): Check => (failed.includes(check.id) ? { ...check, ok: false } : check)),
  };
}

const unchanged = new Map<string, Promise<Findings>>();

/** Most cases change what followed from a run, and not the run. */
function readAsItIs(scenario: string): Promise<Findings> {
  const read = unchanged.get(scenario) ?? readChanged({ scenario });
  unchanged.set(scenario, read);
  return read;
}

async function readChanged({ scenario, trace, payload, run }: From): Promise<Findings> {
  const original = await recordedCase(scenario);
  const recorded = payload ? withPayloads(original, payload) : original;
  const read = runOf(trace ? withTrace(recorded, trace) : recorded);
  const changed: Run = { ...read, ...run?.(read) };
  const evidence = gatherEvidence(changed);
  return {
    run: changed,
    evidence,
    checks: makeChecks({ scenario: recorded.scenario, run: changed }, evidence),
  };
}
