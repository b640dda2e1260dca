import type { Browser, Page } from "puppeteer-core";
import type { CallSignal } from "webrtc-mitm-lab";

/** What a page does on behalf of a test; `call` is the peer, in the page. */
const PEER = `
  const heard = [];
  const channels = new Map();
  const pc = new RTCPeerConnection();
  let signals = Promise.resolve();
  const use = (channel) => {
    channel.binaryType = "arraybuffer";
    channels.set(channel.label, channel);
    channel.onmessage = ({ data }) =>
      heard.push(typeof data === "string" ? channel.label + ": " + data : channel.label + ": " + data.byteLength + " bytes");
  };
  pc.ondatachannel = ({ channel }) => use(channel);
  pc.onicecandidate = ({ candidate }) => candidate && signal({ type: "candidate", candidate: candidate.candidate });
  const describe = async (options) => {
    await pc.setLocalDescription(options ? await pc.createOffer(options) : undefined);
    signal({ type: pc.localDescription.type, sdp: pc.localDescription.sdp });
  };
  window.call = {
    open: (label, options) => use(pc.createDataChannel(label, options)),
    offer: (options) => describe(options),
    speak: () => {
      const context = new AudioContext();
      const out = context.createMediaStreamDestination();
      const tone = context.createOscillator();
      tone.connect(out);
      tone.start();
      pc.addTrack(out.stream.getAudioTracks()[0], out.stream);
    },
    hear: (signal) => {
      signals = signals.then(async () => {
        if (signal.type === "candidate") return pc.addIceCandidate({ candidate: signal.candidate, sdpMLineIndex: 0 });
        await pc.setRemoteDescription(signal);
        if (signal.type === "offer") await describe();
      });
      return signals;
    },
    state: () => [pc.connectionState, pc.iceConnectionState, pc.signalingState, pc.sctp?.transport?.state].join(" "),
    channel: (label) => channels.get(label)?.readyState,
    say: (label, content) => channels.get(label).send(content),
    sayBytes: (label, bytes) => channels.get(label).send(new Uint8Array(bytes)),
    heard: () => heard,
    ufrag: () => /a=ice-ufrag:(\\S+)/.exec(pc.remoteDescription.sdp)[1],
    close: () => pc.close(),
  };
`;

/** A peer in a browser's page. */
export class ChromiumPeer {
  readonly #page: Page;

  static async open(browser: Browser, send: (signal: CallSignal) => void): Promise<ChromiumPeer> {
    const page = await browser.newPage();
    await page.exposeFunction("signal", (signal: CallSignal) => send(signal));
    await page.evaluate(PEER);
    return new ChromiumPeer(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  hear(signal: CallSignal): void {
    this.#do(`call.hear(${JSON.stringify(signal)})`).catch(() => undefined);
  }

  async open(label: string, options: object = {}): Promise<void> {
    await this.#do(`call.open(${JSON.stringify(label)}, ${JSON.stringify(options)})`);
  }

  async offer(options?: object): Promise<void> {
    await this.#do(`call.offer(${options ? JSON.stringify(options) : ""})`);
  }

  async speak(): Promise<void> {
    await this.#do("call.speak()");
  }

  async say(label: string, content: string | number): Promise<void> {
    const what = typeof content === "string" ? "say" : "sayBytes";
    await this.#do(`call.${what}(${JSON.stringify(label)}, ${JSON.stringify(content)})`);
  }

  /** Resolves when the expression about `call` holds. */
  async until(condition: string): Promise<void> {
    // Polled by time: the page behind another is drawn no frames.
    await this.#page.waitForFunction(condition, { polling: 20, timeout: 15_000 });
  }

  channelOpen(label: string): Promise<void> {
    return this.until(`call.channel(${JSON.stringify(label)}) === "open"`);
  }

  async heard(count: number): Promise<readonly string[]> {
    await this.until(`call.heard().length >= ${count}`);
    const heard = await this.#page.evaluate("call.heard()");
    return Array.isArray(heard) ? heard.map(String) : [];
  }

  async shownUfrag(): Promise<string> {
    return String(await this.#page.evaluate("call.ufrag()"));
  }

  async close(): Promise<void> {
    await this.#page.close();
  }

  #do(script: string): Promise<unknown> {
    return this.#page.evaluate(script);
  }
}
