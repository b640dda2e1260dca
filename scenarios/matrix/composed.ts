import { ORDER } from "../../src/attacks/forgeRecord.ts";
import { type AttackId, attack } from "../../src/attacks/index.ts";
import { EXCHANGE_CHANNEL } from "../../src/comparison/codeExchange.ts";
import { comparisonMethod } from "../../src/comparison/index.ts";
import type { Defence } from "../../src/defences/defence.ts";
import { type DefenceId, defence } from "../../src/defences/index.ts";
import { type Call, defineScenario, type Scenario, type Step } from "../../src/scenario.ts";
import { CHAT, chatter } from "../script.ts";
import { answerOfMeeting, questionOfMeeting } from "./answer.ts";

/**
 * The scenario of one meeting, made by one rule for all: people compare before they say anything, and then Alice says what
 * she would say to Bob only. Nobody foretells what it comes to.
 */
export function composed(attackId: AttackId | undefined, defenceId: DefenceId | undefined): Scenario {
  const meeting = {
    attack: attackId && attack(attackId),
    defence: defenceId && defence(defenceId),
  };
  const needsEarlierCall = attackId === "replay-certificate" || defenceId === "pin-certificate";
  return defineScenario({
    id: meetingId(attackId, defenceId),
    title: `${meeting.attack?.title ?? "No attack"}, ${meeting.defence ? `against: ${meeting.defence.title.toLowerCase()}` : "and no defence"}`,
    question: questionOfMeeting(meeting),
    story: [
      "This run was composed for the matrix: one attack, one defence, and the same words in every cell.",
      ...(needsEarlierCall
        ? [
            "Before it the peers have an earlier call that nobody attacks, because there is something to remember from it.",
          ]
        : []),
      ...(attackId === undefined ? [] : (ARRANGED[attackId] ?? [])),
    ],
    // It would be told of a run that is as expected, and nobody expects anything of this one.
    lesson: "",
    answer: (evidence) => answerOfMeeting(meeting, evidence),
    limits: [
      "One run, of one call, with this lab’s peers. Nobody foretold what it comes to: it shows what happened, and the controls show that the lab could see it.",
      "The attack is as it is in its own scenario. Somebody who knows the defence would choose another: that is another row.",
    ],
    references: [...new Set([...(meeting.attack?.references ?? []), ...(meeting.defence?.references ?? [])])],
    defences: defenceId === undefined ? [] : [defenceId],
    controls: [
      ...(attackId === undefined ? [] : [meetingId(undefined, defenceId)]),
      ...(defenceId === undefined ? [] : [meetingId(attackId, undefined)]),
    ],
    ...(attackId === "use-handed-keys" && { keys: "made-by-server" }),
    calls: [
      ...(needsEarlierCall ? [{ ...CHAT, script: [] }] : []),
      callOf(attackId, meeting.defence, comparisonSteps(attackId, meeting.defence)),
    ],
  });
}

function meetingId(attackId: AttackId | undefined, defenceId: DefenceId | undefined): string {
  return `${attackId ?? "no-attack"}-${defenceId ?? "no-defence"}`;
}

/** What an attack is given, without which it would attack nothing. */
const ARRANGED: Readonly<Partial<Record<AttackId, readonly string[]>>> = {
  "use-handed-keys": ["The server made the keys of both peers, and kept them: the attack uses those."],
  "replay-certificate": [
    "The peers run the stack as it comes, without this lab’s guard that verifies the handshake’s signatures: with it no such attack gets as far as a defence.",
  ],
  "repeat-record": [
    "The peers run the stack as it comes, without this lab’s guard against repeated records: with it no copy gets as far as SCTP.",
  ],
  "forge-record": [
    "The peers run the stack as it comes, without this lab’s guard of the record numbers, and talk until a nonce has come twice. Then Alice sends an order, which the attacker forges: without a repeated nonce it has nothing to forge with.",
  ],
  "keep-goodbyes": [
    "Where people read something aloud that was not exchanged before, Alice greets first, only Bob compares, and Alice goes on as long as her connection stands: the attack is about whoever is left when the other one has hung up.",
  ],
};

function callOf(
  attackId: AttackId | undefined,
  defence: Defence | undefined,
  comparison: readonly Step[],
): Call {
  return {
    ...CHAT,
    channels: [...CHAT.channels, { label: EXCHANGE_CHANNEL }],
    ...(attackId && { attack: attackId }),
    ...guardsOf(attackId),
    script: [
      ...comparison,
      ...(attackId === "forge-record" ? [...chatter, ORDERED] : []),
      {
        ...SECRET,
        // It speaks after a message that it recognises, and of a sealed one it recognises nothing.
        ...(attackId === "inject-message" && !defence?.seals && { forged: 1 }),
        ...(attackId === "keep-goodbyes" && { arrives: false }),
      },
      ...(attackId === "repeat-record" ? [REPEATED] : []),
      {
        ...WARNING,
        ...((attackId === "drop-message" || attackId === "keep-goodbyes") && { arrives: false }),
      },
    ],
  };
}

/** The attack is about what the stack leaves out there. */
function guardsOf(attackId: AttackId | undefined): Pick<Call, "dangerSkipGuards"> {
  switch (attackId) {
    case "replay-certificate":
      return { dangerSkipGuards: ["possession"] };
    case "repeat-record":
      return { dangerSkipGuards: ["replay"] };
    case "forge-record":
      return { dangerSkipGuards: ["nonce"] };
    default:
      return {};
  }
}

const REPEATED: Step = { step: "inject", to: "bob" };

/** Its words are those that `forge-record` looks for. */
const ORDERED: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: `${ORDER.begins}{canary}${ORDER.ends}`,
  canary: "order",
  arrives: false,
  forged: 1,
};

/** Its words are those that `tamper` and `inject-message` look for. */
const SECRET: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Bob, the account number is {canary}.",
  canary: "secret",
};

/** Its words are those that `drop-message` looks for. */
const WARNING: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Do not pay before I have called you. The reason is {canary}.",
  canary: "warning",
};

function comparisonSteps(attackId: AttackId | undefined, defence: Defence | undefined): Step[] {
  if (!defence?.comparison) return [];
  const { method, over } = defence.comparison;
  if (over === "the call") return [{ step: "compare", method, over: "chat" }];
  const isOneSided = attackId === "keep-goodbyes" && !comparisonMethod(method).exchange;
  return isOneSided ? [HELLO, { step: "compare", method, by: "bob" }] : [{ step: "compare", method }];
}

/** Nothing else arrives where a goodbye is kept, and of what does not arrive nobody can say that it was not altered. */
const HELLO: Step = {
  step: "say",
  by: "alice",
  channel: "chat",
  type: "text",
  content: "Hello Bob, can you hear me?",
};
