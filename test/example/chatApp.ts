import { X509Certificate } from "node:crypto";
import { type CallSignal, COMPARISON_METHODS, certificateFingerprint } from "webrtc-mitm-lab";
import {
  CipherContext,
  HashAlgorithm,
  NamedCurveAlgorithm,
  RTCCertificate,
  type RTCDataChannel,
  RTCPeerConnection,
  SignatureAlgorithm,
} from "werift";

/** An imagined app, here in place of yours: two people write to each other over a data channel. */
export class ChatApp {
  readonly #send: (signal: CallSignal) => void;
  /** In the careful edition, false until the user has compared. */
  #mayTalk: boolean;
  readonly #certificate = newCertificate();
  readonly #connection: Promise<RTCPeerConnection>;
  #channel: RTCDataChannel | undefined;
  readonly #arrived: string[] = [];
  #arrive: () => void = () => undefined;
  /** Signals are handled one after the other: a candidate must not overtake its description. */
  #signals: Promise<void> = Promise.resolve();

  /** @param send brings a signal to the other user's app, by way of the signalling server */
  constructor(send: (signal: CallSignal) => void, { compareFirst = false } = {}) {
    this.#send = send;
    this.#mayTalk = !compareFirst;
    this.#connection = this.#certificate.then((certificate) => this.#newConnection(certificate));
  }

  /** Calls the other user. Resolves when both can talk. */
  async call(): Promise<void> {
    const connection = await this.#connection;
    const channel = connection.createDataChannel("chat");
    this.#use(channel);
    await this.#describe(connection, "offer");
    while (channel.readyState !== "open") await channel.stateChanged.asPromise();
  }

  hear(signal: CallSignal): void {
    this.#signals = this.#signals.then(() => this.#obey(signal));
  }

  /** What the user reads out on the phone: made from the certificates that DTLS used, not from what the server said. */
  async safetyNumber(): Promise<string> {
    const [transport] = (await this.#connection).dtlsTransports;
    const theirs = transport?.dtls?.remoteCertificate;
    if (!theirs) throw new Error("there is no call");
    const own = new X509Certificate((await this.#certificate).certPem).raw;
    return COMPARISON_METHODS["safety-number"].readAloud({
      mine: certificateFingerprint(own, "sha-256"),
      theirs: certificateFingerprint(theirs, "sha-256"),
    });
  }

  /** The user types what the other one read out. @throws when it is another number than this app's. */
  async compare(heard: string): Promise<void> {
    if (heard !== (await this.safetyNumber())) {
      await this.hangUp();
      throw new Error("somebody is in the middle");
    }
    this.#mayTalk = true;
  }

  say(text: string): void {
    if (!this.#mayTalk) throw new Error("compare first");
    if (!this.#channel) throw new Error("there is no call");
    this.#channel.send(text);
  }

  /** The next message from the other user. */
  async nextMessage(): Promise<string> {
    for (;;) {
      const message = this.#arrived.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => {
        this.#arrive = resolve;
      });
    }
  }

  async hangUp(): Promise<void> {
    await (await this.#connection).close();
  }

  #newConnection(certificate: RTCCertificate): RTCPeerConnection {
    const connection = new RTCPeerConnection({ iceServers: [], certificates: [certificate] });
    connection.onDataChannel.subscribe((channel) => this.#use(channel));
    connection.onIceCandidate.subscribe((candidate) => {
      if (candidate) this.#send({ type: "candidate", candidate: candidate.candidate });
    });
    return connection;
  }

  #use(channel: RTCDataChannel): void {
    this.#channel = channel;
    channel.onMessage.subscribe((data) => {
      this.#arrived.push(String(data));
      this.#arrive();
    });
  }

  async #obey(signal: CallSignal): Promise<void> {
    const connection = await this.#connection;
    if (signal.type === "candidate") {
      await connection.addIceCandidate({ candidate: signal.candidate, sdpMLineIndex: 0 });
      return;
    }
    await connection.setRemoteDescription(signal);
    if (signal.type === "offer") await this.#describe(connection, "answer");
  }

  async #describe(connection: RTCPeerConnection, type: "offer" | "answer"): Promise<void> {
    const description = await (type === "offer" ? connection.createOffer() : connection.createAnswer());
    // An empty list of ICE servers still means a public one to werift.
    for (const { connection: ice } of connection.iceTransports) delete ice.stunServer;
    this.#send({ type, sdp: description.sdp });
    await connection.setLocalDescription(description);
  }
}

/** Without one of its own, a werift connection shares its certificate with all others of the process. */
async function newCertificate(): Promise<RTCCertificate> {
  const { certPem, keyPem, signatureHash } = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  return new RTCCertificate(keyPem, certPem, signatureHash);
}
