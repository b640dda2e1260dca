import type { ReadMessage } from "./readMessage.ts";

/** Counted for each message beside its content: an endless stream of empty ones must come to an end too. */
const BYTES_A_MESSAGE = 256;

/** The first messages of a call, up to a limit: a transfer of gigabytes must not fill the memory of whoever tests it. */
export class KeptMessages {
  readonly messages: ReadMessage[] = [];
  /** How many came and are not kept. */
  left = 0;
  #room: number;

  constructor(maxBytes: number) {
    this.#room = maxBytes;
  }

  /** Keeps the message, or none from now on: what is kept has no gap. */
  add(message: ReadMessage): void {
    const cost = message.content.length + BYTES_A_MESSAGE;
    if (this.left > 0 || cost > this.#room) {
      this.left += 1;
      return;
    }
    this.#room -= cost;
    this.messages.push(message);
  }
}
