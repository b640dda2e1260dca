import type { DtlsSocket, RTCDtlsTransport } from "werift";
import type { Refusal } from "../../../src/defences/defence.ts";
import type { AlarmCode } from "../../../src/trace/alarmCode.ts";
import type { EndName } from "../../../src/trace/parties.ts";
import { report } from "../actor.ts";
import {
  continueRecordSequence,
  ignoreRepeatedHelloVerify,
  judgeHandshake,
  type Tap,
  tapDtls,
} from "../guards/dtls.ts";
import { forbidStun, widenSocketBuffers } from "../guards/ice.ts";

type LinkState = "connected" | "aborted" | "failed" | "pending";

interface LinkSettings {
  /** Called when this peer does not accept the connection. */
  readonly refuse: (code: AlarmCode, message: string) => void;
  /** Why a defence refuses the certificate that DTLS delivered, if one does. */
  readonly accept: (certificate: Uint8Array) => Refusal | undefined;
  /** Leaves werift as it is: it will use AES-GCM nonces twice. */
  readonly dangerSkipNonceGuard: boolean;
}

/**
 * Watches one DTLS transport of a peer and lets it count as connected only when our own guards agree. Every
 * end state is reported once: also "pending", when nothing was decided before the peer hung up.
 */
export class Link {
  deliveredCertificate: Uint8Array | undefined;
  /** The DTLS master secret, hexadecimal. Honest client code has no use for it. */
  sessionSecret: string | undefined;
  #settled = false;
  #owner: EndName;
  #tap: Tap;
  #settings: LinkSettings;

  constructor(owner: EndName, transport: RTCDtlsTransport, settings: LinkSettings) {
    this.#owner = owner;
    this.#settings = settings;
    const ice = transport.iceTransport;
    forbidStun(ice.connection);
    this.#tap = tapDtls(ice.connection);
    ice.onStateChange.subscribe((state) => {
      report({ kind: "state", owner, of: "ice", state });
      if (state === "failed") this.settle("failed");
      if (state === "connected") widenSocketBuffers(ice.connection);
    });
    transport.onStateChange.subscribe((state) => {
      report({ kind: "state", owner, of: "dtls", state });
      if (state === "failed") this.settle("failed");
      // werift makes its DTLS object right after it says so, and sends nothing before that.
      if (state === "connecting")
        queueMicrotask(() => transport.dtls && ignoreRepeatedHelloVerify(transport.dtls));
      if (state === "connected" && transport.dtls) this.#check(transport.dtls);
    });
  }

  settle(state: LinkState): void {
    if (this.#settled) return;
    this.#settled = true;
    report({ kind: "link", state });
  }

  /** Runs inside werift's own state change, before SCTP can send its first record. */
  #check(dtls: DtlsSocket): void {
    const handshake = judgeHandshake(dtls, this.#tap.stop());
    this.deliveredCertificate = handshake.certificate;
    this.sessionSecret = handshake.secrets.entries.find(({ label }) => label === "CLIENT_RANDOM")?.value;
    report({
      kind: "certificate-delivered",
      owner: this.#owner,
      role: handshake.role,
      certificate: Buffer.from(handshake.certificate).toString("base64"),
    });
    report({ kind: "session-secrets", owner: this.#owner, ...handshake.secrets });
    if (handshake.possession.kind === "refuted") {
      const { code, message } = handshake.possession;
      report({ kind: "possession-checked", result: "refuted", code });
      this.settle("aborted");
      this.#settings.refuse("POSSESSION_REFUTED", message);
      return;
    }
    report({ kind: "possession-checked", result: "proven" });
    const refusal = this.#settings.accept(handshake.certificate);
    if (refusal) {
      this.settle("aborted");
      this.#settings.refuse(refusal.code, refusal.message);
      return;
    }
    if (!this.#settings.dangerSkipNonceGuard) continueRecordSequence(dtls, handshake.lastSequenceSent);
    this.settle("connected");
  }
}
