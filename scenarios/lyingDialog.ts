import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { alarmsOf, CHAT, compareAloud, contentRead, isRead, secret, WITH_THE_ATTACKER } from "./script.ts";

export default defineScenario({
  id: "lying-dialog",
  title: "The dialog says that all is well",
  question: "Does a comparison help when the server also delivers the dialog that shows its result?",
  story: [
    "The server is in the middle as in the scenario mitm, and Alice and Bob enter what they hear from each other into a dialog of the app. The app's code comes from the server, too. The fingerprints differ, and the dialog shows a match.",
  ],
  lesson:
    "A comparison is as honest as the screen that shows it. Whoever delivers the dialog decides what people see; they must compare with something that the server does not write.",
  answer(evidence) {
    const { disclosed, comparison, alarms } = evidence;
    if (alarms.length > 0)
      return answered("yes", "Yes, in this run: an alarm was raised.", alarmsOf(evidence));
    if (comparison.value === "mismatch" && isRead(evidence))
      return answered(
        "no",
        `No: the fingerprints did not fit, no peer raised an alarm, and ${contentRead(evidence)} was read.`,
        comparison,
        disclosed,
      );
    return answered("partly", "Partly: nobody was deceived in this run.", comparison, disclosed);
  },
  limits: [
    "The dialog is a fact that each peer reports; there is no person in this lab who looks at it.",
    "People who read the digits themselves, on a screen that shows the true ones, are not tested. This server’s code could show any digits as well.",
  ],
  references: ["RFC 8826 §4.3.2.4", "RFC 8827 §9.1"],
  classroom: [
    {
      question: "Who computed the fingerprints that Alice saw?",
      answer:
        "The code of the page, from the certificate that DTLS delivered. It had the true ones, and knew that they did not fit. Only its last line lied.",
    },
    {
      question: "Would it help if the browser itself showed the fingerprint, outside of the page?",
      answer:
        "Yes, against this: then the server does not write what people read. RFC 8827 §6.5 asks for such an interface of the browser; common browsers show it only in pages for developers.",
    },
    {
      question: "What is left to do in an app that is a page?",
      answer:
        "Very little. The page can send the content itself to the server (scenario page-tells). Comparing protects against a server that only signals, not against one that also delivers the code.",
    },
  ],
  defences: ["compare-fingerprints"],
  controls: ["mitm", "honest"],
  calls: [
    {
      ...CHAT,
      attack: "substitute-fingerprint",
      clientCode: "shows-a-match",
      script: [compareAloud, secret],
    },
  ],
  expect: {
    ...WITH_THE_ATTACKER,
    comparison: "mismatch",
    disclosed: ["secret"],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});
