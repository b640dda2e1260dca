import type { Defence } from "./defence.ts";

export const compareExporterCode: Defence = {
  id: "compare-exporter-code",
  title: "Comparing a code of the DTLS session",
  comparison: { method: "exporter-code", over: "another channel" },
  explain: () =>
    "Each person reads aloud forty digits that the peer derives from the secret of its own DTLS session, with the exporter of TLS (RFC 5705). It compares the connection itself and not the certificates.",
  catches:
    "Anybody in the middle, also one who shows the genuine certificates and holds their keys: two legs are two sessions, and no secret of the one is a secret of the other.",
  doesNotCatch:
    "Somebody who has the session secret of one session, such as client code that gives it away. A session without the extended master secret: there the triple handshake gives two sessions one secret, so " +
    "nothing is exported (RFC 7627 §5.4). A forged voice; people who stop after the first digits. It has to be done again for each connection, and browsers offer no exporter for it.",
  references: ["RFC 5705 §4", "RFC 7627 §1, §5.4", "RFC 8446 §7.5"],
  alarms: ["CODE_MISMATCH"],
};
