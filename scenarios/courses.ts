import type { CatalogueCourse } from "../src/catalogue.ts";

/** The catalogue answers one question at a time; these say in which order, and what to look at. */
export const COURSES: readonly CatalogueCourse[] = [
  {
    title: "An hour",
    forWhom: "For people who use encrypted calls: what the lock stands for, and what it does not.",
    stations: [
      {
        scenario: "honest",
        look: "Let everybody guess first. Then look at “Who holds what”: the server has the fingerprints, and no key.",
      },
      {
        scenario: "mitm",
        look: "Put the two SDP texts side by side: one line differs. Then look at when the alarm came, and what was read by then.",
      },
      {
        scenario: "skipped-comparison",
        look: "It is the same attack. Look for anything on the two screens that is otherwise than in the first run.",
      },
      {
        scenario: "mitm-tamper",
        look: "Read the message as Alice sent it and as Bob got it, and ask who could have noticed.",
      },
      {
        scenario: "partial-comparison",
        look: "Look at the two fingerprints and at how many digits agree. Ask how many digits the class would read aloud.",
      },
    ],
  },
  {
    title: "A day",
    forWhom: "For developers: every check of the connection, what it rests on, and how it fails.",
    stations: [
      {
        scenario: "honest",
        look: "Follow one message through its layers, and one handshake through its flights.",
      },
      { scenario: "mitm", look: "Look at the two handshakes, and at which certificate each of them showed." },
      {
        scenario: "mitm-inject",
        look: "Follow the message that nobody sent, and see which numbers of SCTP had to move for it.",
      },
      {
        scenario: "on-path",
        look: "Look at why the link failed: the signalling was honest, and the fingerprint did its work.",
      },
      {
        scenario: "replayed-certificate",
        look: "Look at the signature in the handshake: the certificate is right, and the proof is missing.",
      },
      {
        scenario: "extra-fingerprint",
        look: "Compare the first fingerprint line with the certificate that DTLS delivered.",
      },
      {
        scenario: "pinned-certificate",
        look: "Look at the second call. Ask what the first one must have been for the alarm to mean anything.",
      },
      {
        scenario: "signed-fingerprint-stripped",
        look: "Look for the line that is missing in the SDP, and at the peer that did not miss it.",
      },
      {
        scenario: "short-code",
        look: "Look at how many certificates were tried, and at what each further bit would have cost.",
      },
      {
        scenario: "short-code-committed",
        look: "Look at the order of the messages: find the moment at which the server is bound.",
      },
      {
        scenario: "traffic-analysis",
        look: "Nothing was opened. Look at how often the observer guessed right.",
      },
      {
        scenario: "leaked-session-secrets",
        look: "Look at who delivered the code, and at which checks could have noticed.",
      },
    ],
  },
  {
    title: "An audit",
    forWhom: "For whoever judges a product: one question to the product at each station.",
    stations: [
      {
        scenario: "server-makes-keys-mitm",
        look: "Ask where the keys are made. No comparison helps if it is not on the devices.",
      },
      {
        scenario: "page-tells",
        look: "Ask who delivers the client code, and how anybody would notice another version.",
      },
      {
        scenario: "skipped-comparison",
        look: "Ask what happens if nobody compares. Look at what was read here without a sign on any screen.",
      },
      {
        scenario: "compare-over-the-call",
        look: "Ask over which channel users compare. One that runs through the call confirms whoever is in it.",
      },
      {
        scenario: "one-side-compares",
        look: "Ask what the other side is told if one side notices. Look at what Alice said afterwards.",
      },
      {
        scenario: "pinned-first-contact",
        look: "Ask what first contact rests on. Look at whom the peers remember here.",
      },
      {
        scenario: "signed-fingerprint-stripped",
        look: "Ask whether signatures are required or only verified where there are some.",
      },
      {
        scenario: "unguarded-stack",
        look: "Ask which version of the stack is in the product. Look at the nonces in the recording.",
      },
      {
        scenario: "replayed-certificate-unguarded",
        look: "Ask whether the stack verifies the handshake’s signatures, and which test shows it.",
      },
      {
        scenario: "stolen-certificate-keys",
        look: "Ask what a key that is stolen later opens. Look at what was tried here, and what opened.",
      },
    ],
  },
];
