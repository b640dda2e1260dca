import type { Run } from "../../../run/run.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";

/**
 * Texts of one run with its random values replaced by their roles, so that they can be compared with those of another run:
 * fingerprints by whose they are, canaries by their name, codes as such, and every other number by a mark. Two runs
 * differ in all of these, and mean nothing by it.
 */
export class Roles {
  readonly #values: readonly (readonly [value: string, role: string])[];
  readonly #certificates: readonly { readonly fingerprint: string; readonly role: string }[];

  constructor({ certificates, canaries, comparisons, facts }: Run) {
    const codes = [
      ...comparisons.flatMap(({ heard, expected }) => [heard, expected ?? ""]),
      ...facts["code-exchanged"].map(({ code }) => code),
    ];
    this.#values = [
      ...canaries.map(({ name, value }) => [value, `‹canary ${name}›`] as const),
      ...codes.filter((code) => !FINGERPRINT.test(code)).map((code) => [code, "‹code›"] as const),
    ].filter(([value]) => value.length >= SHORTEST);
    this.#certificates = certificates.all.map(({ fingerprint, owner }) => ({
      fingerprint,
      role: `‹fingerprint of ${owner === undefined ? "nobody known" : inSentence(END_NAMES[owner])}›`,
    }));
  }

  /** The text as every run that goes the same way would have it. */
  plain(text: string): string {
    const named = this.#values.reduce((all, [value, role]) => all.replaceAll(value, role), text);
    return named
      .replace(ALL_FINGERPRINTS, (value) => this.#roleOf(value))
      .replace(/[\w+/=]{16,}/g, (word) => (/\d/.test(word) ? "‹value›" : word))
      .replace(/\d+(?:[.,]\d+)*/g, "#");
  }

  /** A text may show only the beginning of a fingerprint, and end in the middle of a byte. */
  #roleOf(value: string): string {
    const start = value.toUpperCase();
    return (
      this.#certificates.find(({ fingerprint }) => fingerprint.startsWith(start))?.role ?? "‹fingerprint›"
    );
  }
}

/** Shorter values may stand in any text by chance. */
const SHORTEST = 3;
const FINGERPRINT = /\b[0-9a-f]{2}(?::[0-9a-f]{2}){2,}(?::[0-9a-f]?\b)?/i;
const ALL_FINGERPRINTS = new RegExp(FINGERPRINT.source, "gi");
