import type { Word } from "./word.ts";

/** The lab's own words, as a reader who is new to it needs them. */
export const LAB_WORDS: readonly Word[] = [
  {
    id: "server",
    name: "server",
    forms: /\b(?:signalling )?servers?\b/i,
    meaning:
      "The signalling server’s process: it introduces the peers, and sees every offer and answer. In DTLS, “server” is also the end that waits for the handshake.",
  },
  {
    id: "network",
    name: "network",
    forms: /\bnetwork\b/i,
    meaning: "The router’s process, through which every datagram of the run passes.",
  },
  {
    id: "recorder",
    name: "recorder",
    forms: /\brecorders?\b/i,
    meaning: "The tap in the network that keeps every datagram. It belongs to the operator.",
  },
  {
    id: "operator",
    name: "operator",
    forms: /\boperators?\b/i,
    meaning: "Whoever runs the server, and holds the server’s log and the recording.",
  },
  {
    id: "attacker",
    name: "attacker",
    forms: /\battackers?\b/i,
    meaning:
      "Whoever attacks in this run: the server, or somebody on the path between the peers, who is a party of its own and not the operator.",
  },
  {
    id: "leg",
    name: "leg",
    forms: /\blegs?\b/i,
    meaning: "One of the two connections of an attacker in the middle: one faces Alice, one faces Bob.",
  },
  {
    id: "guard",
    name: "guard",
    forms: /\bguards?\b/i,
    meaning: "What the lab’s peers do because their WebRTC stack does not.",
  },
  {
    id: "canary",
    name: "canary",
    forms: /\bcanar(?:y|ies)\b/i,
    meaning: "A random secret, made for one run and sent as content, which is searched for afterwards.",
  },
  {
    id: "marker",
    name: "marker",
    forms: /\bmarkers?\b/i,
    meaning: "A random value that the lab put in itself, so that a search has something that it must find.",
  },
  {
    id: "control",
    name: "control",
    forms: /\b(?:controls|(?:positive|negative|a|the) control)\b/i,
    meaning: "A run or a step that shows that an instrument works: it must find, or must stay silent.",
  },
  {
    id: "simulated",
    name: "simulated",
    forms: /\b(?:simulated|in simulation|simulation)\b/i,
    meaning:
      "Not computed by anybody: the judge was given what a machine that does not exist yet would find out.",
  },
  {
    id: "withheld",
    name: "withheld",
    forms: /\bwithheld\b/i,
    meaning: "Never sent, because an alarm or a failed connection came first.",
  },
  {
    id: "link-states",
    name: "failed, aborted, pending",
    forms: /\b(?:ended up failed|aborted|pending)\b/i,
    meaning:
      "How an attempt to connect ends if not “connected”. Failed: the stack gave up. Aborted: this peer refused. Pending: nothing was decided by the end.",
  },
  {
    id: "trace",
    name: "trace",
    forms: /\b(?:the|its|run[’']s) trace\b/i,
    meaning: "The numbered lines that every actor and instrument of the run reported, in trace.jsonl.",
  },
  {
    id: "possession",
    name: "possession",
    forms: /\bpossession\b/i,
    meaning:
      "Proof that an end holds the private key of the certificate that it shows: its signature in the handshake.",
    source: "RFC 5246 §7.4.8",
  },
  {
    id: "grinding",
    name: "grinding",
    forms: /\b(?:grinding|grinds?)\b/i,
    meaning: "Making certificates, one after the other, until a short code comes out right.",
  },
  {
    id: "beside-the-call",
    name: "beside the call",
    forms: /\b(?:another channel|other channel|channel beside the call|beside the call|out[ -]of[ -]band)\b/i,
    meaning:
      "Over a channel that the attacker of the call cannot change: a meeting, or a phone call between people who know each other’s voices.",
  },
];
