import type { ExporterUse } from "../dtls/crypto/exporter.ts";
import type { Fingerprint } from "../sdp/fingerprint.ts";
import type { AlarmCode } from "../trace/alarmCode.ts";
import type { CodeExchange } from "./codeExchange.ts";

/**
 * The two certificates of one call as one peer knows them: its own, and the one that DTLS really delivered, both hashed
 * by the peer itself with SHA-256. Never take them from the SDP or from getStats(): whoever carries the signalling
 * chooses what stands there.
 */
export interface FingerprintPair {
  readonly mine: Fingerprint;
  readonly theirs: Fingerprint;
}

/**
 * One way in which two people compare: what each reads aloud, and what the other must then hear. It proves something only
 * over a channel that keeps what is said as it was said; secrecy is not needed.
 */
export type ComparisonMethod = DirectMethod | ExchangeMethod | SessionMethod;

/** Made from the certificates alone, without a message. */
export interface DirectMethod extends Described {
  readonly binds: "certificates";
  readonly exchange?: undefined;
  /**
   * What this person says.
   * @throws ComparisonError `not-sha-256`; SdpParseError for a malformed fingerprint.
   */
  readAloud(pair: FingerprintPair): string;
  /** What this person must hear, if the other peer sees the same two certificates. Throws as `readAloud` does. */
  expects(pair: FingerprintPair): string;
}

/** Made from the digest that an exchange of messages ended with: from both certificates and a nonce of each peer. */
export interface ExchangeMethod extends Described {
  readonly binds: "certificates";
  readonly exchange: CodeExchange;
  readAloud(agreed: Uint8Array): string;
  expects(agreed: Uint8Array): string;
}

/** Made from what the stack exports of the DTLS session, whatever certificates it has. */
export interface SessionMethod extends Described {
  readonly binds: "session";
  readonly exchange?: undefined;
  readonly exporter: ExporterUse;
  readAloud(exported: Uint8Array): string;
  expects(exported: Uint8Array): string;
}

export interface Described {
  readonly id: string;
  readonly title: string;
  /** log2 of the number of texts that can be read aloud. May be a fraction. */
  readonly bits: number;
  /** What two equal texts speak for: that both peers see the same certificates, or that they are the ends of one session. */
  readonly binds: "certificates" | "session";
  /** Raised by a person who hears something else than expected. */
  readonly alarm: Extract<AlarmCode, "FINGERPRINT_MISMATCH" | "CODE_MISMATCH">;
  /** What a comparison showed to the person who made it, in whole sentences. The second is the alarm's message. */
  readonly sentences: { readonly match: string; readonly mismatch: string };
  /** What people do and why it works, in plain words. */
  explain(): string;
  /** What it does not give. */
  limits(): string;
  readonly references: readonly string[];
}

type CodeDescription = Omit<Described, "binds" | "alarm" | "sentences">;

/**
 * A method whose text is made from both certificates together: both people read the same, if and only if (up to `bits`)
 * both peers see the same two certificates.
 */
export function certificateCode(
  described: CodeDescription,
  code: (pair: FingerprintPair) => string,
): DirectMethod {
  return {
    ...described,
    ...codeVerdict("the two certificates of its own connection"),
    readAloud: code,
    expects: code,
  };
}

/** A method whose text is made from what an exchange agreed on: both people read the same. */
export function exchangedCode(
  described: CodeDescription & Pick<ExchangeMethod, "exchange">,
  code: (agreed: Uint8Array) => string,
): ExchangeMethod {
  const source = "the certificates of its own connection and the nonces that it exchanged";
  return { ...described, ...codeVerdict(source), readAloud: code, expects: code };
}

/** Equal codes do not say that a certificate is the other peer's: an attacker may have searched for them. */
function codeVerdict(
  source: string,
): Pick<Described, "alarm" | "sentences"> & { readonly binds: "certificates" } {
  return {
    binds: "certificates",
    alarm: "CODE_MISMATCH",
    sentences: {
      match: `What the other person read aloud is the code that this peer made from ${source}.`,
      mismatch: `What the other person read aloud is not the code that this peer made from ${source}.`,
    },
  };
}
