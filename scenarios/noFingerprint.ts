import { answered } from "../src/contract/answer.ts";
import { defineScenario } from "../src/scenario.ts";
import { bothRefused, CHAT, contentRead, greeting, isRead, NOT_BEGUN } from "./script.ts";

export default defineScenario({
  id: "no-fingerprint",
  title: "SDP without any fingerprint",
  question: "Does the stack go on when the SDP names no fingerprint at all?",
  story: [
    "The server takes every fingerprint line out of offer and answer. ICE credentials and candidates stay, so the peers do reach each other. What is missing is the line that says which certificate to expect.",
    "The stack of each peer waits for ICE and then refuses to begin DTLS. It sends nothing in its place.",
  ],
  lesson:
    "Without a fingerprint this stack makes no connection. It is the negative test that “encryption is mandatory” needs: that nothing was seen in clear says little as long as nobody asked for less.",
  answer(evidence) {
    const { disclosed } = evidence;
    const { alice, bob } = evidence.link;
    if (isRead(evidence)) return answered("yes", `Yes: ${contentRead(evidence)} was read.`, disclosed);
    if (bothRefused(evidence, "no-fingerprint"))
      return answered("no", "No: neither peer began DTLS, or anything in its place.", disclosed, alice, bob);
    const went = [alice, bob].some(({ value }) => value === "connected");
    return answered(
      went ? "yes" : "no",
      went
        ? "Yes: a peer connected without knowing which certificate to expect."
        : `No, but not for want of a fingerprint alone (Alice ${alice.value}, Bob ${bob.value}).`,
      alice,
      bob,
    );
  },
  limits: [
    "A stack that has a fingerprint from an earlier description may go on with that one; werift adds up what it was told. This is the first description of the call.",
    "It does not test a fingerprint that is empty or of an unknown hash function. The scenario weak-fingerprint-md5 has one that is forbidden.",
  ],
  references: ["RFC 8827 §6.5", "RFC 8122 §5", "RFC 5763 §5"],
  classroom: [
    {
      question: "The certificate would have been the right one. Why refuse it?",
      answer:
        "Because the peer could not tell. Without a fingerprint any certificate is as good as any other, and whoever is on the path could show one (RFC 5763 §5).",
    },
    {
      question: "The peers reached each other by ICE. At which point did each of them stop?",
      answer:
        "Before the first byte of DTLS. The recording has ICE checks in both directions and no ClientHello: a peer that does not know which certificate to expect has no use for a handshake.",
    },
    {
      question: "What did the server gain?",
      answer:
        "It prevented the call, which it could have done by forwarding nothing. It does not need this attack to be let in: with a fingerprint of its own, in the scenario mitm, it is.",
    },
  ],
  defences: [],
  controls: ["honest", "mitm"],
  calls: [{ ...CHAT, attack: "no-fingerprint", script: [greeting] }],
  expect: {
    ...NOT_BEGUN,
    comparison: "not-made",
    disclosed: [],
    withheld: ["greeting"],
    altered: "no",
    alarms: [],
  },
});
