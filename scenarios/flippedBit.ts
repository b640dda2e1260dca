import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { CHAT, greeting, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "flipped-bit",
  title: "A bit flipped on the way",
  question: "Does the peers’ own stack notice when a server in the middle changes a message?",
  story: [
    "The server stands in the middle and nobody compares. It lets Alice’s greeting pass, and flips one bit of her second message before it encrypts it for Bob.",
    "DTLS protects each record against changes, but it does so on each leg by itself. SCTP’s checksum is computed again by whoever changes the packet. Bob receives a message that Alice never sent.",
  ],
  lesson:
    "Integrity reaches as far as the encrypted connection does. Two intact connections with a man between them are no intact call.",
  answer({ altered, disclosed, alarms }) {
    if (altered.content === 0) return answered("yes", "Yes: nothing arrived that was not sent.", altered);
    return alarms.length === 0
      ? answered("no", `No: ${altered.content} message arrived changed, and no alarm was raised.`, altered)
      : answered("yes", "Yes: an alarm was raised.", altered, disclosed);
  },
  limits: [
    "The change is blind, so that the scenario sealed-messages-altered can make the same one. A server that reads can choose what it writes: see the scenario mitm-tamper.",
  ],
  references: ["RFC 8826 §4.3.2", "RFC 8261 §3", "RFC 9260 §6.8"],
  classroom: [
    {
      question: "Each DTLS record carries an authentication tag. Which tag did the changed message have?",
      answer:
        "A right one: the server holds the keys of its leg towards Bob, and made a new record. The tag says that whoever holds these keys wrote the record, not that Alice did.",
    },
    {
      question: "SCTP adds a checksum to every packet. Why did Bob’s stack not discard the changed one?",
      answer:
        "CRC32c takes no key: whoever changes the packet computes it again. It protects against accidents. Against attackers SCTP relies on DTLS (RFC 8261), and DTLS ended at the server.",
    },
    {
      question: "Would an application notice a flipped bit?",
      answer:
        "In a text perhaps a reader would. In a number, a file or a command nobody need. An application that cannot be sure of the channel has to authenticate what it says by itself.",
    },
  ],
  defences: [],
  controls: ["sealed-messages-altered"],
  calls: [{ ...CHAT, attack: "flip-bit", script: [greeting, secret] }],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "not-made",
    disclosed: ["greeting", "secret"],
    withheld: [],
    altered: "yes",
    alarms: [],
  },
});
