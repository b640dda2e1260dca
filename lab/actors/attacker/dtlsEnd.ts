import { DtlsClient, DtlsServer, type Transport } from "werift";
import { openRecord, type ProtectionKey, sealRecord } from "../../../src/dtls/crypto/protection.ts";
import { type AssociationDatagram, readAssociation } from "../../../src/dtls/handshake/association.ts";
import { type DtlsRecord, scanRecords } from "../../../src/dtls/wire/record.ts";
import { alertName } from "../../../src/dtls/wire/registry.ts";
import type { EndName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { ignoreRepeatedHelloVerify, judgeHandshake } from "../guards/dtls.ts";
import { handleInOrder } from "../guards/handshakeOrder.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import type { LegState } from "./legDiagnosis.ts";

/** The SRTP profiles that werift and browsers offer. A leg without them fails against a peer that requires one. */
const SRTP_PROFILES = [7, 1] as const;

type Alert = NonNullable<LegState["alert"]>;

interface DtlsEndSettings {
  readonly owner: EndName;
  readonly localCertificate: LocalCertificate;
  readonly role: "client" | "server";
  readonly sendDatagram: (datagram: Uint8Array) => void;
  /** Called with each SCTP packet that the other end sent, decrypted. */
  readonly onPacket: (packet: Uint8Array) => void;
  readonly report: FactListener;
}

/**
 * The attacker's end of one DTLS association. werift performs the handshake; afterwards this end opens and seals the
 * records itself, because they only have to be forwarded, not understood.
 */
export class DtlsEnd {
  readonly #settings: DtlsEndSettings;
  readonly #dtls: DtlsClient | DtlsServer;
  readonly #transport: Transport;
  #handshake: AssociationDatagram[] | undefined = [];
  #keys: { readonly read: ProtectionKey; readonly write: ProtectionKey } | undefined;
  #sequence = 0;
  #peerCertificate: Uint8Array | undefined;
  /** The peer's last alert; `isAuthentic`: under the association's own keys. */
  alert: (Alert & { readonly isAuthentic: boolean }) | undefined;

  constructor(settings: DtlsEndSettings) {
    this.#settings = settings;
    this.#transport = {
      type: "udp",
      address: { address: "127.0.0.1", family: "IPv4", port: 0 },
      closed: false,
      onData: () => undefined,
      send: async (datagram) => {
        this.#keep("a", datagram);
        settings.sendDatagram(datagram);
      },
      close: async () => undefined,
    };
    const { certPem, privateKey, signatureHash } = settings.localCertificate.certificate;
    const options = {
      cert: certPem,
      key: privateKey,
      signatureHash,
      transport: this.#transport,
      srtpProfiles: [...SRTP_PROFILES],
      extendedMasterSecret: true,
      certificateRequest: true,
    };
    this.#dtls = settings.role === "server" ? new DtlsServer(options) : new DtlsClient(options);
    handleInOrder(this.#dtls);
    ignoreRepeatedHelloVerify(this.#dtls);
  }

  /** Resolves when the handshake is over and records can be carried. @throws what werift's handshake throws. */
  async connect(): Promise<void> {
    const connected = new Promise<void>((resolve, reject) => {
      this.#dtls.onConnect.once(() => resolve());
      this.#dtls.onError.once(reject);
      // Not awaited: werift resolves it half a second after it has sent the hello.
      if (this.#dtls instanceof DtlsClient) this.#dtls.connect().catch(reject);
    });
    await connected;
    this.#takeOver();
  }

  receiveDatagram(datagram: Buffer): void {
    if (!this.#keys) {
      this.#keep("b", datagram);
      for (const record of scanRecords(datagram).records)
        if (record.contentType === "alert") this.#noteAlert(record.fragment, false);
      this.#transport.onData(datagram, ["", 0]);
      return;
    }
    for (const record of scanRecords(datagram).records) {
      // A repeated Finished still gets werift's answer.
      if (record.contentType === "application_data") this.#open(this.#keys.read, record);
      else if (record.contentType === "alert") {
        const opened = openRecord(this.#keys.read, record);
        if (opened.ok) this.#noteAlert(opened.plaintext, true);
      } else this.#transport.onData(datagram, ["", 0]);
    }
  }

  /** What the peer showed, as far as the handshake has come (DER). */
  get peerCertificate(): Uint8Array | undefined {
    if (this.#peerCertificate) return this.#peerCertificate;
    const { client, clientCertificates, serverCertificates } = readAssociation(this.#handshake ?? []);
    return (client === "b" ? clientCertificates : serverCertificates)?.value[0];
  }

  get isConnected(): boolean {
    return this.#keys !== undefined;
  }

  sendPacket(packet: Uint8Array): void {
    if (!this.#keys) throw new Error(`the ${this.#settings.owner} has no keys yet`);
    this.#sequence += 1;
    const record = {
      contentType: "application_data",
      epoch: 1,
      sequence: this.#sequence,
      plaintext: packet,
    } as const;
    this.#settings.sendDatagram(sealRecord(this.#keys.write, record));
  }

  /** werift repeats the last flight of an unfinished handshake for half a minute, unless it believes that it is over. */
  close(): void {
    this.#dtls.dtls.flight = Number.POSITIVE_INFINITY;
  }

  #keep(from: "a" | "b", bytes: Uint8Array): void {
    const { length } = this.#handshake ?? [];
    this.#handshake?.push({ packet: length + 1, from, bytes: Buffer.from(bytes) });
  }

  #takeOver(): void {
    const { owner, role, report } = this.#settings;
    const { certificate, secrets, keys, lastSequenceSent } = judgeHandshake(
      this.#dtls,
      this.#handshake ?? [],
    );
    this.#handshake = undefined;
    this.#peerCertificate = certificate;
    report({
      kind: "certificate-delivered",
      owner,
      role,
      certificate: Buffer.from(certificate).toString("base64"),
    });
    report({ kind: "session-secrets", owner, ...secrets });
    report({ kind: "state", owner, of: "dtls", state: "connected" });
    this.#keys = keys;
    // The attacker's stack must not use a nonce twice either.
    this.#sequence = lastSequenceSent;
  }

  #noteAlert([level, description]: Uint8Array, isAuthentic: boolean): void {
    if (description === undefined || (level !== 1 && level !== 2)) return;
    this.alert = {
      level: level === 2 ? "fatal" : "warning",
      description: alertName(description),
      isAuthentic,
    };
  }

  /** A record that does not open is not the peer's, or not of this association: dropped (RFC 6347 §4.1.2.7). */
  #open(key: ProtectionKey, record: DtlsRecord): void {
    const opened = openRecord(key, record);
    if (opened.ok) this.#settings.onPacket(opened.plaintext);
  }
}
