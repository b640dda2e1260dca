import type { Attack } from "../../src/attacks/attack.ts";
import { type Answer, answered } from "../../src/contract/answer.ts";
import type { Evidence } from "../../src/contract/evidence.ts";
import type { Defence } from "../../src/defences/defence.ts";
import { alarmsOf, contentRead, isRead } from "../script.ts";

/** Undefined: the side that a control leaves out. */
export interface Meeting {
  readonly attack: Attack | undefined;
  readonly defence: Defence | undefined;
}

export function questionOfMeeting({ attack, defence }: Meeting): string {
  if (!attack)
    return defence
      ? `Does “${defence.title}” stay silent when nobody attacks?`
      : "Is nothing read when nobody attacks?";
  return defence
    ? `Does “${defence.title}” help against “${attack.title}”?`
    : `Does “${attack.title}” get at the content where nobody defends?`;
}

/** From the evidence alone, by one rule for all meetings. A defence is credited only with an alarm of its own. */
export function answerOfMeeting({ attack, defence }: Meeting, evidence: Evidence): Answer {
  if (!attack) return withoutAttack(evidence);
  return defence ? withDefence(defence, evidence) : withoutDefence(evidence);
}

function withoutAttack(evidence: Evidence): Answer {
  const { alarms, disclosed } = evidence;
  if (isRead(evidence)) return answered("no", `No: ${readWords(evidence)}.`, disclosed);
  const codes = [...new Set(alarms.map(({ code }) => code))];
  return codes.length > 0
    ? answered("no", `No: ${codes.join(", ")} was raised although nobody attacked.`, alarmsOf(evidence))
    : answered("yes", "Yes: no peer raised an alarm, and nothing was read.", disclosed, alarmsOf(evidence));
}

function withoutDefence(evidence: Evidence): Answer {
  const { disclosed, altered, link } = evidence;
  if (isRead(evidence))
    return answered("yes", `Yes: ${readWords(evidence)}${changed(evidence)}.`, disclosed, altered);
  if (altered.content > 0)
    return answered("yes", "Yes: nothing was read, but a message was forged.", altered);
  const codes = [...new Set(evidence.alarms.map(({ code }) => code))];
  if (codes.length > 0)
    return answered(
      "no",
      `No: a guard of the lab raised ${codes.join(", ")}.`,
      disclosed,
      alarmsOf(evidence),
    );
  return answered(
    "no",
    "No: nothing was read, and no peer raised an alarm.",
    disclosed,
    link.alice,
    link.bob,
  );
}

function withDefence({ alarms: own, seals }: Defence, evidence: Evidence): Answer {
  const { disclosed, altered, link } = evidence;
  const raised = evidence.alarms.filter(({ code }) => own.includes(code));
  const codes = [...new Set(raised.map(({ code }) => code))].join(", ");
  const { sealedOnTheWay, readOnTheWay } = evidence.delivery;
  if (raised.length === 0 && seals && !isRead(evidence) && sealedOnTheWay > 0 && readOnTheWay === 0)
    return answered(
      "yes",
      "Yes: all that the attacker carried was sealed, and nothing was read. Nobody noticed that it was there.",
      disclosed,
    );
  if (raised.length === 0) {
    if (!isRead(evidence) && altered.content > 0)
      return answered("no", "No: it raised no alarm, and a message was forged.", altered);
    return isRead(evidence)
      ? answered(
          "no",
          `No: it raised no alarm, and ${readWords(evidence)}${changed(evidence)}.`,
          disclosed,
          altered,
        )
      : answered(
          "partly",
          "Partly: nothing was read, but it was not this defence that prevented it.",
          disclosed,
          link.alice,
          link.bob,
        );
  }
  return isRead(evidence)
    ? answered(
        "partly",
        `Partly: it raised ${codes}, but ${readWords(evidence)}.`,
        disclosed,
        alarmsOf(evidence),
      )
    : answered("yes", `Yes: it raised ${codes}, and nothing was read.`, disclosed, alarmsOf(evidence));
}

function changed({ altered }: Evidence): string {
  return altered.content > 0 ? ", and a message was changed" : "";
}

function readWords(evidence: Evidence): string {
  return `${contentRead(evidence)} ${evidence.disclosed.canaries.length > 1 ? "were" : "was"} read`;
}
