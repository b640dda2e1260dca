import { randomBytes } from "node:crypto";
import {
  type CodeStep,
  startCommitter,
  startResponder,
  stepExchange,
} from "../../../src/comparison/codeExchange.ts";
import { decodeCodeMessage, encodeCodeMessage } from "../../../src/comparison/codeMessage.ts";
import { sha256Digest } from "../../../src/comparison/digests.ts";
import { shortCode, shortCodeOf } from "../../../src/comparison/shortCode.ts";
import { certificateFingerprint, type Fingerprint, formatFingerprint } from "../../../src/sdp/fingerprint.ts";
import { report } from "../actor.ts";
import type { Session as Call } from "./session.ts";

const CODE_BITS = 16;

/**
 * How one person compares: what it reads aloud, and what it expects to hear. Both come from its own certificate
 * and the one that DTLS delivered, hashed here; never from an SDP.
 */
export class Comparison {
  readonly #call: Call;
  readonly #own: Fingerprint;
  readonly #delivered: Fingerprint | undefined;

  constructor(call: Call, ownCertificate: Uint8Array) {
    this.#call = call;
    this.#own = certificateFingerprint(ownCertificate, "sha-256");
    this.#delivered =
      call.deliveredCertificate && certificateFingerprint(call.deliveredCertificate, "sha-256");
  }

  readAloud(method: string): string {
    const value = this.#reading(method);
    report({ kind: "read-aloud", method, value });
    return value;
  }

  /** Compares what was heard, and raises the alarm when it is not what this peer sees. */
  listen(method: string, heard: string): void {
    const expected = this.#expectation(method);
    const equal = heard === expected && expected !== "";
    report({ kind: "compared", method, heard, expected, equal });
    if (equal) return;
    const [code, what] =
      method === "full-fingerprint"
        ? (["FINGERPRINT_MISMATCH", "the certificate that this connection delivered"] as const)
        : (["CODE_MISMATCH", "the code of this connection's two certificates"] as const);
    this.#call.alarm(code, `What the other person read aloud is not ${what}.`);
  }

  listenOverCall(method: string, channel: string): void {
    this.#call.onText(channel, (heard) => {
      this.#call.onText(channel, undefined);
      this.listen(method, heard);
    });
  }

  tellOverCall(method: string, channel: string): void {
    this.#call.sendText(channel, this.readAloud(method));
  }

  /** Commits, reveals and checks over the call. The code that comes out still has to be read aloud elsewhere. */
  exchangeCodes(role: "committer" | "responder", channel: string): void {
    if (!this.#delivered) throw new Error("there is no connection to compare");
    const party = {
      own: sha256Digest(this.#own),
      delivered: sha256Digest(this.#delivered),
      nonce: randomBytes(32),
    };
    let step: CodeStep = role === "committer" ? startCommitter(party) : startResponder(party);
    const proceed = () => {
      if (step.send) this.#call.sendText(channel, Buffer.from(encodeCodeMessage(step.send)).toString("utf8"));
      if (step.state.kind === "agreed") {
        this.#call.agreedCode = shortCodeOf(step.state.digest, CODE_BITS);
        report({ kind: "code-exchanged", code: this.#call.agreedCode });
      }
      if (step.state.kind === "failed") this.#call.alarm(step.state.code, step.state.message);
    };
    this.#call.onText(channel, (text) => {
      const message = decodeCodeMessage(text);
      if (!message) return;
      step = stepExchange(step.state, message);
      proceed();
    });
    proceed();
  }

  #reading(method: string): string {
    if (method === "full-fingerprint") return formatFingerprint(this.#own);
    if (method === "committed-code-16") return this.#call.agreedCode ?? "";
    return this.#delivered ? shortCode(CODE_BITS).of({ mine: this.#own, theirs: this.#delivered }) : "";
  }

  /** Of the full fingerprint each reads its own; of a code over both certificates both read the same. */
  #expectation(method: string): string {
    if (method !== "full-fingerprint") return this.#reading(method);
    return this.#delivered ? formatFingerprint(this.#delivered) : "";
  }
}
