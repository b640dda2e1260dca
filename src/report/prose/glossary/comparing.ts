import type { Word } from "./word.ts";

/** How people, or peers by themselves, make sure of each other. */
export const COMPARING_WORDS: readonly Word[] = [
  {
    id: "short-code",
    name: "short code",
    forms: /\bshort codes?\b/i,
    meaning:
      "A few characters made from both certificates, to be read aloud. The shorter it is, the sooner an attacker finds certificates that give the same.",
    source: "RFC 8826 §4.3.2.2",
  },
  {
    id: "commitment",
    name: "commitment",
    forms: /\b(?:commitments?|committed codes?|commits?)\b/i,
    meaning:
      "A hash of a value, sent before the value itself: its sender can then no longer choose the value by what the other end sends.",
    source: "RFC 6189 §4.4.1.1",
  },
  {
    id: "key-continuity",
    name: "remembered certificate",
    forms:
      /\b(?:key continuity|remembered certificates?|remember(?:s|ing) (?:the|each other[’']s|its) certificates?)\b/i,
    meaning:
      "Key continuity: a peer keeps the other’s certificate from one call, and raises an alarm if the next call has another.",
    source: "RFC 8826 §4.3.2.1",
  },
  {
    id: "unknown-key-share",
    name: "unknown key share",
    forms: /\bunknown key[ -]share\b/i,
    meaning: "Two ends share a key, and one of them is mistaken about who the other is.",
    source: "RFC 8844 §2",
  },
];
