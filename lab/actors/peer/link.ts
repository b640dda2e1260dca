import type { Refusal } from "../../../src/defences/defence.ts";
import type { Exporter } from "../../../src/dtls/crypto/exporter.ts";
import { certificateFingerprint, type Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { FactOf } from "../../../src/trace/events.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import type { CallDefences } from "./callDefences.ts";
import type { CompletedHandshake, DeliveredCertificate, FailedLink } from "./endpoint.ts";

interface LinkSettings {
  readonly owner: PeerName;
  readonly defences: CallDefences;
  readonly report: FactListener;
}

/**
 * One peer's link to the other end. It counts as connected only when the stack, the guards and the defences agree.
 * Its end state is reported once, with the reason, after whatever certificate DTLS delivered.
 */
export class Link {
  /** The certificate (DER) that DTLS delivered, and that the stack accepted. */
  deliveredCertificate: Uint8Array | undefined;
  /** Of that certificate, or the one that the stack compared it with where it does not show it. */
  deliveredFingerprint: Fingerprint | undefined;
  /** The DTLS master secret, hexadecimal. Honest client code has no use for it. */
  sessionSecret: string | undefined;
  /** Left out by a stack that has none. */
  exporter: Exporter | undefined;
  readonly #settings: LinkSettings;
  #decided = false;

  constructor(settings: LinkSettings) {
    this.#settings = settings;
  }

  /** Judges a handshake that the stack accepted. Returns why this peer refuses it, if it does. */
  judge({ delivered, comparedWith, possession, secrets, exporter }: CompletedHandshake): Refusal | undefined {
    const { owner, defences, report } = this.#settings;
    this.deliveredCertificate = delivered?.certificate;
    this.deliveredFingerprint = delivered
      ? certificateFingerprint(delivered.certificate, "sha-256")
      : comparedWith;
    this.exporter = exporter;
    this.sessionSecret = secrets?.entries.find(({ label }) => label === "CLIENT_RANDOM")?.value;
    if (delivered) this.#reportDelivered(delivered);
    if (secrets) report({ kind: "session-secrets", owner, ...secrets });
    if (possession?.kind === "refuted") {
      const { code, message } = possession;
      report({ kind: "possession-checked", result: "refuted", code });
      this.decide({ state: "aborted", reason: "possession-refuted" });
      return { code: "POSSESSION_REFUTED", message };
    }
    if (possession) report({ kind: "possession-checked", result: "proven" });
    const refusal = defences.delivered(delivered?.certificate);
    this.decide(refusal ? { state: "aborted", reason: "refused-by-defence" } : { state: "connected" });
    return refusal;
  }

  /** The stack did not accept the connection. A certificate that it refused is not the delivered one of a call. */
  fail({ reason, detail, refused }: FailedLink): void {
    if (this.#decided) return;
    if (refused) this.#reportDelivered(refused);
    this.decide({ state: "failed", reason, ...(detail !== undefined && { detail }) });
  }

  /** Reports the end state. Does nothing once it was reported. */
  decide(link: Omit<FactOf<"link">, "kind">): void {
    if (this.#decided) return;
    this.#decided = true;
    this.#settings.report({ kind: "link", ...link });
  }

  #reportDelivered({ role, certificate }: DeliveredCertificate): void {
    const { owner, report } = this.#settings;
    report({
      kind: "certificate-delivered",
      owner,
      role,
      certificate: Buffer.from(certificate).toString("base64"),
    });
  }
}
