import type { ChannelSettings, RunOfMessages, Signal } from "../protocol.ts";
import type { StackCall, Tell } from "./stackProgram.ts";
import { untilRoom } from "./untilRoom.ts";

/** As much of the W3C's interface as a call needs. Browsers have it, and stacks that imitate them. */
export interface W3cConnection {
  createDataChannel(
    label: string,
    settings: { ordered: boolean; maxRetransmits?: number; negotiated?: boolean; id?: number },
  ): W3cChannel;
  createOffer(options: { iceRestart: boolean }): Promise<W3cDescription>;
  createAnswer(): Promise<W3cDescription>;
  setLocalDescription(description: { type: "offer" | "answer"; sdp?: string }): Promise<void>;
  setRemoteDescription(description: { type: "offer" | "answer"; sdp: string }): Promise<void>;
  addIceCandidate(candidate: object): Promise<void>;
  getStats(): Promise<{ forEach(see: (entry: unknown) => void): void }>;
  addEventListener(kind: "icecandidate", hear: (event: { candidate: Candidate | null }) => void): void;
  addEventListener(kind: "datachannel", hear: (event: { channel: W3cChannel }) => void): void;
  addEventListener(kind: "connectionstatechange", hear: () => void): void;
  readonly connectionState: string;
  close(): void;
}

interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

interface W3cDescription {
  readonly sdp?: string;
}

interface W3cChannel {
  readonly label: string;
  readonly readyState: string;
  readonly bufferedAmount: number;
  binaryType: string;
  addEventListener(kind: "message", hear: (event: { data: unknown }) => void): void;
  addEventListener(kind: "open" | "close", hear: () => void): void;
  send(content: string): void;
  send(content: Uint8Array<ArrayBuffer>): void;
}

/** What differs between a page and a program of Node. */
export interface W3cWorld {
  connection: W3cConnection;
  /** SHA-256, in hexadecimal. */
  digest(content: Uint8Array): Promise<string>;
  tell: Tell;
}

/** A call by the W3C's interface. It needs nothing of Node, because it also runs in a page. */
export function w3cCall({ connection, digest, tell }: W3cWorld): StackCall {
  const channels = new Map<string, W3cChannel>();
  let told: Promise<void> = Promise.resolve();
  const use = (channel: W3cChannel) => {
    const { label } = channel;
    channels.set(label, channel);
    channel.binaryType = "arraybuffer";
    channel.addEventListener("message", ({ data }) => {
      const type = typeof data === "string" ? "text" : "binary";
      const content = typeof data === "string" ? new TextEncoder().encode(data) : bytesOf(data);
      const digested = digest(content);
      // In the order of arrival, whenever the digest is ready.
      told = told.then(async () =>
        tell({ event: "message", label, type, bytes: content.length, sha256: await digested }),
      );
    });
    channel.addEventListener("close", () => tell({ event: "channel-closed", label }));
    if (channel.readyState === "open") tell({ event: "channel-open", label });
    else channel.addEventListener("open", () => tell({ event: "channel-open", label }));
  };
  connection.addEventListener("datachannel", ({ channel }) => use(channel));
  connection.addEventListener("connectionstatechange", () =>
    tell({ event: "state", state: connection.connectionState }),
  );
  connection.addEventListener("icecandidate", ({ candidate: found }) => {
    if (!found || found.candidate === "") return;
    const { candidate, sdpMid, sdpMLineIndex } = found;
    tell({ event: "signal", signal: { type: "candidate", candidate, sdpMid, sdpMLineIndex } });
  });
  const describe = async (type: "offer" | "answer", { sdp = "" }: W3cDescription) => {
    await connection.setLocalDescription({ type, sdp });
    tell({ event: "signal", signal: { type, sdp } });
  };
  return {
    channel: ({ label, ordered, maxRetransmits, negotiated }: ChannelSettings) =>
      use(
        connection.createDataChannel(label, {
          ordered,
          ...(maxRetransmits !== null && { maxRetransmits }),
          ...(negotiated !== null && { negotiated: true, id: negotiated }),
        }),
      ),
    offer: async (iceRestart: boolean) => describe("offer", await connection.createOffer({ iceRestart })),
    async signal(signal: Signal) {
      if (signal.type === "candidate") return connection.addIceCandidate(signal);
      await connection.setRemoteDescription(signal);
      if (signal.type === "offer") await describe("answer", await connection.createAnswer());
    },
    async send({ label, type, seed, bytes, count }: RunOfMessages) {
      const channel = channels.get(label);
      if (!channel) throw new Error(`there is no channel "${label}"`);
      for (let index = 0; index < count; index += 1) {
        await untilRoom(() => channel.bufferedAmount);
        const content = contentOf(seed, index, bytes);
        if (type === "text") channel.send(new TextDecoder().decode(content));
        else channel.send(content);
      }
    },
    close: () => connection.close(),
  };
}

/** The rule of protocol.ts, without Node. */
function contentOf(seed: string, index: number, bytes: number): Uint8Array<ArrayBuffer> {
  const pattern = new TextEncoder().encode(`${seed} ${index} `);
  return Uint8Array.from({ length: bytes }, (_, at) => pattern[at % pattern.length] ?? 0);
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new Error("a message is neither text nor bytes");
}

/** Tells once, as soon as the connection's own count of received media packets is above none. */
export function watchMedia(connection: W3cConnection, tell: Tell): void {
  const timer = setInterval(async () => {
    const stats = await connection.getStats().catch(() => undefined);
    let received = false;
    stats?.forEach((entry) => {
      received ||= isReceivedMedia(entry);
    });
    if (received) tell({ event: "media" });
    if (received || stats === undefined || connection.connectionState === "closed") clearInterval(timer);
  }, 200);
}

function isReceivedMedia(entry: unknown): boolean {
  if (typeof entry !== "object" || entry === null) return false;
  if (!("type" in entry) || entry.type !== "inbound-rtp" || !("packetsReceived" in entry)) return false;
  return typeof entry.packetsReceived === "number" && entry.packetsReceived > 0;
}
