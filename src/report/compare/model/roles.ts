import { shortFingerprint } from "../../../run/certificates.ts";
import type { Run } from "../../../run/run.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";

/**
 * Texts of one run with its random values replaced by their roles, so that they can be compared with those of another run:
 * fingerprints by whose they are, canaries by their name, and every other number by a mark. Two runs differ in all of
 * these, and mean nothing by it.
 */
export class Roles {
  readonly #roles: readonly (readonly [value: string, role: string])[];

  constructor({ certificates, canaries }: Pick<Run, "certificates" | "canaries">) {
    this.#roles = [
      ...certificates.all.flatMap(({ fingerprint, owner }) => {
        const role = `‹fingerprint of ${owner === undefined ? "nobody known" : inSentence(END_NAMES[owner])}›`;
        return [[fingerprint, role] as const, [shortFingerprint(fingerprint), role] as const];
      }),
      ...canaries.map(({ name, value }) => [value, `‹canary ${name}›`] as const),
    ];
  }

  /** The text as every run of the scenario would have it. */
  plain(text: string): string {
    const named = this.#roles.reduce((all, [value, role]) => all.replaceAll(value, role), text);
    return named
      .replace(/\b[0-9A-F]{2}(?::[0-9A-F]{2}){3,}\b/gi, "‹fingerprint›")
      .replace(/[\w+/=]{16,}/g, (word) => (/\d/.test(word) ? "‹value›" : word))
      .replace(/\d+(?:[.,]\d+)*/g, "#");
  }
}
