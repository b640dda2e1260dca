import { createHash } from "node:crypto";
import type { RunAssociation12, RunAssociation13 } from "../../run/associations.ts";
import type { RunMessage, SeenContent } from "../../run/messages.ts";
import type { Run } from "../../run/run.ts";
import { crossingOf, type Hop, type Opening, openingOf } from "./hop.ts";
import { tellingMessage } from "./tellingMessage.ts";

/** One message of the run, from its sender to its receiver, as the capture has it. */
export type FollowedMessage =
  | { readonly kind: "not-followed"; readonly because: string }
  | {
      readonly kind: "followed";
      readonly message: RunMessage;
      /** The DTLS association over which its sender sent it. */
      readonly association: RunAssociation12;
      /** The record that carried it; with an attacker in the middle also the one in which it went on. */
      readonly hops: readonly [Hop, ...Hop[]];
      /** Why it cannot be followed to its receiver. Undefined: it can. */
      readonly lost: string | undefined;
      /** The DATA_CHANNEL_OPEN of its channel. Undefined: it was not seen. */
      readonly opening: Opening | undefined;
    };

/**
 * Follows one message of content: that of an attacked call before any other, and of them the most telling. Message and record are
 * joined by type and hash, so what stands here was read from the capture, with the true secret that an end reported.
 */
export function followedMessage(run: Run): FollowedMessage {
  const message = chosen(run);
  if (!message?.sent) return { kind: "not-followed", because: nothingSent(run) };
  const { call, from, to, sent } = message;
  const first = associationWith(run, call, from);
  if (!first) return lost(`no DTLS of ${from} in this call stands in the capture`);
  if (first.dtls === "1.3") return notShown(first, sent);
  if (!first.opened) return lost("no secret that opens its records is known to the judge");
  const hop = crossingOf(run, first, { from, content: sent });
  if (!hop) return lost("it is in no record that opens: it may have been lost, or never left its sender");
  const opening = openingOf(first, hop.streamId);
  const base = { kind: "followed", message, association: first, opening } as const;
  if (first.ends.includes(to)) return { ...base, hops: [hop], lost: undefined };
  const onward = onwardHop(run, message);
  return typeof onward === "string"
    ? { ...base, hops: [hop], lost: onward }
    : { ...base, hops: [hop, onward], lost: undefined };
}

/** The record in which an attacker's other leg sent it on, or why there is none. */
function onwardHop(run: Run, { call, to, received, replaced }: RunMessage): Hop | string {
  const second = associationWith(run, call, to);
  const content = received ?? replaced;
  if (second?.dtls === "1.3") return "Its way on the other leg is not shown: that leg speaks DTLS 1.3.";
  if (!second?.opened) return "The other leg cannot be opened.";
  if (!content) return "The attacker did not send it on, or it did not arrive.";
  const from = second.ends[0] === to ? second.ends[1] : second.ends[0];
  return crossingOf(run, second, { from, content }) ?? "It is in no record of the other leg that opens.";
}

/** The layout of its records is another one; whether the message is in one of them is known all the same. */
function notShown({ content, opened }: RunAssociation13, { sha256 }: SeenContent): FollowedMessage {
  const found = content.find(({ bytes }) => createHash("sha256").update(bytes).digest("hex") === sha256);
  const where = found
    ? `It is in ${String(found.basis).replace(":", " ")}, in a record that opens with the true secrets.`
    : opened
      ? "No record that opens has it."
      : "No secret that opens its records is known to the judge.";
  return {
    kind: "not-followed",
    because: `A message was sent over DTLS 1.3. Its way is not shown byte by byte for DTLS 1.3. ${where}`,
  };
}

function lost(why: string): FollowedMessage {
  return { kind: "not-followed", because: `A message was sent, but it cannot be followed: ${why}.` };
}

function chosen(run: Run): RunMessage | undefined {
  const sent = run.messages.filter((message) => message.purpose === "content" && message.sent);
  const attacked = sent.filter(({ attacker }) => attacker !== undefined);
  return tellingMessage(attacked.length > 0 ? attacked : sent, run);
}

function nothingSent({ facts }: Run): string {
  const [skipped] = facts["step-skipped"];
  const why = skipped ? ` What should have been sent was withheld: ${skipped.because}.` : "";
  return `No message of content was sent in this run, so there is none to follow.${why}`;
}

function associationWith({ associations }: Run, call: number, end: RunMessage["from"]) {
  return associations.findLast((association) => association.call === call && association.ends.includes(end));
}
