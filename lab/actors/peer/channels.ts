import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { Coins } from "./coins.ts";
import type { ChannelSettings, Endpoint } from "./endpoint.ts";

/** A data channel of the call. What crosses a quiet one is not reported as it happens. */
export interface SessionChannel extends ChannelSettings {
  readonly quiet?: true | undefined;
}

/** What one peer sends and receives on the data channels of a call. */
export class Channels {
  readonly coins: Coins;
  readonly #channels: readonly SessionChannel[];
  readonly #report: FactListener;
  readonly #open = new Set<string>();
  /** Takes the text that arrives on a channel, which is reported all the same. */
  readonly #textListeners = new Map<string, (text: string) => void>();

  constructor(channels: readonly SessionChannel[], report: FactListener) {
    this.#channels = channels;
    this.#report = report;
    this.coins = new Coins(report);
  }

  opened(channel: string): void {
    this.#open.add(channel);
    this.#report({ kind: "channel-open", channel });
  }

  /** Reports the message, then sends it. @throws Error when the channel is not open. */
  send(endpoint: Endpoint, channel: string, type: "text" | "binary", content: Buffer): Promise<void> {
    this.#requireOpen(channel);
    this.#report({ kind: "message-sent", channel, ...messageContent(type, content) });
    return endpoint.send(channel, type === "text" ? content.toString("utf8") : content);
  }

  /** Sends the text that a coin chose, and does not report it. @throws Error when the channel is not open. */
  tossCoin(endpoint: Endpoint, channel: string, texts: readonly [string, string]): Promise<void> {
    this.#requireOpen(channel);
    return endpoint.send(channel, this.coins.toss(channel, texts));
  }

  receive(channel: string, content: string | Uint8Array): void {
    if (this.#channels.some(({ label, quiet }) => label === channel && quiet === true)) {
      this.coins.receive(channel, String(content));
      return;
    }
    const type = typeof content === "string" ? "text" : "binary";
    this.#report({ kind: "message-received", channel, ...messageContent(type, Buffer.from(content)) });
    this.#textListeners.get(channel)?.(String(content));
  }

  onText(channel: string, listener: ((text: string) => void) | undefined): void {
    if (listener) this.#textListeners.set(channel, listener);
    else this.#textListeners.delete(channel);
  }

  #requireOpen(channel: string): void {
    if (!this.#open.has(channel)) throw new Error(`the channel "${channel}" is not open`);
  }
}
