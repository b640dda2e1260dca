import { eventsOf } from "../../../../src/trace/events.ts";
import type { RecordedCase } from "../../recordedCase.ts";
import { READABLE_SIGNALS, SEALED_SIGNALLING } from "./appSignals.ts";
import { changing, inTurn, without } from "./changes.ts";
import { type Failure, inRun } from "./failure.ts";

const offerTo = (recorded: RecordedCase, peer: string) =>
  eventsOf(recorded.trace, "description-sent").find(({ actor }) => actor !== peer)?.sdp ?? "";

/** The fingerprint lines of an SDP in the reverse order. */
function reversed(sdp: string): string {
  const lines = sdp.split("\r\n");
  const prints = lines.filter((line) => line.startsWith("a=fingerprint:"));
  return lines
    .map((line) => (line.startsWith("a=fingerprint:") ? (prints.pop() ?? line) : line))
    .join("\r\n");
}

function lastFingerprintOnly(sdp: string): string {
  const lines = sdp.split("\r\n");
  const last = lines.findLastIndex((line) => line.startsWith("a=fingerprint:"));
  return lines.filter((line, index) => !line.startsWith("a=fingerprint:") || index === last).join("\r\n");
}

export const SIGNALLING = {
  seals: [
    inRun(
      "sealed-messages",
      "seals",
      "what crossed the channel was something else",
      changing("message-sealed", (event) => ({
        ...event,
        head: Buffer.from(event.head, "base64").fill(0).toString("base64"),
      })),
      /^0 of 2$/,
    ),
    inRun(
      "sealed-messages",
      "seals",
      "the peers have other keys than each other",
      changing("seal-keys", (event) =>
        event.actor === "bob" ? { ...event, alice: "00".repeat(32) } : event,
      ),
      /^0 of 2$/,
    ),
  ],
  signalling: [
    inRun(
      "honest",
      "signalling-call-1",
      "a description was changed on its way",
      changing("description-received", (event) =>
        event.actor === "bob" ? { ...event, sdp: event.sdp.replace(/a=ice-pwd:./g, "$&x") } : event,
      ),
      /^changed: Alice's offer \(a=ice-pwd\); byte for byte: /,
    ),
    inRun(
      "honest",
      "signalling-call-1",
      "a candidate was changed on its way, in the server's log too",
      inTurn(
        changing("candidate-received", (event) =>
          event.actor === "bob"
            ? { ...event, candidate: event.candidate.replace(/\d+ typ/, "9 typ") }
            : event,
        ),
        changing("signal-sent", (event) =>
          event.to === "bob" ? { ...event, raw: event.raw.replace(/\d+ typ/, "9 typ") } : event,
        ),
      ),
      /^changed: Alice's candidates \(a=candidate\); byte for byte: /,
    ),
    inRun(
      "honest",
      "signalling-call-1",
      "the answer never arrived",
      changing("description-received", (event) => (event.actor === "alice" ? undefined : event)),
      /^not arrived: Bob's answer; byte for byte: /,
    ),
    inRun(
      "honest",
      "signalling-call-1",
      "candidates arrived that nobody sent",
      changing("candidate-sent", (event) => (event.actor === "bob" ? undefined : event)),
      /^never sent by that peer: Bob's candidates; /,
    ),
    inRun(
      "on-path",
      "signalling-call-1",
      "an attacker on the path changed the signalling, which it cannot reach",
      changing("description-received", (event) => ({ ...event, sdp: `${event.sdp} ` })),
      /^changed: /,
    ),
    inRun(
      "mitm",
      "signalling-call-1",
      "a server that attacks changed nothing",
      (recorded) =>
        inTurn(
          changing("description-received", (event) => ({ ...event, sdp: offerTo(recorded, event.actor) })),
          without("candidate-sent"),
          without("candidate-received"),
        )(recorded),
      /^byte for byte$/,
    ),
    SEALED_SIGNALLING,
  ],
  "readable-signals": READABLE_SIGNALS,
  "signalling-over-tls": [
    inRun(
      "mitm-over-wss",
      "signalling-over-tls",
      "one peer reports TLS twice and the other one never",
      changing("signalling-over-tls", (event) => ({ ...event, actor: "alice" })),
      /^Alice in call 1$/,
    ),
  ],
  "certificate-maker": [
    inRun(
      "mitm",
      "certificate-maker-alice",
      "the certificate is that of the attacker's other leg",
      changing("key-made", (event) => (event.owner === "alice-leg" ? { ...event, owner: "bob-leg" } : event)),
      /^in call 1: bob-leg$/,
    ),
    inRun(
      "mitm",
      "certificate-maker-bob",
      "nobody of the run made the certificate",
      changing("key-made", (event) => (event.owner === "bob-leg" ? undefined : event)),
      /^in call 1: nobody of this run$/,
    ),
  ],
  "first-fingerprint-line": [
    inRun(
      "extra-fingerprint",
      "first-fingerprint-line-alice",
      "the added line comes first",
      changing("description-received", (event) => ({ ...event, sdp: reversed(event.sdp) })),
      /^in call 1 another certificate \(sha-256\)$/,
    ),
    inRun(
      "extra-fingerprint",
      "first-fingerprint-line-bob",
      "the server puts its line in place of the genuine one",
      changing("description-received", (event) => ({ ...event, sdp: lastFingerprintOnly(event.sdp) })),
      /^no SDP with several fingerprint lines arrived$/,
    ),
  ],
  "comparison-readings": [
    inRun(
      "honest",
      "comparison-readings",
      "a peer heard something else than was passed on",
      changing("compared", (event) => (event.actor === "bob" ? { ...event, heard: "AA:BB" } : event)),
      /^Bob heard something else than was passed on/,
    ),
    inRun(
      "honest",
      "comparison-readings",
      "a peer expected something else than its certificates give",
      changing("compared", (event) => (event.actor === "bob" ? { ...event, expected: "AA:BB" } : event)),
      /Bob expected something else than its certificates/,
    ),
    inRun(
      "server-makes-keys-exporter",
      "comparison-readings",
      "a peer made the code of the session up",
      changing("read-aloud", (event) =>
        event.actor === "bob" && event.method === "exporter-code"
          ? { ...event, value: event.value.replace(/\d/, (digit) => (digit === "0" ? "1" : "0")) }
          : event,
      ),
      /Bob read aloud something else than its certificates/,
    ),
    inRun(
      "short-code-committed",
      "comparison-readings",
      "both peers report codes of their own invention",
      inTurn(
        changing("read-aloud", (event) => ({ ...event, value: "aardvark adroitness" })),
        changing("passed-out-of-band", (event) => ({ ...event, value: "aardvark adroitness" })),
        changing("code-exchanged", (event) => ({ ...event, code: "aardvark adroitness" })),
        changing("compared", (event) => ({
          ...event,
          heard: "aardvark adroitness",
          expected: "absurd adviser",
        })),
      ),
      /something else than its certificates, its exchange or its session give/,
    ),
    inRun(
      "short-code-committed",
      "comparison-readings",
      "what a peer received in the exchange was changed",
      changing("message-received", (event) => {
        const text = Buffer.from(event.head, "base64").toString();
        const nonce = /"nonce":"(.)/.exec(text);
        if (event.actor !== "bob" || !nonce) return event;
        const other = text.replace(nonce[0], `${nonce[0].slice(0, -1)}${nonce[1] === "0" ? "1" : "0"}`);
        return { ...event, head: Buffer.from(other).toString("base64") };
      }),
      /^Bob /,
    ),
  ],
  "signalling-way": [
    inRun(
      "plain-ws-path",
      "signalling-way",
      "the attacker was not on the way",
      changing("signalling-diverted", () => undefined),
      /^none: the attacker was not on the way$/,
    ),
    inRun(
      "plain-ws-path",
      "signalling-way",
      "the server changed what it passed on",
      changing("signal-sent", (event) => ({ ...event, raw: event.raw.replace("s=-", "s=x") })),
      /the server passed on something else than what reached it$/,
    ),
    inRun(
      "wss-path",
      "signalling-way",
      "the attacker could read one of the connections",
      changing("signalling-diverted", (event) => ({ ...event, readable: true })),
      /^2 in clear;/,
    ),
  ],
  screens: [
    inRun(
      "lying-dialog",
      "screens",
      "a screen showed no match",
      changing("match-shown", (event) => (event.actor === "bob" ? undefined : event)),
      /^Bob was shown no match and it did not match$/,
    ),
  ],
  grinding: [
    inRun(
      "short-code",
      "grinding",
      "the certificate that was ground was shown to nobody",
      (recorded) =>
        changing("certificate-ground", (event) => ({
          ...event,
          certificate:
            eventsOf(recorded.trace, "key-made").find(({ owner }) => owner === "alice")?.certificate ?? "",
        }))(recorded),
      /shown to nobody$/,
    ),
    inRun(
      "short-code",
      "grinding",
      "not one certificate was tried",
      changing("certificate-ground", (event) => ({ ...event, tries: 0 })),
      /^equal, but not one certificate was tried$/,
    ),
  ],
} satisfies Record<string, readonly Failure[]>;
