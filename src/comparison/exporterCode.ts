import { fiveDigitGroups } from "./decimalGroups.ts";
import type { SessionMethod } from "./method.ts";

/** Each takes five bytes. */
const GROUPS = 8;

/** What both ends of one DTLS session can compute, and the ends of two cannot: digits from its exporter. */
export const exporterCode: SessionMethod = {
  id: "exporter-code",
  title: "Eight groups of five digits from the DTLS session",
  bits: GROUPS * 5 * Math.log2(10),
  binds: "session",
  // Labels that begin so need no registration (RFC 5705 §4).
  exporter: { label: "EXPERIMENTAL webrtc-mitm-lab comparison", length: GROUPS * 5 },
  alarm: "CODE_MISMATCH",
  sentences: {
    match: "What the other person read aloud is the code that this peer exported from its DTLS session.",
    mismatch:
      "What the other person read aloud is not the code that this peer exported from its DTLS session.",
  },
  explain: () =>
    "Both people read forty digits, which each peer derives from the secret of its own DTLS session with the exporter of TLS. Two peers at the ends of one " +
    "session read the same. With somebody in the middle there are two sessions, whatever certificates they show.",
  limits: () =>
    "It says that there is one session, not who is at its other end: the person who reads must be known by the channel. A code of a few bits could be searched for: as DTLS client " +
    "the interceptor sends the last key share. Browsers give an application no exporter for WebRTC’s DTLS.",
  references: ["RFC 5705 §4", "RFC 7627 §5.4", "RFC 8446 §7.5"],
  readAloud: code,
  expects: code,
};

function code(exported: Uint8Array): string {
  return fiveDigitGroups(exported, GROUPS).join(" ");
}
