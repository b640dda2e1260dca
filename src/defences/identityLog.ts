import { createHash } from "node:crypto";
import { isEntered, isSound, isWhole } from "../identityLog/identityLog.ts";
import { counterpartOf } from "../trace/parties.ts";
import type { CallContext, Defence, Refusal } from "./defence.ts";

const UNUSABLE: Refusal = {
  code: "LOG_UNUSABLE",
  message: "The log’s head is not signed by it, or does not continue the one that this peer saw before.",
};

export const lookUpInLog: Defence = {
  id: "look-up-in-log",
  readsLog: true,
  title: "Looking the certificate up in a public log",
  explain: () =>
    "The peers enter their certificates under their names in a public log that only grows, a Merkle tree whose head the log signs. Each accepts a connection only if the certificate that DTLS delivered is entered under the other’s name, " +
    "with a proof that leads to the head, and if that head continues the one it saw before.",
  catches:
    "A certificate that is in no log: an attacker must enter it under the other’s name, where everybody can see it.",
  doesNotCatch:
    "A certificate that the attacker has entered: a log takes entries from anybody and vouches for none. A log that shows each peer another list, unless the peers compare the heads out of band.",
  references: ["RFC 9162 §2.1", "RFC 6962 §2.1, §3.5", "RFC 8826 §4.3.2"],
  alarms: ["LOG_ENTRY_MISSING", "LOG_UNUSABLE"],
  delivered(certificate, { me, log }) {
    if (!log || !isSound(log.view, log.earlier)) return UNUSABLE;
    const digest = createHash("sha256").update(certificate).digest("hex");
    if (isEntered(log.view, { name: counterpartOf(me), certificate: digest })) return undefined;
    return {
      code: "LOG_ENTRY_MISSING",
      message: "The certificate that DTLS delivered is not entered in the log under the other person’s name.",
    };
  },
};

export const watchLog: Defence = {
  id: "watch-log",
  readsLog: true,
  title: "Watching over one’s own name in the log",
  explain: () =>
    "Before it takes a description, a peer reads the whole log, computes its head again, and looks for certificates under its own name that are not its own.",
  catches:
    "Whoever enters a certificate under another person’s name, before that person talks, and for everybody to see.",
  doesNotCatch:
    "An entry made after the person looked, until the next look. It needs somebody who watches: whoever talks with a person who does not is not told.",
  references: ["RFC 9162 §8.2", "RFC 6962 §5.3"],
  alarms: ["LOG_ENTRY_FOREIGN", "LOG_UNUSABLE"],
  incoming(_, { me, log }: CallContext) {
    if (!log || !isSound(log.view, log.earlier) || !isWhole(log.view)) return UNUSABLE;
    const foreign = log.view.entries.some(
      ({ name, certificate }) => name === me && certificate !== log.ownCertificate,
    );
    if (!foreign) return undefined;
    return {
      code: "LOG_ENTRY_FOREIGN",
      message: "The log has a certificate under this person’s name that this peer did not make.",
    };
  },
};
