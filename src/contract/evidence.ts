import * as v from "valibot";
import { ALARM_CODES } from "../trace/alarmCode.ts";
import { LINK_FAILURES } from "../trace/linkFailure.ts";
import { ACTORS, ENDS, PEERS } from "../trace/parties.ts";
import { basisSchema } from "./basis.ts";

/**
 * What follows from the artefacts of a run, whatever was intended or expected, as `report.json` shows it. Fields may be
 * added; none changes its meaning.
 */
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const findingOf = <const T extends readonly string[]>(values: T) =>
  v.object({ value: v.picklist(values), basis: basisSchema, because: v.string() });
const perPeer = <const T extends v.GenericSchema>(schema: T) => v.object({ alice: schema, bob: schema });
const peer = v.picklist(PEERS);
const end = v.picklist(ENDS);

/** Who may hold something: the peers, the server by its log, the recording, and an attacker on the path. */
export const HOLDERS = ["alice", "bob", "server", "recording", "attacker"] as const;
export type Holder = (typeof HOLDERS)[number];

const holdingCell = v.object({
  value: v.picklist(["yes", "no", "unknown"]),
  /**
   * reported: the holder said so itself. found: by search. given: by the scenario's theft. opened: with keys that the
   * holder has. not-reported: it reported no such thing, and nobody searched. not-found: by search.
   */
  how: v.picklist(["reported", "found", "given", "opened", "not-reported", "not-found", "unknown"]),
  because: v.string(),
  basis: basisSchema,
});

export const evidenceSchema = v.object({
  /** Where each peer's private key was made. */
  keyOrigin: perPeer(findingOf(["own-process", "elsewhere", "unknown"])),
  /** How each peer's last attempt to connect ended. */
  link: perPeer(
    v.object({
      ...findingOf(["connected", "aborted", "failed", "pending"]).entries,
      reason: v.optional(v.picklist(LINK_FAILURES)),
      /** The stack's own words. */
      detail: v.optional(v.string()),
    }),
  ),
  /** Whose certificate DTLS delivered to each peer. `accepted`: that peer went on with it. */
  remoteCertificate: perPeer(
    v.object({
      ...findingOf(["genuine", "substituted", "none", "unknown"]).entries,
      accepted: v.boolean(),
    }),
  ),
  /** Did each peer's counterpart prove that it holds the key of the certificate that it showed? */
  possession: perPeer(findingOf(["proven", "refuted", "none", "unknown"])),
  comparison: findingOf(["match", "mismatch", "not-made"]),
  /** Message content to somebody who is no peer, and to whom. */
  disclosed: v.object({
    ...findingOf(["yes", "no", "unknown"]).entries,
    canaries: v.array(v.string()),
    to: v.array(v.picklist(["server", "recording", "attacker"])),
  }),
  /** Messages changed in flight: content, or those of a comparison. */
  altered: v.object({
    ...findingOf(["yes", "no", "unknown"]).entries,
    content: count,
    comparison: count,
  }),
  /** What became of the peers' messages of content. */
  delivery: v.object({
    sent: count,
    arrived: count,
    readOnTheWay: count,
    /** Held by the attacker as well, but encrypted above the channel. */
    sealedOnTheWay: count,
    basis: basisSchema,
    /** Messages of content that a peer received and the other one never sent, nor another in their place. */
    invented: v.object({ times: count, basis: basisSchema }),
  }),
  /** What opened with all that the observers hold, tried through the real key schedule. */
  decryption: v.object({
    /** Values tried, each as premaster secret, and as master secret where it has 48 bytes. */
    candidates: count,
    /** Of these, such as come from combining a stolen certificate key with the public values of the handshake. */
    staticKeyCandidates: count,
    /** Attempts: values × derivations × records. */
    attempts: count,
    /** Records of application data tried, and how many of them opened. */
    recordsTried: count,
    recordsOpened: count,
    /** All records of application data in the recording. Where there are very many, an even sample is tried. */
    records: count,
    /** DTLS associations, and those that opened; then only those between the peers themselves. */
    associations: count,
    associationsOpened: count,
    peerAssociations: count,
    peerAssociationsOpened: count,
    /** Those with content of which no end tells a secret: that nothing opens there shows nothing. */
    withoutControl: count,
    basis: basisSchema,
  }),
  alarms: v.array(
    v.object({
      by: peer,
      code: v.picklist(ALARM_CODES),
      seq: count,
      /** No content of this call had been sent by either peer. */
      beforeContent: v.boolean(),
    }),
  ),
  /** Who holds which key, secret and content. */
  holdings: v.array(
    v.object({
      kind: v.picklist(["certificate-key", "session-secret", "content"]),
      what: v.string(),
      cells: v.object({
        alice: holdingCell,
        bob: holdingCell,
        server: holdingCell,
        recording: holdingCell,
        /** Only in runs with an attacker on the path. */
        attacker: v.optional(holdingCell),
      }),
    }),
  ),
  /** Which secrets were in which process's memory, at the one moment of the search. */
  memory: v.object({
    searched: v.boolean(),
    because: v.string(),
    processes: v.array(v.object({ actor: v.picklist(ACTORS), pid: count, bytes: count, seq: count })),
    rows: v.array(
      v.object({
        secret: v.string(),
        expectedIn: v.array(v.picklist(ACTORS)),
        foundIn: v.array(v.picklist(ACTORS)),
        encodings: v.array(v.string()),
        /** The encodings that were searched for. In any other the secret is not found. */
        sought: v.array(v.string()),
        basis: basisSchema,
      }),
    ),
  }),
  /** What each peer speaks with, by its own word, such as "werift 0.24.4" or "Firefox 153". */
  stacks: perPeer(v.object({ name: v.string(), basis: basisSchema })),
  /** What the peers' browsers say of their own DTLS (getStats), in the order of the calls. */
  dtlsStats: v.array(
    v.object({
      by: peer,
      call: count,
      /** Such as "DTLS 1.3"; left out where the browser does not say. */
      version: v.optional(v.string()),
      cipherSuite: v.optional(v.string()),
      basis: basisSchema,
    }),
  ),
  /** Can the certificate of a peer's end be read in the recording by whoever has no key? */
  certificatesInClear: v.array(
    v.object({ ends: v.tuple([end, end]), call: count, ...findingOf(["yes", "no", "unknown"]).entries }),
  ),
  /** How each association agreed on its keys, as the capture shows it. */
  keyExchanges: v.array(
    v.object({
      ends: v.tuple([end, end]),
      call: count,
      version: v.string(),
      /** The versions that the client offered, newest first as it lists them. */
      offered: v.array(v.string()),
      /** ServerHello has the mark by which a server that knows a newer version warns (RFC 8446 §4.1.3). */
      downgradeMark: v.boolean(),
      cipherSuite: v.string(),
      /** "ephemeral-dh": public values of both ends. "rsa-transport": the client encrypts the secret to the server's key. */
      mechanism: v.picklist(["ephemeral-dh", "rsa-transport", "unknown"]),
      group: v.optional(v.string()),
      /** What the two certificates' keys are, such as "EC prime256v1". */
      certificateKeys: v.array(v.string()),
      /** No public value of it came in another association of this run. */
      fresh: v.boolean(),
      bothAuthenticated: v.boolean(),
      basis: basisSchema,
    }),
  ),
  /**
   * What becomes of each recorded association once the elliptic curve of its key exchange is broken, in simulation: one end's
   * private value was given to the judge, and to nobody in the run.
   */
  exchangeBreaks: v.array(
    v.object({
      ends: v.tuple([end, end]),
      call: count,
      group: v.string(),
      /** The group has a part that is no elliptic curve, and that was not broken. */
      hybrid: v.boolean(),
      ...findingOf(["opens", "stays-closed", "not-tested"]).entries,
      /** Protected records of application data, and how many of them opened. */
      records: count,
      recordsOpened: count,
      /** In what opened. */
      canaries: v.array(v.string()),
    }),
  ),
  /** What each peer sent over the signalling, beside what the other one received. */
  signalling: v.array(
    v.object({
      call: count,
      what: v.picklist(["offer", "answer", "candidates", "bye"]),
      from: peer,
      outcome: v.picklist(["byte-for-byte", "changed", "not-arrived", "invented"]),
      /** Of SDP: the attributes whose lines differ, such as "fingerprint". */
      changedAttributes: v.array(v.string()),
      basis: basisSchema,
    }),
  ),
  /** What the ends sent each other, by protocol; the lab's own marker is not counted. */
  traffic: v.object({
    datagrams: count,
    stun: count,
    dtls: count,
    other: count,
    /** Application data before encryption began, or bytes that are no record. */
    faults: count,
    /** Milliseconds from the first datagram of an end to the last one. */
    durationMs: v.number(),
    basis: basisSchema,
  }),
  /** What an observer told apart from sizes and times alone. */
  guesses: v.array(
    v.object({
      channel: v.string(),
      by: peer,
      lengths: v.picklist(["same", "different"]),
      /** Undefined: the experiment was not made by its own rules, and `because` says which it broke. */
      score: v.optional(v.object({ right: count, of: count, low: v.number(), high: v.number() })),
      because: v.string(),
      basis: basisSchema,
    }),
  ),
  /**
   * Records that the attacker on the path sent again, by its own word. Taken: the receiver's own acknowledgements name what was in
   * it as a duplicate. Delivered: messages that came out at the receiver and that nobody sent.
   */
  replays: v.object({ sent: count, taken: count, delivered: count, basis: basisSchema }),
  /**
   * Records that the attacker on the path forged, by its own word. Authentic: they open with the true secret, as they did for the
   * receiver. Taken: messages that came out there and that nobody sent.
   */
  forgeries: v.object({ sent: count, authentic: count, taken: count, basis: basisSchema }),
  nonces: v.object({ reused: count, value: v.picklist(["unique", "reused", "unknown"]), basis: basisSchema }),
  /** What was readable for everybody who saw the signalling or the packets. */
  cleartext: v.array(
    v.object({
      where: v.picklist(["signalling", "stun", "dtls-handshake", "dtls-records"]),
      /** The association, as "alice bob, call 1". */
      association: v.optional(v.string()),
      what: v.string(),
      value: v.string(),
      basis: basisSchema,
    }),
  ),
});

export type Evidence = v.InferOutput<typeof evidenceSchema>;
/** What every finding of the evidence has. */
export type Finding = {
  readonly value: string;
  readonly basis: Evidence["nonces"]["basis"];
  readonly because: string;
};
