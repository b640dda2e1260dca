import type { Call, Expectation, Step } from "../src/scenario.ts";

/** Steps and outcomes that several experiments share, so that each file states only what is its own. */
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
export const secret: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Now that we are alone: the account number is {canary}.",
  canary: "secret",
};

export const compareAloud: Step = { step: "compare", method: "full-fingerprint" };

type Outcome = Pick<Expectation, "link" | "remoteCertificate" | "possession">;

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

export const ALARMS_OF_BOTH = (code: string): Expectation["alarms"] => [
  { by: "alice", code },
  { by: "bob", code },
];
