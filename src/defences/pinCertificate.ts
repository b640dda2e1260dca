import type { Defence } from "./defence.ts";

export const pinCertificate: Defence = {
  id: "pin-certificate",
  title: "Remembering the certificate of the last call",
  explain: () =>
    "Each peer keeps its certificate from call to call and remembers the one that the other peer had, unless that call raised an alarm. In the next call DTLS must deliver the same one.",
  catches: "A certificate that is not the one of the last call that raised no alarm.",
  doesNotCatch:
    "An attacker that was there in the first call: that is whom the peer remembers. An honest peer with a new certificate, for each call or after a new installation, raises the same alarm. Nor a remembered certificate that is replayed without its key, where the stack does not verify the handshake’s signatures.",
  references: ["RFC 8826 §4.3.2.1", "RFC 8827 §6.5"],
  alarms: ["PIN_MISMATCH"],
  delivered: (certificate, { remembered }) =>
    remembered === undefined || Buffer.compare(remembered, certificate) === 0
      ? undefined
      : {
          code: "PIN_MISMATCH",
          message: "This is not the certificate that the other person had in the last call.",
        },
};
