import type { ChannelSettings, RunOfMessages, Signal } from "../protocol.ts";
import type { StackCall, Tell } from "./stackProgram.ts";
import { type W3cConnection, w3cCall, watchMedia } from "./w3cCall.ts";

/*
 * In the page of a browser: the program that drives the browser (browser.ts) calls these functions, and hears what
 * happens by `tellConductor`, which it has put here.
 */

export type PageOrder =
  | { readonly act: "open"; readonly media: boolean }
  | { readonly act: "channel"; readonly settings: ChannelSettings }
  | { readonly act: "offer"; readonly restartIce: boolean }
  | { readonly act: "signal"; readonly signal: Signal }
  | { readonly act: "send"; readonly run: RunOfMessages }
  | { readonly act: "close" };

declare global {
  var obey: (order: PageOrder) => Promise<void>;
  var tellConductor: Tell;
}

interface PageConnection extends W3cConnection {
  addTrack(track: unknown): unknown;
}
interface PageAudio {
  createOscillator(): { connect(to: unknown): void; start(): void };
  createMediaStreamDestination(): { readonly stream: { getAudioTracks(): readonly unknown[] } };
  close(): Promise<void>;
}
declare const RTCPeerConnection: new (settings: { iceServers: readonly never[] }) => PageConnection;
declare const AudioContext: new () => PageAudio;
declare const crypto: {
  readonly subtle: { digest(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
};

let call: StackCall | undefined;
let audio: PageAudio | undefined;

globalThis.obey = async (order) => {
  if (order.act === "open") return open(order.media);
  if (!call) throw new Error("no call is open");
  switch (order.act) {
    case "channel":
      return call.channel(order.settings);
    case "offer":
      return call.offer(order.restartIce);
    case "signal":
      return call.signal(order.signal);
    case "send":
      return call.send(order.run);
    case "close":
      await audio?.close();
      audio = undefined;
      return call.close();
  }
};

function open(media: boolean): void {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const tell: Tell = (event) => globalThis.tellConductor(event);
  if (media) {
    connection.addTrack(hum());
    watchMedia(connection, tell);
  }
  call = w3cCall({ connection, digest, tell });
}

function hum(): unknown {
  audio = new AudioContext();
  const source = audio.createOscillator();
  const destination = audio.createMediaStreamDestination();
  source.connect(destination);
  source.start();
  return destination.stream.getAudioTracks()[0];
}

async function digest(content: Uint8Array): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(content)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
