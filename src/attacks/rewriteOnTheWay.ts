import type { SignallingPathAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const rewriteOnTheWay: SignallingPathAttack = {
  ...substituteFingerprint,
  id: "rewrite-on-the-way",
  title: "Substituting the fingerprint on the way to an honest server",
  position: "signalling-path",
  explain: () =>
    "The server is honest. Somebody who owns the network between a peer and the server, such as whoever runs the Wi-Fi, has the peer’s connection to the " +
    "server pass through a program of its own. Where that connection is a plain WebSocket, the program reads each signal and puts its own certificate’s " +
    "fingerprint, ICE credentials and candidates in, before the server ever sees them. The server forwards byte for byte what reached it.",
  limits:
    "It needs signalling that it can read. Over TLS, to a server whose certificate the peers check, all that it can do is to pass the bytes on or to cut the connection.",
  references: ["RFC 8827 §9.1", "RFC 8826 §4.3.2", "RFC 6455 §10.6"],
};
