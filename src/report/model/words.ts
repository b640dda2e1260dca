/** The project's words that a report uses, as a reader who is new to it needs them. */
export const WORDS: readonly (readonly [string, string])[] = [
  ["server", "The signalling server's process: it introduces the peers and sees every offer and answer."],
  ["network", "The router's process, through which every datagram passes. Its recorder keeps them all."],
  ["operator", "Whoever runs the server, and has the server's log and the recording."],
  [
    "attacker",
    "Whoever attacks in this run: the server, or somebody on the path between the peers, who is a party of its own and not the operator.",
  ],
  ["leg", "One of the two connections of an attacker in the middle: one faces Alice, one faces Bob."],
  ["association", "One DTLS connection: a handshake and what it protects."],
  ["possession", "Proof that an end holds the private key of the certificate that it shows: its signature."],
  ["guard", "What the lab's peers do because their WebRTC stack does not."],
  ["canary", "A random secret, made for this run and sent as content, which is searched for afterwards."],
  ["marker", "A random value that the lab put in itself, so that a search has something it must find."],
  ["control", "A step that shows that an instrument works: it must find, or must stay silent."],
  ["withheld", "Never sent, because an alarm or a failed connection came first."],
  [
    "failed, aborted, pending",
    "How an attempt to connect ends if it is not “connected”: the stack gave up; this peer refused; nothing was decided by the end.",
  ],
  ["basis", "The lines of the trace and the packets of the capture that a sentence rests on."],
];
