import { randomBytes } from "node:crypto";
import { type CodeRole, type CodeStep, stepExchange } from "../../../src/comparison/codeExchange.ts";
import { decodeCodeMessage, encodeCodeMessage } from "../../../src/comparison/codeMessage.ts";
import { sha256Digest } from "../../../src/comparison/digests.ts";
import { type ComparisonMethodId, comparisonMethod } from "../../../src/comparison/index.ts";
import type { FingerprintPair } from "../../../src/comparison/method.ts";
import type { Exporter } from "../../../src/dtls/crypto/exporter.ts";
import type { ClientCode } from "../../../src/scenario.ts";
import type { Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { AlarmCode } from "../../../src/trace/alarmCode.ts";
import type { FactListener } from "../actor.ts";

/** What a comparison needs of the call that it is about. */
export interface ComparedCall {
  /** SHA-256 of the certificate that DTLS delivered. */
  readonly deliveredFingerprint: Fingerprint | undefined;
  readonly exporter: Exporter | undefined;
  sendText(channel: string, text: string): void;
  onText(channel: string, listener: ((text: string) => void) | undefined): void;
  alarm(code: AlarmCode, message: string): void;
}

/**
 * How one person compares in one call. What it reads aloud and what it expects come from its own certificate and the one
 * that DTLS delivered, hashed here, or from the session; never from an SDP.
 */
export class Comparison {
  readonly #call: ComparedCall;
  readonly #own: Fingerprint;
  readonly #report: FactListener;
  /** Malicious client code: its user is told that all is well. */
  readonly #showsAMatch: boolean;
  /** What the exchanges of this call agreed on. */
  readonly #agreed = new Map<ComparisonMethodId, Uint8Array>();

  constructor(
    call: ComparedCall,
    own: Fingerprint,
    { report, clientCode }: { readonly report: FactListener; readonly clientCode?: ClientCode | undefined },
  ) {
    this.#call = call;
    this.#showsAMatch = clientCode === "shows-a-match";
    this.#own = own;
    this.#report = report;
  }

  /** `over` names the channel of the call on which it is said. Left out: on another channel. */
  readAloud(method: ComparisonMethodId, over?: string): string {
    const value = this.#textsOf(method).aloud;
    this.#report({ kind: "read-aloud", method, value, ...(over !== undefined && { over }) });
    return value;
  }

  /** Compares what was heard, and raises the alarm when it is not what this peer sees. */
  listen(method: ComparisonMethodId, heard: string, over?: string): void {
    const expected = this.#textsOf(method).expected;
    const equal = heard === expected;
    this.#report({ kind: "compared", method, heard, expected, equal, ...(over !== undefined && { over }) });
    const { alarm, sentences } = comparisonMethod(method);
    if (equal) return;
    if (this.#showsAMatch) this.#report({ kind: "match-shown", method });
    else this.#call.alarm(alarm, sentences.mismatch);
  }

  listenOverCall(method: ComparisonMethodId, channel: string): void {
    this.#call.onText(channel, (heard) => {
      this.#call.onText(channel, undefined);
      this.listen(method, heard, channel);
    });
  }

  tellOverCall(method: ComparisonMethodId, channel: string): void {
    this.#call.sendText(channel, this.readAloud(method, channel));
  }

  /** Exchanges messages over the call. The code that comes out still has to be read aloud elsewhere. */
  exchangeCodes(id: ComparisonMethodId, role: CodeRole, channel: string): void {
    const method = comparisonMethod(id);
    if (!method.exchange) throw new Error(`the method "${id}" has no exchange`);
    const { mine, theirs } = this.#pair();
    let step: CodeStep = method.exchange.start(role, {
      own: sha256Digest(mine),
      delivered: sha256Digest(theirs),
      nonce: randomBytes(32),
    });
    const proceed = () => {
      const { send, state } = step;
      if (send) this.#call.sendText(channel, Buffer.from(encodeCodeMessage(send)).toString("utf8"));
      if (state.kind === "agreed") {
        this.#agreed.set(id, state.digest);
        this.#report({ kind: "code-exchanged", code: method.readAloud(state.digest) });
      }
      if (state.kind === "failed") this.#call.alarm(state.code, state.message);
    };
    this.#call.onText(channel, (text) => {
      const message = decodeCodeMessage(text);
      if (!message) return;
      step = stepExchange(step.state, message);
      proceed();
    });
    proceed();
  }

  #textsOf(id: ComparisonMethodId): { readonly aloud: string; readonly expected: string } {
    const method = comparisonMethod(id);
    if (method.binds === "session") {
      const exported = this.#call.exporter?.(method.exporter);
      if (!exported) throw new Error("this stack exports nothing from this session");
      return { aloud: method.readAloud(exported), expected: method.expects(exported) };
    }
    if (!method.exchange) {
      const pair = this.#pair();
      return { aloud: method.readAloud(pair), expected: method.expects(pair) };
    }
    const agreed = this.#agreed.get(id);
    if (!agreed) throw new Error(`the exchange of "${id}" agreed on nothing`);
    return { aloud: method.readAloud(agreed), expected: method.expects(agreed) };
  }

  #pair(): FingerprintPair {
    const theirs = this.#call.deliveredFingerprint;
    if (!theirs) throw new Error("there is no connection to compare");
    return { mine: this.#own, theirs };
  }
}
