import { eventsOf } from "../../../../src/trace/events.ts";
import type { RecordedCase } from "../../recordedCase.ts";
import { changing, flippingHandshake, inTurn, without } from "./changes.ts";
import { type Failure, inRun } from "./failure.ts";
import { madeByTheServer } from "./memory.ts";

const certificateOf = ({ trace }: RecordedCase, name: string) =>
  eventsOf(trace, "key-made").find(({ owner }) => owner === name)?.certificate ?? "";
const canaryOf = ({ trace }: RecordedCase, canary: string) =>
  eventsOf(trace, "canary-made").find(({ name }) => name === canary)?.value ?? "";

export const EXPECTATIONS = {
  "key-origin": [madeByTheServer],
  link: [
    inRun(
      "on-path",
      "link-alice",
      "the connection failed for another reason than the attack",
      changing("link", (event) => ({ ...event, reason: "ice-failed" })),
      /^failed: ice-failed$/,
    ),
    inRun(
      "honest",
      "link-bob",
      "a connection failed that should not",
      changing("link", (event) => (event.actor === "bob" ? { ...event, state: "failed" } : event)),
      /^failed$/,
    ),
    inRun("honest", "link-alice", "a peer never said that it is connected", without("link"), /^pending$/),
  ],
  "remote-certificate": [
    inRun(
      "honest",
      "remote-certificate-alice",
      "the other peer has another certificate than the one delivered",
      (recorded) =>
        changing("key-made", (event) =>
          event.owner === "bob" ? { ...event, certificate: certificateOf(recorded, "alice") } : event,
        )(recorded),
      /^substituted: it is not Bob's certificate/,
    ),
  ],
  possession: [
    // Type 12 is ServerKeyExchange; its public key is signed with the certificate's key.
    inRun(
      "honest",
      "possession-alice",
      "the signed part of the handshake was changed",
      flippingHandshake(12, 8),
      /^refuted: /,
    ),
  ],
  comparison: [
    inRun(
      "honest",
      "comparison",
      "DTLS delivered another certificate to Bob than the one that Alice reads aloud",
      (recorded) =>
        changing("certificate-delivered", (event) =>
          event.actor === "bob" ? { ...event, certificate: certificateOf(recorded, "bob") } : event,
        )(recorded),
      /^mismatch: Bob heard something else than expected$/,
    ),
  ],
  disclosed: [
    inRun(
      "honest",
      "disclosed",
      "a canary is in the server's log",
      (recorded) =>
        changing("signal-received", (event) => ({ ...event, raw: canaryOf(recorded, "account") }))(recorded),
      /^account: to the server$/,
    ),
    inRun(
      "mitm",
      "disclosed",
      "the attacker did not read what it was expected to read",
      inTurn(
        changing("message-read", (event) => ({ ...event, head: "" })),
        without("session-secrets"),
      ),
      /^none$/,
    ),
  ],
  altered: [
    inRun(
      "honest",
      "altered",
      "messages arrived with another hash than they were sent with",
      changing("message-received", (event) => ({ ...event, sha256: "ab".repeat(32) })),
      /^yes: 3 of 3 messages arrived as nobody sent them$/,
    ),
  ],
  arrived: [
    inRun(
      "honest",
      "arrived",
      "messages were lost",
      changing("message-received", (event) => (event.actor === "bob" ? undefined : event)),
      /^\d of 3; lost: .*"account"/,
    ),
    inRun(
      "mitm-drop",
      "arrived",
      "a message arrived that the attacker should have kept",
      changing("message-dropped", ({ from: _, ...event }) => ({
        ...event,
        kind: "message-received",
        actor: "bob",
      })),
      /^all 3$/,
    ),
  ],
  invented: [
    inRun(
      "mitm-inject",
      "invented",
      "the message that nobody sent did not arrive",
      (recorded) =>
        changing("message-received", (event) =>
          eventsOf(recorded.trace, "message-injected").some(({ sha256 }) => sha256 === event.sha256)
            ? undefined
            : event,
        )(recorded),
      /^none$/,
    ),
    inRun(
      "honest",
      "invented",
      "a peer received what the other one never sent",
      changing("message-sent", (event) => (event.actor === "alice" ? undefined : event)),
      /^\d$/,
    ),
  ],
  alarms: [
    inRun(
      "mitm",
      "alarms",
      "an alarm has another code than the expected one",
      changing("alarm", (event) =>
        event.actor === "bob" ? { ...event, code: "POSSESSION_REFUTED" } : event,
      ),
      /^FINGERPRINT_MISMATCH by Alice, POSSESSION_REFUTED by Bob$/,
    ),
    inRun("mitm", "alarms", "nobody raised an alarm", without("alarm"), /^none$/),
  ],
  withheld: [
    inRun("mitm", "withheld", "a canary was sent in spite of the alarm", without("step-skipped"), /^none$/),
  ],
} satisfies Record<string, readonly Failure[]>;
