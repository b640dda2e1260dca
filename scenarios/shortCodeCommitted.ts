import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import {
  ALARMS_OF_BOTH,
  alarmsOf,
  CHAT,
  caughtInTime,
  contentRead,
  isRead,
  secret,
  WITH_THE_ATTACKER,
} from "./script.ts";

export default defineScenario({
  id: "short-code-committed",
  title: "A short code after commitments",
  question: "Can a short code be made safe?",
  story: [
    "Before there is a code, Alice commits to her certificate and a random nonce; Bob reveals his, and Alice opens her commitment. The server has to take part in an exchange with each of them, and in each it has bound itself before it learns the peer’s nonce.",
  ],
  lesson:
    "After a commitment a short code is as good as its length says: the attacker has one guess, here one in 65,536.",
  answer(evidence) {
    const { disclosed, comparison } = evidence;
    return comparison.value === "mismatch" && caughtInTime(evidence, "CODE_MISMATCH")
      ? answered(
          "yes",
          "Yes, as safe as its length: the attacker had one guess in 65,536, the codes differed, and no content was sent.",
          disclosed,
          comparison,
          alarmsOf(evidence),
        )
      : answered(
          "no",
          `No, not in this run: ${isRead(evidence) ? `${contentRead(evidence)} was read` : `the comparison was ${comparison.value}`}.`,
          disclosed,
          comparison,
        );
  },
  limits: [
    "The one guess remains: about once in 65,536 runs the codes agree and this scenario fails.",
    "A server that breaks off when it sees that its guess is wrong gets another guess in the next call, if people try again; that is not tested here. It can do so without an alarm towards the peer that answers.",
  ],
  references: ["RFC 6189 §4.4.1.1, §7"],
  classroom: [
    {
      question: "What does the commitment prevent that the hash alone did not?",
      answer:
        "Choosing late. The server must commit to its own values before it learns the peer's nonce. After that no search helps: what it could vary is fixed.",
    },
    {
      question: "With 16 bits, how often does an attacker get through?",
      answer:
        "Once in 65,536 attempts. An attempt that goes through to the end raises an alarm in front of two people; one that the attacker breaks off in time looks like a bad network, so a failed exchange must be shown to people too. That is why a short code can be enough here, and not in the scenario short-code.",
    },
    {
      question: "Why must both people stop after a mismatch?",
      answer:
        "Each repeated exchange is another guess. If people try again until the codes agree, the odds add up; ZRTP, which works in this way, has the same limit (RFC 6189 §7).",
    },
  ],
  defences: ["compare-committed-code"],
  controls: ["honest-defended", "short-code", "nonce-chosen-last"],
  calls: [
    {
      caller: "alice",
      channels: [...CHAT.channels, { label: "comparison" }],
      attack: "join-code-exchange",
      script: [{ step: "compare", method: "committed-code-16" }, secret],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: [],
    withheld: ["secret"],
    altered: "yes",
    alarms: ALARMS_OF_BOTH("CODE_MISMATCH"),
  },
});
