import { type Answer, answered } from "../src/contract/answer.ts";
import type { Evidence, Finding } from "../src/contract/evidence.ts";
import type { Call, Expectation, Step } from "../src/scenario.ts";
import type { AlarmCode } from "../src/trace/alarmCode.ts";
import type { LinkFailure } from "../src/trace/linkFailure.ts";

/** Steps, outcomes and readings of the evidence that several experiments share, so that each file states only what is its own. */
export const CHAT: Pick<Call, "caller" | "channels"> = { caller: "alice", channels: [{ label: "chat" }] };

/** What Alice says before anybody compares. */
export const greeting: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Hello Bob, it is me. Our word of the day is {canary}.",
  canary: "greeting",
};

/** What Alice would not say to a stranger. */
export const secret: Extract<Step, { step: "say" }> = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Now that we are alone: the account number is {canary}.",
  canary: "secret",
};

/** Enough records for every number of the handshake to come again, where a stack lets them. */
export const chatter = Array.from(
  { length: 12 },
  (_, index): Step => ({
    step: "say",
    by: index % 2 === 0 ? "alice" : "bob",
    channel: "chat",
    type: "text",
    content: `Message ${index + 1} of 12.`,
  }),
);

export const compareAloud: Step = { step: "compare", method: "full-fingerprint" };

type Outcome = Pick<Expectation, "link" | "linkFailure" | "remoteCertificate" | "possession">;

/** Both peers hold a connection with each other. */
export const WITH_EACH_OTHER: Outcome = {
  link: { alice: "connected", bob: "connected" },
  remoteCertificate: { alice: "genuine", bob: "genuine" },
  possession: { alice: "proven", bob: "proven" },
};

/** Both peers hold a connection with the attacker, who has the keys of the certificates that it shows. */
export const WITH_THE_ATTACKER: Outcome = {
  link: { alice: "connected", bob: "connected" },
  remoteCertificate: { alice: "substituted", bob: "substituted" },
  possession: { alice: "proven", bob: "proven" },
};

/** The stack of both peers refused the attacker's certificate, for this reason. */
export const REFUSED_BY_STACK = (reason: LinkFailure): Outcome => ({
  ...WITH_THE_ATTACKER,
  link: { alice: "failed", bob: "failed" },
  linkFailure: { alice: reason, bob: reason },
});

/** The stack of both peers did not begin DTLS, nor anything in its place. */
export const NOT_BEGUN: Outcome = {
  link: { alice: "failed", bob: "failed" },
  linkFailure: { alice: "no-fingerprint", bob: "no-fingerprint" },
  remoteCertificate: { alice: "none", bob: "none" },
  possession: { alice: "none", bob: "none" },
};

/** The stack of both peers was content with the attacker's certificate; a defence was not. */
export const REFUSED_BY_DEFENCE: Outcome = {
  ...WITH_THE_ATTACKER,
  link: { alice: "aborted", bob: "aborted" },
  linkFailure: { alice: "refused-by-defence", bob: "refused-by-defence" },
};

export const ALARMS_OF_BOTH = (code: AlarmCode): Expectation["alarms"] => [
  { by: "alice", code },
  { by: "bob", code },
];

/** Somebody who is no peer has all of this content. */
export function wasRead({ disclosed }: Evidence, ...names: readonly string[]): boolean {
  return names.every((name) => disclosed.canaries.includes(name));
}

/** "the greeting and the secret": the content that somebody read who is no peer. */
export function contentRead({ disclosed }: Evidence): string {
  return disclosed.canaries.map((name) => `the ${name}`).join(" and ");
}

export function bothConnected({ link }: Evidence): boolean {
  return link.alice.value === "connected" && link.bob.value === "connected";
}

/** Both peers went on with a certificate that is not the other's. */
export function bothFooled({ remoteCertificate: { alice, bob } }: Evidence): boolean {
  return [alice, bob].every(({ value, accepted }) => value === "substituted" && accepted);
}

/** Both links failed for this reason and no other. */
export function bothRefused({ link }: Evidence, reason: LinkFailure): boolean {
  return link.alice.reason === reason && link.bob.reason === reason;
}

/** Some peer raised this alarm, before any content was sent in that call, and nothing was read. */
export function caughtInTime(evidence: Evidence, code: AlarmCode): boolean {
  const raised = evidence.alarms.filter((alarm) => alarm.code === code);
  return raised.length > 0 && raised.every(({ beforeContent }) => beforeContent) && !isRead(evidence);
}

export function wasRaised({ alarms }: Evidence, code: AlarmCode): boolean {
  return alarms.some((alarm) => alarm.code === code);
}

export function isRead({ disclosed }: Evidence): boolean {
  return disclosed.value === "yes";
}

/** The alarms as a finding for an answer to rest on; there is always a value. */
export function alarmsOf({ alarms }: Evidence): Finding {
  return {
    value: alarms.length > 0 ? "raised" : "none",
    because: "",
    basis: alarms.map(({ seq }) => seq),
  };
}

/** What all connections of a run have in common as one finding. Where they differ, or there is none, it is unknown. */
export function findingOf(found: readonly Finding[]): Finding {
  const [first] = found;
  const same = first !== undefined && found.every(({ value }) => value === first.value);
  return {
    value: same ? first.value : "unknown",
    because: same ? first.because : "the connections differ, or none was seen",
    basis: found.flatMap(({ basis }) => basis),
  };
}

/** Whether an attacker who forges records changed what arrived: the answer with the guard of the record numbers, and without. */
export function answerOnForgery(evidence: Evidence): Answer {
  const { disclosed, forgeries, nonces } = evidence;
  const { sent, authentic, taken } = forgeries;
  const of = sent === 1 ? "one record" : `${sent} records`;
  const finding = { ...forgeries, value: "counted", because: "" };
  const uses = { ...nonces, because: "it is not known whether a nonce came twice" };
  if (isRead(evidence)) return answered("yes", `Yes: ${contentRead(evidence)} was read.`, disclosed);
  if (taken > 0)
    return answered(
      "yes",
      `Yes: of ${of} that it forged, ${authentic} had the right tag, and Bob read an order that nobody had written.`,
      finding,
      uses,
    );
  return sent === 0
    ? answered(
        "no",
        `No: it had nothing to forge a record with${nonces.value === "unique" ? ", because no nonce came twice" : ""}.`,
        finding,
        uses,
        disclosed,
      )
    : answered("no", `No: of ${of} that it forged, none was taken as a message.`, finding, uses, disclosed);
}
