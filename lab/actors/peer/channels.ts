import type { Refusal } from "../../../src/defences/defence.ts";
import type { SealedCall } from "../../../src/sealing/sealedCall.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { Coins } from "./coins.ts";
import type { ChannelSettings, Endpoint } from "./endpoint.ts";

/** A data channel of the call. What crosses a quiet one is not reported as it happens. */
export interface SessionChannel extends ChannelSettings {
  readonly quiet?: true | undefined;
}

interface ChannelsSettings {
  readonly report: FactListener;
  /** Encrypts what is said above the channels. Left out: it crosses them as it is. */
  readonly sealed: SealedCall | undefined;
  /** Takes why a message that arrived is not taken. */
  readonly refuse: (refusal: Refusal) => void;
}

/** What one peer sends and receives on the data channels of a call. Coins are not sealed: they measure the bare channel. */
export class Channels {
  readonly coins: Coins;
  readonly #channels: readonly SessionChannel[];
  readonly #report: FactListener;
  readonly #settings: ChannelsSettings;
  readonly #open = new Set<string>();
  /** Takes the text that arrives on a channel, which is reported all the same. */
  readonly #textListeners = new Map<string, (text: string) => void>();

  constructor(channels: readonly SessionChannel[], settings: ChannelsSettings) {
    this.#channels = channels;
    this.#settings = settings;
    this.#report = settings.report;
    this.coins = new Coins(settings.report);
  }

  opened(channel: string): void {
    this.#open.add(channel);
    this.#report({ kind: "channel-open", channel });
  }

  /** Reports the message, then sends it. @throws Error when the channel is not open. */
  send(endpoint: Endpoint, channel: string, type: "text" | "binary", content: Buffer): Promise<void> {
    this.#requireOpen(channel);
    this.#report({ kind: "message-sent", channel, ...messageContent(type, content) });
    const { sealed } = this.#settings;
    if (!sealed) return endpoint.send(channel, type === "text" ? content.toString("utf8") : content);
    const crossing = sealed.seal({ channel, type, content });
    this.#report({ kind: "message-sealed", channel, ...messageContent("binary", crossing) });
    return endpoint.send(channel, crossing);
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
    const said = this.#settings.sealed?.open(channel, content) ?? {
      type: typeof content === "string" ? ("text" as const) : ("binary" as const),
      content: Buffer.from(content),
    };
    if ("code" in said) {
      this.#settings.refuse(said);
      return;
    }
    this.#report({ kind: "message-received", channel, ...messageContent(said.type, said.content) });
    this.#textListeners.get(channel)?.(Buffer.from(said.content).toString("utf8"));
  }

  onText(channel: string, listener: ((text: string) => void) | undefined): void {
    if (listener) this.#textListeners.set(channel, listener);
    else this.#textListeners.delete(channel);
  }

  #requireOpen(channel: string): void {
    if (!this.#open.has(channel)) throw new Error(`the channel "${channel}" is not open`);
  }
}
